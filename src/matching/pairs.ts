// Pairs of a market's names that were compared, with their log odds; those of names that have not changed are taken over
// from the last time.

import { NumberMap } from '../kernel/number-map.ts';
import type { Link } from './cluster.ts';
import { STANDING_OF } from './market-index.ts';
import type { NearPairs } from './near-pairs.ts';

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
export interface PairMemory extends ComparedNames, NearPairs {
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
  readonly #near: NearPairs;
  readonly #before: PairMemory | undefined;
  /** For each name its place in the memory; -1 for a new one. */
  readonly #placeBefore: Int32Array;
  /** For each pair, in the order of `near`. */
  readonly #ofNames: Float32Array;
  readonly #hangsOn: Uint8Array;
  readonly #logOdds: Float32Array;
  readonly #leastAsked: number;
  /** What of the memory was asked for last, and how far its pairs are looked through. */
  #row = -1;
  #askedLast = -1;
  #reached = 0;

  /** @param near the pairs that are to be set @param leastAsked the least log odds that `links` is asked for */
  // oxlint-disable-next-line max-params -- what is, what was and what is asked
  constructor(now: ComparedNames, near: NearPairs, before?: PairMemory, leastAsked: number = LEAST_LOG_ODDS) {
    this.#leastAsked = Math.min(LEAST_LOG_ODDS, leastAsked);
    this.#now = now;
    this.#near = near;
    this.#before = before;
    const count = near.others.length;
    this.#ofNames = new Float32Array(count);
    this.#hangsOn = new Uint8Array(count);
    this.#logOdds = new Float32Array(count);
    this.#placeBefore = new Int32Array(now.names.length).fill(-1);
    if (!before) return;
    findBefore(now.names, before.names, this.#placeBefore);
  }

  /** Whether a name is new, or something else is known of it than before. */
  isFresh(place: number): boolean {
    const before = this.#placeBefore[place]!;
    if (before < 0) return true;
    const { words, standings } = this.#before!;
    return words[before] !== this.#now.words[place] || standings[before] !== this.#now.standings[place];
  }

  /** @returns the pair's number in the memory, if what the names say still holds; -1 for all others */
  find(a: number, b: number): number {
    const [one, other] = [this.#placeBefore[a]!, this.#placeBefore[b]!];
    if (one < 0 || other < 0) return UNKNOWN;
    const { logOdds, hangsOn, words, standings } = this.#before!;
    const least = Math.min(one, other);
    const pair = this.#walkTo(least, Math.max(one, other));
    if (pair < 0 || logOdds[pair] === IDLE) return pair;
    const now = this.#now;
    const hangsOnWords = (hangsOn[pair]! & SAID.atMost) === 0;
    if (hangsOnWords && (words[one] !== now.words[a] || words[other] !== now.words[b])) return UNKNOWN;
    const changed = (standings[one]! ^ now.standings[a]!) | (standings[other]! ^ now.standings[b]!);
    return (changed & STANDING_OF[hangsOn[pair]! & KINDS]!) === 0 ? pair : UNKNOWN;
  }

  /** Pairs are asked for in the order in which they are kept, but for a few. */
  #walkTo(least: number, other: number): number {
    const { starts, others } = this.#before!;
    const to = starts[least + 1]!;
    let at = least === this.#row && other >= this.#askedLast ? this.#reached : starts[least]!;
    while (at < to && others[at]! < other) at += 1;
    this.#row = least;
    this.#askedLast = other;
    this.#reached = at;
    return at < to && others[at] === other ? at : UNKNOWN;
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
   * @param pair its place in `near`
   * @param ofNames the log odds as the names say it: a narrow number, so that what is taken over is what it was
   * @param hangsOn see `PairMemory`
   * @param logOdds with what lists say; IDLE where nothing is to be asked
   */
  // oxlint-disable-next-line max-params -- for each pair: no object is made for it
  set(pair: number, ofNames: number, hangsOn: number, logOdds: number): void {
    this.#ofNames[pair] = ofNames;
    this.#hangsOn[pair] = hangsOn;
    this.#logOdds[pair] = logOdds;
  }

  /** Whether nobody asks how unlike two of these log odds are. */
  isUnlike(logOdds: number): boolean {
    return logOdds < this.#leastAsked;
  }

  /** Whether nothing is to be asked about these two. @returns undefined for a pair that was not looked at */
  isIdle(a: number, b: number): boolean | undefined {
    const pair = this.#pairOf(a, b);
    return pair < 0 ? undefined : this.#logOdds[pair] === IDLE;
  }

  logOddsOf(a: number, b: number): number | undefined {
    const pair = this.#pairOf(a, b);
    if (pair < 0) return undefined;
    const logOdds = this.#logOdds[pair]!;
    return logOdds < LEAST_LOG_ODDS ? undefined : logOdds;
  }

  /** Pairs at least this likely. */
  links(threshold: number): Link[] {
    const links: Link[] = [];
    const { starts, others } = this.#near;
    for (let a = 0; a + 1 < starts.length; a += 1)
      for (let pair = starts[a]!; pair < starts[a + 1]!; pair += 1) {
        const logOdds = this.#logOdds[pair]!;
        if (logOdds >= threshold) links.push({ a, b: others[pair]!, logOdds });
      }
    return links;
  }

  memory(): PairMemory {
    return { ...this.#now, ...this.#near, logOdds: this.#ofNames, hangsOn: this.#hangsOn };
  }

  #pairOf(a: number, b: number): number {
    const { starts, others } = this.#near;
    const least = Math.min(a, b);
    return placeIn(others, Math.max(a, b), starts[least]!, starts[least + 1]!);
  }
}

/**
 * Most names have the order that they had: the two columns are walked through side by side, and only what is passed over is
 * looked for among all that was.
 * @param places for each name its place in `before`, -1 where it has none yet
 */
function findBefore(names: Float64Array, before: Float64Array, places: Int32Array): void {
  const passed: number[] = [];
  let reached = 0;
  for (let place = 0; place < names.length; place += 1) {
    let at = reached;
    while (at < reached + AHEAD && at < before.length && before[at] !== names[place]) at += 1;
    if (at < before.length && before[at] === names[place]) {
      places[place] = at;
      reached = at + 1;
    } else passed.push(place);
  }
  if (passed.length === 0) return;
  const placeOf = new NumberMap(passed.length);
  for (const place of passed) placeOf.set(names[place]!, place);
  for (let at = 0; at < before.length; at += 1) {
    const place = placeOf.get(before[at]!);
    if (place !== undefined) places[place] = at;
  }
}

/** Names that are gone, one after another: of more, those behind them are looked for. */
const AHEAD = 8;

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
