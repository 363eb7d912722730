// Pairs of a market's names that were compared, with their log odds; those of names that have not changed are taken over
// from the last time.

import { NumberMap } from '../kernel/number-map.ts';
import type { Link } from './cluster.ts';

/** What is kept between two merges of a market: plain columns, 8 bytes a pair and 20 a name. */
export interface PairMemory {
  /** A hash of each name. */
  readonly names: Float64Array;
  /** The same with who lists it, and what was known of the market when it was compared. */
  readonly stamps: Float64Array;
  /** Name n was compared with `others` from `starts[n]` to `starts[n + 1]`: places in `names`, all after its own. */
  readonly starts: Int32Array;
  readonly others: Int32Array;
  /** -Infinity for two that are not to be compared, whatever is known of them; `BARRED` while one list has both. */
  readonly logOdds: Float32Array;
}

/** Pairs less likely than this count as not compared: unlike is unlike. */
const LEAST_LOG_ODDS = -3;
const IDLE = -Infinity;
/** Less than any log odds. */
const BARRED = Math.fround(-1e30);

export class KnownPairs {
  readonly #names: Float64Array;
  readonly #stamps: Float64Array;
  readonly #isFresh: Uint8Array;
  readonly #before: NumberMap;
  readonly #logOdds: NumberMap;

  constructor({ names, stamps }: Pick<PairMemory, 'names' | 'stamps'>, memory?: PairMemory) {
    this.#names = names;
    this.#stamps = stamps;
    this.#isFresh = new Uint8Array(names.length).fill(1);
    this.#before = new NumberMap(memory?.others.length);
    this.#logOdds = new NumberMap(memory?.others.length);
    if (memory) this.#remember(memory);
  }

  #remember(memory: PairMemory): void {
    const placeOf = new NumberMap(this.#names.length);
    for (let place = 0; place < this.#names.length; place += 1) placeOf.set(this.#names[place]!, place);
    const now = Int32Array.from(memory.names, (name) => placeOf.get(name) ?? -1);
    for (let at = 0; at < now.length; at += 1)
      if (now[at]! >= 0 && memory.stamps[at] === this.#stamps[now[at]!]) this.#isFresh[now[at]!] = 0;
    for (let at = 0; at < now.length; at += 1) {
      const a = now[at]!;
      if (a < 0) continue;
      for (let pair = memory.starts[at]!; pair < memory.starts[at + 1]!; pair += 1) {
        const b = now[memory.others[pair]!]!;
        const logOdds = memory.logOdds[pair]!;
        const holds = logOdds === IDLE || (this.#isFresh[a] === 0 && this.#isFresh[b] === 0);
        if (b >= 0 && holds) this.#before.set(this.#key(a, b), logOdds);
      }
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

  /** Nothing is to be asked about these two. @param isForGood whatever is known of the market and of who lists them */
  setIdle(a: number, b: number, isForGood: boolean): void {
    this.#logOdds.set(this.#key(a, b), isForGood ? IDLE : BARRED);
  }

  /** @returns undefined for a pair that was not looked at */
  isIdle(a: number, b: number): boolean | undefined {
    const logOdds = this.#logOdds.get(this.#key(a, b));
    return logOdds === undefined ? undefined : logOdds <= BARRED;
  }

  logOddsOf(a: number, b: number): number | undefined {
    const logOdds = this.#logOdds.get(this.#key(a, b));
    return logOdds === undefined || logOdds < LEAST_LOG_ODDS ? undefined : logOdds;
  }

  /** Pairs at least this likely. */
  links(threshold: number): Link[] {
    const links: Link[] = [];
    const count = this.#names.length;
    this.#logOdds.forEach((key, logOdds) => {
      if (logOdds >= threshold) links.push({ a: Math.floor(key / count), b: key % count, logOdds });
    });
    return links;
  }

  memory(): PairMemory {
    const count = this.#names.length;
    const starts = new Int32Array(count + 1);
    this.#logOdds.forEach((key) => void (starts[Math.floor(key / count) + 1]! += 1));
    for (let place = 0; place < count; place += 1) starts[place + 1]! += starts[place]!;
    const next = starts.slice();
    const [others, odds] = [new Int32Array(this.#logOdds.size), new Float32Array(this.#logOdds.size)];
    this.#logOdds.forEach((key, logOdds) => {
      const a = Math.floor(key / count);
      others[next[a]!] = key - a * count;
      odds[next[a]!] = logOdds;
      next[a]! += 1;
    });
    return { names: this.#names, stamps: this.#stamps, starts, others, logOdds: odds };
  }

  #key(a: number, b: number): number {
    return a < b ? a * this.#names.length + b : b * this.#names.length + a;
  }
}
