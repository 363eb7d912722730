// Pairs of a market's names that were compared, with their log odds; those of names that have not changed are taken over
// from the last time.

import { NumberMap } from '../kernel/number-map.ts';
import type { Link } from './cluster.ts';
import { STANDING_OF } from './market-index.ts';

/** What is known of each name when it is compared. */
export interface ComparedNames {
  /** A hash of each name. */
  readonly names: Float64Array;
  /** Of how rare its words are. */
  readonly words: Float64Array;
  /** Of all else that is known of it in its market, some bits for each. */
  readonly standings: Uint32Array;
}

/** What is kept between two merges of a market: plain columns, 9 bytes a pair and 24 a name. */
export interface PairMemory extends ComparedNames {
  /** Name n was compared with `others` from `starts[n]` to `starts[n + 1]`: places in `names`, ascending, all after its own. */
  readonly starts: Int32Array;
  readonly others: Int32Array;
  /** As the names say it, whoever lists them; -Infinity for two that are not to be compared, NaN where only one list forbids it. */
  readonly logOdds: Float32Array;
  /** On which kinds of what the standings tell that hangs, and in the `SAID` bits what counts when one list has both. */
  readonly hangsOn: Uint8Array;
}

/**
 * Bits beside those of the kinds: what the names say that counts when one list has both, and whether their log odds are the
 * most that they can say, however rare their words are: two that are unlike even then.
 */
export const SAID = { isOneName: 16, isBrandOneSided: 32, tellsApart: 64, atMost: 128 } as const;
const KINDS = 15;

/** Pairs less likely than this count as not compared: unlike is unlike. */
const LEAST_LOG_ODDS = -3;
const IDLE = -Infinity;
const UNKNOWN = -1;

export class KnownPairs {
  readonly #now: ComparedNames;
  readonly #before: PairMemory | undefined;
  /** For each name its place in the memory; -1 for a new one. */
  readonly #placeBefore: Int32Array;
  /** The number of a pair; what is known of it lies in the columns. */
  readonly #numbers: NumberMap;
  #columns: PairColumns;
  #count = 0;
  readonly #leastAsked: number;

  /** @param leastAsked the least log odds that `links` is asked for */
  constructor(now: ComparedNames, before?: PairMemory, leastAsked: number = LEAST_LOG_ODDS) {
    this.#leastAsked = Math.min(LEAST_LOG_ODDS, leastAsked);
    this.#now = now;
    this.#before = before;
    this.#placeBefore = new Int32Array(now.names.length).fill(-1);
    const expected = before ? Math.ceil(before.others.length * 1.1) : now.names.length;
    this.#numbers = new NumberMap(expected);
    this.#columns = widened(undefined, Math.max(64, expected));
    if (!before) return;
    const placeOf = new NumberMap(before.names.length);
    for (let place = 0; place < before.names.length; place += 1) placeOf.set(before.names[place]!, place);
    for (let place = 0; place < now.names.length; place += 1)
      this.#placeBefore[place] = placeOf.get(now.names[place]!) ?? -1;
  }

  /** Whether a name is new, or something else is known of it than before. */
  isFresh(place: number): boolean {
    const before = this.#placeBefore[place]!;
    if (before < 0) return true;
    const { words, standings } = this.#before!;
    return words[before] !== this.#now.words[place] || standings[before] !== this.#now.standings[place];
  }

  has(a: number, b: number): boolean {
    return this.#numbers.has(this.#key(a, b));
  }

  /** @returns the pair's number in the memory, if what the names say still holds; -1 for all others */
  find(a: number, b: number): number {
    const [one, other] = [this.#placeBefore[a]!, this.#placeBefore[b]!];
    if (one < 0 || other < 0) return UNKNOWN;
    const { starts, others, logOdds, hangsOn, words, standings } = this.#before!;
    const least = Math.min(one, other);
    const pair = placeIn(others, Math.max(one, other), starts[least]!, starts[least + 1]!);
    if (pair < 0 || logOdds[pair] === IDLE) return pair;
    const now = this.#now;
    const hangsOnWords = (hangsOn[pair]! & SAID.atMost) === 0;
    if (hangsOnWords && (words[one] !== now.words[a] || words[other] !== now.words[b])) return UNKNOWN;
    const changed = (standings[one]! ^ now.standings[a]!) | (standings[other]! ^ now.standings[b]!);
    return (changed & STANDING_OF[hangsOn[pair]! & KINDS]!) === 0 ? pair : UNKNOWN;
  }

  /** @param pair as `find` gives it */
  logOddsBefore(pair: number): number {
    return this.#before!.logOdds[pair]!;
  }

  /** @param pair as `find` gives it */
  hangsOnBefore(pair: number): number {
    return this.#before!.hangsOn[pair]!;
  }

  /**
   * @param ofNames the log odds as the names say it: a narrow number, so that what is taken over is what it was
   * @param hangsOn see `PairMemory`
   * @param logOdds with what lists say; IDLE where nothing is to be asked
   */
  // oxlint-disable-next-line max-params -- for each pair: no object is made for it
  add(a: number, b: number, ofNames: number, hangsOn: number, logOdds: number): void {
    if (this.#count === this.#columns.first.length) this.#columns = widened(this.#columns, 2 * this.#count);
    const { first, second, ofNames: odds, hangsOn: bits, logOdds: all } = this.#columns;
    const number = this.#count;
    first[number] = Math.min(a, b);
    second[number] = Math.max(a, b);
    odds[number] = ofNames;
    bits[number] = hangsOn;
    all[number] = logOdds;
    this.#numbers.set(this.#key(a, b), number);
    this.#count += 1;
  }

  /** Whether nobody asks how unlike two of these log odds are. */
  isUnlike(logOdds: number): boolean {
    return logOdds < this.#leastAsked;
  }

  /** Whether nothing is to be asked about these two. @returns undefined for a pair that was not looked at */
  isIdle(a: number, b: number): boolean | undefined {
    const number = this.#numbers.get(this.#key(a, b));
    return number === undefined ? undefined : this.#columns.logOdds[number] === IDLE;
  }

  logOddsOf(a: number, b: number): number | undefined {
    const number = this.#numbers.get(this.#key(a, b));
    if (number === undefined) return undefined;
    const logOdds = this.#columns.logOdds[number]!;
    return logOdds < LEAST_LOG_ODDS ? undefined : logOdds;
  }

  /** Pairs at least this likely. */
  links(threshold: number): Link[] {
    const links: Link[] = [];
    const { first, second, logOdds } = this.#columns;
    for (let number = 0; number < this.#count; number += 1)
      if (logOdds[number]! >= threshold)
        links.push({ a: first[number]!, b: second[number]!, logOdds: logOdds[number]! });
    return links;
  }

  memory(): PairMemory {
    const { first, second, ofNames, hangsOn } = this.#columns;
    const count = this.#now.names.length;
    const byOther = sortedBy(second.subarray(0, this.#count), count);
    const starts = new Int32Array(count + 1);
    for (let number = 0; number < this.#count; number += 1) starts[first[number]! + 1]! += 1;
    for (let place = 0; place < count; place += 1) starts[place + 1]! += starts[place]!;
    const next = starts.slice();
    const [others, odds] = [new Int32Array(this.#count), new Float32Array(this.#count)];
    const bits = new Uint8Array(this.#count);
    for (let at = 0; at < this.#count; at += 1) {
      const number = byOther[at]!;
      const place = next[first[number]!]!;
      next[first[number]!] = place + 1;
      others[place] = second[number]!;
      odds[place] = ofNames[number]!;
      bits[place] = hangsOn[number]!;
    }
    return { ...this.#now, starts, others, logOdds: odds, hangsOn: bits };
  }

  #key(a: number, b: number): number {
    return a < b ? a * this.#now.names.length + b : b * this.#now.names.length + a;
  }
}

interface PairColumns {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly ofNames: Float32Array;
  readonly hangsOn: Uint8Array;
  readonly logOdds: Float32Array;
}

function widened(columns: PairColumns | undefined, length: number): PairColumns {
  const wider: PairColumns = {
    first: new Int32Array(length),
    second: new Int32Array(length),
    ofNames: new Float32Array(length),
    hangsOn: new Uint8Array(length),
    logOdds: new Float32Array(length),
  };
  if (!columns) return wider;
  wider.first.set(columns.first);
  wider.second.set(columns.second);
  wider.ofNames.set(columns.ofNames);
  wider.hangsOn.set(columns.hangsOn);
  wider.logOdds.set(columns.logOdds);
  return wider;
}

/** Places of a column by what stands there, numbers below `limit`. */
function sortedBy(column: Int32Array, limit: number): Int32Array {
  const starts = new Int32Array(limit + 1);
  for (let at = 0; at < column.length; at += 1) starts[column[at]! + 1]! += 1;
  for (let value = 0; value < limit; value += 1) starts[value + 1]! += starts[value]!;
  const sorted = new Int32Array(column.length);
  for (let at = 0; at < column.length; at += 1) {
    const value = column[at]!;
    sorted[starts[value]!] = at;
    starts[value]! += 1;
  }
  return sorted;
}

/** @returns where the value stands in a part of the column that ascends; -1 where it does not */
// oxlint-disable-next-line max-params -- asked for each pair: no object is made for it
function placeIn(column: Int32Array, value: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low < to && column[low] === value ? low : -1;
}
