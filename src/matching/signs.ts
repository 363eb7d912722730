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

export function learnSigns(signs: KnownSigns, readings: Iterable<NameReading>): void {
  for (const { callSign, subchannel, core, parts } of readings) {
    if (callSign === '') continue;
    let sign = signs.get(callSign);
    if (!sign) signs.set(callSign, (sign = newSign()));
    for (const part of parts) {
      if (part.kind !== 'place') continue;
      for (const word of part.value.toLowerCase().split(/[^a-z]+/)) if (word !== '') sign.towns.add(word);
    }
    const programme = programmeOf(core);
    if (programme === '' || subchannel === 0) continue;
    const known = sign.subchannels.get(programme) ?? subchannel;
    sign.subchannels.set(programme, known === subchannel ? subchannel : 0);
  }
}

/** @returns the subchannel of a name that says none: where its programme is, else the first */
export const subchannelOf = (words: readonly string[], sign: KnownSign | undefined): number =>
  sign?.subchannels.get(programmeOf(words)) || 1;

const programmeOf = (words: readonly string[]): string => words.filter((word) => !FILLERS.has(word)).join('');
