// Pairs of a market's names that were compared, with their log odds; those of names that have not changed are taken over
// from the last time.

import type { Link } from './cluster.ts';
import { NumberMap } from '../kernel/number-map.ts';

/** What is kept between two merges of a market: plain columns, 16 bytes a pair and 8 a name. */
export interface PairMemory {
  /** A hash of each name and of who lists it. */
  readonly stamps: Float64Array;
  /** Places in `stamps`. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly logOdds: Float64Array;
}

export class KnownPairs {
  /** Names that are new or listed by others than before: to be compared. */
  readonly fresh: readonly number[];
  readonly #stamps: readonly number[];
  readonly #logOdds = new NumberMap();

  constructor(stamps: readonly number[], memory?: PairMemory) {
    this.#stamps = stamps;
    const placeOf = new Map(stamps.map((stamp, place) => [stamp, place]));
    const known = new Uint8Array(stamps.length);
    if (memory) {
      const now = Int32Array.from(memory.stamps, (stamp) => placeOf.get(stamp) ?? -1);
      for (const place of now) if (place >= 0) known[place] = 1;
      for (let pair = 0; pair < memory.a.length; pair += 1) {
        const [a, b] = [now[memory.a[pair]!]!, now[memory.b[pair]!]!];
        if (a >= 0 && b >= 0) this.set(a, b, memory.logOdds[pair]!);
      }
    }
    this.fresh = stamps.map((_, place) => place).filter((place) => known[place] === 0);
  }

  has(a: number, b: number): boolean {
    return this.#logOdds.has(this.#key(a, b));
  }

  set(a: number, b: number, logOdds: number): void {
    this.#logOdds.set(this.#key(a, b), logOdds);
  }

  logOddsOf(a: number, b: number): number | undefined {
    return this.#logOdds.get(this.#key(a, b));
  }

  /** Pairs at least this likely. */
  links(threshold: number): Link[] {
    const links: Link[] = [];
    const count = this.#stamps.length;
    for (const [key, logOdds] of this.#logOdds.entries()) {
      if (logOdds >= threshold) links.push({ a: Math.floor(key / count), b: key % count, logOdds });
    }
    return links;
  }

  memory(): PairMemory {
    const count = this.#stamps.length;
    const size = this.#logOdds.size;
    const [a, b, odds] = [new Int32Array(size), new Int32Array(size), new Float64Array(size)];
    let pair = 0;
    for (const [key, logOdds] of this.#logOdds.entries()) {
      a[pair] = Math.floor(key / count);
      b[pair] = key % count;
      odds[pair] = logOdds;
      pair += 1;
    }
    return { stamps: Float64Array.from(this.#stamps), a, b, logOdds: odds };
  }

  #key(a: number, b: number): number {
    return a < b ? a * this.#stamps.length + b : b * this.#stamps.length + a;
  }
}
