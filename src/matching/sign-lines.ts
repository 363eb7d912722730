// What the names of a market said of stations, a line for each: what one of them proves, others are read by.

import type { NameReading } from '../formats/names/reading.ts';
import { canBeKept } from './packed-identity.ts';
import { learnSign, signSaidBy, type KnownSign, type KnownSigns, type SignSaid } from './signs.ts';

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
  if (said) learnSign(signs, said);
}

/** @returns whether the name of such a line is read otherwise than it was */
export function changedSigns(before: KnownSigns, now: KnownSigns): (line: string) => boolean {
  const changed = new Set<string>();
  for (const sign of new Set([...before.keys(), ...now.keys()]))
    if (digestOf(before.get(sign)) !== digestOf(now.get(sign))) changed.add(sign);
  return (line) => line !== '' && changed.has(signOf(line));
}

function digestOf(sign: KnownSign | undefined): string {
  if (!sign) return '';
  const subchannels = Array.from(sign.subchannels, (pair) => pair.join(' '));
  return [...sign.towns].toSorted().join(' ') + BETWEEN + subchannels.toSorted().join(BETWEEN);
}
