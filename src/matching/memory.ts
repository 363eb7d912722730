// What matching remembers between two runs, as bytes of one market. Handed in: this room reads and writes no files.
// `madeBy` is another number when the code is another: what that would have read, compared or laid out otherwise is made anew.

import type { AdoptMemory, SaidBefore } from './adopt.ts';
import { packColumns, unpackColumns, type Column } from '../kernel/packed-columns.ts';
import type { KeptNames } from './kept-names.ts';
import type { MarketSuggestion, MergedMarket } from './market.ts';
import type { PairMemory } from './pairs.ts';
import { REASONS, REASONS_KEPT, type Reason, type ReasonName } from './reasons.ts';

/** What becomes of a market's names. */
export interface MarketOutcome extends Omit<MergedMarket, 'memory' | 'read'> {
  /** Of everything that it was made from: as long as it is the same, so is the outcome. */
  readonly digest: number;
}

/** What the next outcome is made from, when only some of it is another. */
export type MarketGrounds = Pick<MergedMarket, 'memory' | 'read'>;

export interface MatchMemory extends AdoptMemory {
  read(market: string): MarketOutcome | undefined;
  /** Asked for only when the outcome does not hold. */
  readGrounds(market: string): MarketGrounds | undefined;
  write(market: string, outcome: MarketOutcome, grounds: MarketGrounds): void;
}

const NAMES = Object.keys(REASONS) as ReasonName[];

/** One cell for each reason kept; 0 where there are fewer. */
const cells = (reasons: readonly Reason[], cell: (reason: Reason) => number): number[] =>
  Array.from({ length: REASONS_KEPT }, (_, at) => (reasons[at] ? cell(reasons[at]) : 0));

export function encodeOutcome(
  madeBy: number,
  { digest, channelOf, families, suggestions }: MarketOutcome,
): Uint8Array<ArrayBuffer> {
  return packColumns(madeBy, [
    Float64Array.of(digest),
    channelOf,
    families,
    Int32Array.from(suggestions, ({ a }) => a),
    Int32Array.from(suggestions, ({ b }) => b),
    Float64Array.from(suggestions, ({ logOdds }) => logOdds),
    Float64Array.from(suggestions.flatMap(({ reasons }) => cells(reasons, ({ weight }) => weight))),
    Uint8Array.from(suggestions.flatMap(({ reasons }) => cells(reasons, ({ feature }) => NAMES.indexOf(feature)))),
  ]);
}

/** @returns undefined for what other code made, and for what is not whole */
export function decodeOutcome(madeBy: number, stored: Uint8Array): MarketOutcome | undefined {
  const columns = unpackColumns(madeBy, stored);
  if (!columns) return undefined;
  const [head, channelOf, families, firsts, seconds, odds, weights, features] = columns as Columns<
    [Float64Array, Int32Array, Float64Array, Int32Array, Int32Array, Float64Array, Float64Array, Uint8Array]
  >;
  const reasonsOf = (index: number): Reason[] =>
    Array.from({ length: REASONS_KEPT }, (_, at) => index * REASONS_KEPT + at)
      .filter((cell) => weights[cell] !== 0)
      .map((cell) => ({ feature: NAMES[features[cell]!]!, weight: weights[cell]! }));
  const suggestions = Array.from(odds, (logOdds, index): MarketSuggestion => {
    return { a: firsts[index]!, b: seconds[index]!, logOdds, reasons: reasonsOf(index) };
  });
  return { digest: head[0]!, channelOf, families, suggestions };
}

export function encodeGrounds(madeBy: number, { memory, read }: MarketGrounds): Uint8Array<ArrayBuffer> {
  return packColumns(madeBy, [
    memory.names,
    memory.words,
    memory.standings,
    memory.starts,
    memory.others,
    memory.logOdds,
    memory.hangsOn,
    Float64Array.of(read.readAs),
    read.texts,
    read.nodeOf,
    read.accented,
    read.signs,
    read.standsFor,
    read.pins,
    read.lines,
    read.linesFrom,
    read.flags,
    read.keyHashes,
    read.hashes,
    read.families,
    read.facts,
    read.factsFrom,
  ]);
}

/** @returns undefined for what other code made, and for what is not whole */
export function decodeGrounds(madeBy: number, stored: Uint8Array): MarketGrounds | undefined {
  const columns = unpackColumns(madeBy, stored);
  if (!columns) return undefined;
  const [names, words, standings, starts, others, logOdds, hangsOn, ...ofNames] = columns as GroundColumns;
  const [readAs, texts, nodeOf, accented, signs, standsFor, pins, lines, linesFrom, ...ofReadings] = ofNames;
  const [flags, keyHashes, hashes, families, facts, factsFrom] = ofReadings;
  const memory: PairMemory = { names, words, standings, starts, others, logOdds, hangsOn };
  const read: KeptNames = {
    readAs: readAs[0]!,
    texts,
    nodeOf,
    accented,
    signs,
    standsFor,
    pins,
    lines,
    linesFrom,
    flags,
    keyHashes,
    hashes,
    families,
    facts,
    factsFrom,
  };
  return { memory, read };
}

export const encodeSaid = (madeBy: number, { names, keys }: SaidBefore): Uint8Array<ArrayBuffer> =>
  packColumns(madeBy, [names, keys]);

/** @returns undefined for what other code made, and for what is not whole */
export function decodeSaid(madeBy: number, stored: Uint8Array): SaidBefore | undefined {
  const [names, keys] = (unpackColumns(madeBy, stored) ?? []) as Partial<Columns<[Float64Array, Float64Array]>>;
  return names && keys && { names, keys };
}

/** As they were packed: by the same code. */
type Columns<Kinds extends readonly Column[]> = Readonly<Kinds>;
type GroundColumns = Columns<
  [
    ...[Float64Array, Float64Array, Uint32Array, Int32Array, Int32Array, Float32Array, Uint8Array],
    ...[Float64Array, Float64Array, Int32Array, Uint8Array, Uint8Array, Float64Array, Float64Array],
    ...[Uint8Array, Int32Array, Uint8Array, Float64Array, Float64Array, Float64Array, Uint32Array, Int32Array],
  ]
>;
