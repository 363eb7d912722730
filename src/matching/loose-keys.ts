// Under which keys names that may be alike meet, before anybody compares them: a few for each name, and too many rather
// than too few.

import { readName } from '../formats/names/read.ts';
import { hasOwnName, identify } from './identity.ts';

/** Consonants of fewer sounds are those of too many names. */
const LEAST_SOUNDS = 4;

export function looseKeys(name: string): string[] {
  const reading = readName(name);
  const { strongGlued, general, skeleton, numbers, station, pieces } = identify(reading, { market: reading.market });
  const ofStation = station ? [`!${station.sign}`] : [];
  if (station && !hasOwnName(station)) return ofStation;
  const keys = [...ofStation, strongGlued, ...pieces];
  if (general !== '') keys.push(general);
  if (skeleton.length >= LEAST_SOUNDS) keys.push(`~${skeleton}${numbers}`);
  return keys.filter((key) => key !== '');
}
