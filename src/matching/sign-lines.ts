// What the names of a market said of stations, a line for each: what one of them proves, others are read by.

import type { NameReading } from '../formats/names/reading.ts';
import { canBeKept } from './packed-identity.ts';
import { signSaidBy, type KnownSigns, type SignSaid } from './signs.ts';

const BETWEEN = '\u001F';

/** @returns empty for a name that neither proves a sign nor may be read by one; undefined for one that cannot be kept */
export function signLineOf(reading: NameReading): string | undefined {
  const said = signSaidBy(reading);
  if (!said) return reading.possibleCallSign;
  const { sign, subchannel, programme, towns } = said;
  const fields = [sign, String(subchannel), programme, towns.join(' ')];
  return canBeKept(fields.join('')) ? fields.join(BETWEEN) : undefined;
}

const signOf = (line: string): string => line.split(BETWEEN, 1)[0]!;

function saidIn(line: string): SignSaid | undefined {
  const [sign = '', subchannel, programme = '', towns = ''] = line.split(BETWEEN);
  if (subchannel === undefined) return undefined; // nothing proves it
  return { sign, subchannel: Number(subchannel), programme, towns: towns === '' ? [] : towns.split(' ') };
}

export function learnLine(signs: KnownSigns, line: string): void {
  const said = saidIn(line);
  if (said) signs.learn(said);
}

/** @returns whether the name of such a line is read otherwise than it was */
export function changedSigns(before: KnownSigns, now: KnownSigns): (line: string) => boolean {
  // A programme that has become one beside the others' own, or is so no longer, may be any station's.
  if (programmesOf(before) !== programmesOf(now)) return (line) => line !== '';
  const changed = new Set<string>();
  for (const sign of new Set([...before.names(), ...now.names()]))
    if (digestOf(before, sign) !== digestOf(now, sign)) changed.add(sign);
  return (line) => line !== '' && changed.has(signOf(line));
}

const programmesOf = (signs: KnownSigns): string => signs.programmesBeside().toSorted().join(BETWEEN);

function digestOf(signs: KnownSigns, sign: string): string {
  if (!signs.has(sign)) return '';
  const subchannels = Array.from(signs.subchannelsOf(sign) ?? [], (pair) => pair.join(' '));
  return [...(signs.townsOf(sign) ?? [])].toSorted().join(' ') + BETWEEN + subchannels.toSorted().join(BETWEEN);
}
