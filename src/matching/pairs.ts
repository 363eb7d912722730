// Pairs of a market's names that were compared, with their log odds; those of names that have not changed are taken over
// from the last time.

import { NumberMap } from '../kernel/number-map.ts';
import type { Link } from './cluster.ts';

/** What is kept between two merges of a market: plain columns, 12 bytes a pair and 8 a name. */
export interface PairMemory {
  /** A hash of each name, of who lists it, and of what was known of the market when it was compared. */
  readonly stamps: Float64Array;
  /** Places in `stamps`. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly logOdds: Float32Array;
}

/** Pairs less likely than this count as not compared: unlike is unlike. */
const LEAST_LOG_ODDS = -3;

export class KnownPairs {
  readonly #stamps: readonly number[];
  readonly #isFresh: Uint8Array;
  readonly #before: NumberMap;
  readonly #logOdds: NumberMap;

  constructor(stamps: readonly number[], memory?: PairMemory) {
    this.#stamps = stamps;
    this.#isFresh = new Uint8Array(stamps.length).fill(1);
    this.#before = new NumberMap(memory?.a.length);
    this.#logOdds = new NumberMap(memory?.a.length);
    if (!memory) return;
    const placeOf = new NumberMap(stamps.length);
    for (let place = 0; place < stamps.length; place += 1) placeOf.set(stamps[place]!, place);
    const now = memory.stamps.map((stamp) => placeOf.get(stamp) ?? -1);
    for (let at = 0; at < now.length; at += 1) if (now[at]! >= 0) this.#isFresh[now[at]!] = 0;
    for (let pair = 0; pair < memory.a.length; pair += 1) {
      const a = now[memory.a[pair]!]!;
      const b = now[memory.b[pair]!]!;
      if (a >= 0 && b >= 0) this.#before.set(this.#key(a, b), memory.logOdds[pair]!);
    }
  }

  /** Whether a name is new, or something else is known of it than before. */
  isFresh(place: number): boolean {
    return this.#isFresh[place] === 1;
  }

  has(a: number, b: number): boolean {
    return this.#logOdds.has(this.#key(a, b));
  }

  /** @returns whether the pair was compared before; what is not taken over is forgotten */
  takeOver(a: number, b: number): boolean {
    const logOdds = this.#before.get(this.#key(a, b));
    if (logOdds !== undefined) this.#logOdds.set(this.#key(a, b), logOdds);
    return logOdds !== undefined;
  }

  /** Kept as a narrow number, so that what is taken over is what it was. */
  set(a: number, b: number, logOdds: number): void {
    this.#logOdds.set(this.#key(a, b), Math.fround(logOdds));
  }

  logOddsOf(a: number, b: number): number | undefined {
    const logOdds = this.#logOdds.get(this.#key(a, b));
    return logOdds === undefined || logOdds < LEAST_LOG_ODDS ? undefined : logOdds;
  }

  /** Pairs at least this likely. */
  links(threshold: number): Link[] {
    const links: Link[] = [];
    const count = this.#stamps.length;
    this.#logOdds.forEach((key, logOdds) => {
      if (logOdds >= threshold) links.push({ a: Math.floor(key / count), b: key % count, logOdds });
    });
    return links;
  }

  memory(): PairMemory {
    const count = this.#stamps.length;
    const size = this.#logOdds.size;
    const [a, b, odds] = [new Int32Array(size), new Int32Array(size), new Float32Array(size)];
    let pair = 0;
    this.#logOdds.forEach((key, logOdds) => {
      a[pair] = Math.floor(key / count);
      b[pair] = key % count;
      odds[pair] = logOdds;
      pair += 1;
    });
    return { stamps: Float64Array.from(this.#stamps), a, b, logOdds: odds };
  }

  #key(a: number, b: number): number {
    return a < b ? a * this.#stamps.length + b : b * this.#stamps.length + a;
  }
}
