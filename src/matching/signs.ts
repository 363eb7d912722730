// Call signs that the names of a market prove, so that bare ones are understood: `WSOC Charlotte` beside `ABC (WSOC) Charlotte, NC`,
// `WHPX Bounce` beside `Bounce (WHPX-DT2)`.

import type { NameReading } from '../formats/names/reading.ts';
import { FILLERS } from './words/fillers.ts';

interface KnownSign {
  /** Folded words of its towns. */
  readonly towns: Set<string>;
  /** On which subchannel a programme is, by its words; 0 when names contradict each other. */
  readonly subchannels: Map<string, number>;
}

/** How many stations say of a programme that it is their first one, and how many that it is another. */
interface Places {
  first: number;
  other: number;
}

/** What one name says of a station. */
export interface SignSaid {
  readonly sign: string;
  /** 0 where it says none. */
  readonly subchannel: number;
  /** Words of the programme, glued. */
  readonly programme: string;
  readonly towns: readonly string[];
}

/** Stations that must have a programme beside their own, and how many times more than have it as their own. */
const LEAST_STATIONS = 3;
const TIMES_MORE = 4;

/** @returns undefined for a name without a call sign */
export function signSaidBy({ callSign, subchannel, core, parts }: NameReading): SignSaid | undefined {
  if (callSign === '') return undefined;
  const places = parts.filter(({ kind }) => kind === 'place');
  const towns = places.flatMap(({ value }) => value.toLowerCase().split(/[^a-z]+/)).filter((word) => word !== '');
  return { sign: callSign, subchannel, programme: programmeOf(core), towns };
}

export class KnownSigns {
  readonly #signs = new Map<string, KnownSign>();
  readonly #programmes = new Map<string, Places>();

  learnAll(readings: Iterable<NameReading>): void {
    for (const reading of readings) {
      const said = signSaidBy(reading);
      if (said) this.learn(said);
    }
  }

  learn({ sign: name, subchannel, programme, towns }: SignSaid): void {
    let sign = this.#signs.get(name);
    if (!sign) this.#signs.set(name, (sign = { towns: new Set(), subchannels: new Map() }));
    for (const town of towns) sign.towns.add(town);
    if (programme === '' || subchannel === 0) return;
    const known = sign.subchannels.get(programme);
    if (known !== undefined && known !== subchannel) {
      if (known !== 0) this.#count(programme, known, -1);
      sign.subchannels.set(programme, 0);
    } else if (known === undefined) {
      this.#count(programme, subchannel, 1);
      sign.subchannels.set(programme, subchannel);
    }
  }

  has(sign: string): boolean {
    return this.#signs.has(sign);
  }

  names(): Iterable<string> {
    return this.#signs.keys();
  }

  /** Folded words of a sign's towns. */
  townsOf(sign: string): ReadonlySet<string> | undefined {
    return this.#signs.get(sign)?.towns;
  }

  /** Each programme of a sign with its subchannel. */
  subchannelsOf(sign: string): ReadonlyMap<string, number> | undefined {
    return this.#signs.get(sign)?.subchannels;
  }

  /** Programmes that nearly all stations have beside their own. */
  programmesBeside(): string[] {
    return [...this.#programmes.keys()].filter((programme) => this.#isBeside(programme));
  }

  /**
   * @returns the subchannel of a name that says none: where its programme is, else the first; 0 for one of the others, when
   * its programme is beside their own at nearly all stations that have it
   */
  subchannelOf(sign: string, words: readonly string[]): number {
    const programme = programmeOf(words);
    const known = this.#signs.get(sign)?.subchannels.get(programme);
    if (known !== undefined) return known || 1;
    return this.#isBeside(programme) ? 0 : 1;
  }

  #isBeside(programme: string): boolean {
    const places = this.#programmes.get(programme);
    return places !== undefined && places.other >= LEAST_STATIONS && places.other >= TIMES_MORE * places.first;
  }

  #count(programme: string, subchannel: number, by: number): void {
    let places = this.#programmes.get(programme);
    if (!places) this.#programmes.set(programme, (places = { first: 0, other: 0 }));
    if (subchannel === 1) places.first += by;
    else places.other += by;
  }
}

const programmeOf = (words: readonly string[]): string => words.filter((word) => !FILLERS.has(word)).join('');
