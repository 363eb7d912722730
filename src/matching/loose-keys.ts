// Under which keys names that may be alike meet, before anybody compares them: a few for each name, and too many rather
// than too few. Whoever asks knows no market yet, so that every country's words are left out.

import { readName } from '../formats/names/read.ts';
import { hasOwnName, identify, isNumber, type Identity } from './identity.ts';
import { marketsOfWord } from './words/countries.ts';

/** Consonants of fewer sounds are those of too many names. */
const LEAST_SOUNDS = 4;
/** A name of fewer words says too little without one of them. */
const LEAST_WORDS = 3;

export function looseKeys(name: string): string[] {
  const reading = readName(name);
  const identity = identify(reading, { market: reading.market });
  const sign = identity.station?.sign ?? reading.possibleCallSign;
  const ofStation = sign === '' ? [] : [`!${sign}`];
  if (identity.station && !hasOwnName(identity.station)) return ofStation;
  return [...new Set([...ofStation, ...keysOf(identity)])].filter((key) => key !== '');
}

function keysOf({ strong, strongGlued, whole, unaccented, general, pieces, ...rest }: Identity): string[] {
  const own = strong.filter((word, place) => place === 0 || marketsOfWord(word).length === 0);
  const keys = [strongGlued, whole, unaccented, general, ...pieces, own.join('')];
  if (own.length > 1) keys.push(`^${own.toSorted().join(' ')}`);
  keys.push(...shortened(own));
  if (rest.skeleton.length >= LEAST_SOUNDS) keys.push(`~${rest.skeleton}${rest.numbers}`);
  return keys;
}

/** Without its maker in front, without what it is about behind; never without its number, which is what tells it apart. */
function shortened(words: readonly string[]): string[] {
  if (words.length < LEAST_WORDS) return [];
  const shorter = words.slice(1).join('');
  return isNumber(words.at(-1)!) ? [shorter] : [shorter, words.slice(0, -1).join('')];
}
