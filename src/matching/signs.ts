// Call signs that the names of a market prove, so that bare ones are understood: `WSOC Charlotte` beside `ABC (WSOC) Charlotte, NC`,
// `WHPX Bounce` beside `Bounce (WHPX-DT2)`.

import type { NameReading } from '../formats/names/reading.ts';
import { FILLERS } from './words/fillers.ts';

export interface KnownSign {
  /** Folded words of its towns. */
  readonly towns: Set<string>;
  /** On which subchannel a programme is, by its words; 0 when names contradict each other. */
  readonly subchannels: Map<string, number>;
}

export type KnownSigns = Map<string, KnownSign>;

export const newSign = (): KnownSign => ({ towns: new Set(), subchannels: new Map() });

/** What one name says of a station. */
export interface SignSaid {
  readonly sign: string;
  readonly subchannel: number;
  /** Words of the programme, glued. */
  readonly programme: string;
  readonly towns: readonly string[];
}

/** @returns undefined for a name without a call sign */
export function signSaidBy({ callSign, subchannel, core, parts }: NameReading): SignSaid | undefined {
  if (callSign === '') return undefined;
  const places = parts.filter(({ kind }) => kind === 'place');
  const towns = places.flatMap(({ value }) => value.toLowerCase().split(/[^a-z]+/)).filter((word) => word !== '');
  return { sign: callSign, subchannel, programme: programmeOf(core), towns };
}

export function learnSign(signs: KnownSigns, { sign: name, subchannel, programme, towns }: SignSaid): void {
  let sign = signs.get(name);
  if (!sign) signs.set(name, (sign = newSign()));
  for (const town of towns) sign.towns.add(town);
  if (programme === '' || subchannel === 0) return;
  const known = sign.subchannels.get(programme) ?? subchannel;
  sign.subchannels.set(programme, known === subchannel ? subchannel : 0);
}

export function learnSigns(signs: KnownSigns, readings: Iterable<NameReading>): void {
  for (const reading of readings) {
    const said = signSaidBy(reading);
    if (said) learnSign(signs, said);
  }
}

/** @returns the subchannel of a name that says none: where its programme is, else the first */
export const subchannelOf = (words: readonly string[], sign: KnownSign | undefined): number =>
  sign?.subchannels.get(programmeOf(words)) || 1;

const programmeOf = (words: readonly string[]): string => words.filter((word) => !FILLERS.has(word)).join('');
