// What matching remembers between two runs, as bytes of one market. Handed in: this room reads and writes no files.

import type { MarketSuggestion, MergedMarket } from './market.ts';
import { REASONS, REASONS_KEPT, type Reason, type ReasonName } from './reasons.ts';

export interface MarketMemory extends MergedMarket {
  /** Of everything that it was made from: as long as it is the same, so is the outcome. */
  readonly digest: number;
}

export interface MatchMemory {
  read(market: string): MarketMemory | undefined;
  write(market: string, memory: MarketMemory): void;
}

/** Another one when what is remembered is laid out otherwise, or made by another model. */
const VERSION = 23;

const NAMES = Object.keys(REASONS) as ReasonName[];

/** One cell for each reason kept; 0 where there are fewer. */
const cells = (reasons: readonly Reason[], cell: (reason: Reason) => number): number[] =>
  Array.from({ length: REASONS_KEPT }, (_, at) => (reasons[at] ? cell(reasons[at]) : 0));

export function encodeMarket({
  digest,
  channelOf,
  families,
  suggestions,
  memory,
  read,
}: MarketMemory): Uint8Array<ArrayBuffer> {
  const columns = [
    Float64Array.of(
      VERSION,
      digest,
      channelOf.length,
      suggestions.length,
      memory.stamps.length,
      memory.a.length,
      read.readAs,
    ),
    families,
    read.texts,
    memory.stamps,
    Float64Array.from(suggestions, ({ logOdds }) => logOdds),
    Float64Array.from(suggestions.flatMap(({ reasons }) => cells(reasons, ({ weight }) => weight))),
    channelOf,
    read.nodeOf,
    Int32Array.from(suggestions, ({ a }) => a),
    Int32Array.from(suggestions, ({ b }) => b),
    Int32Array.from(suggestions.flatMap(({ reasons }) => cells(reasons, ({ feature }) => NAMES.indexOf(feature)))),
    memory.a,
    memory.b,
    memory.logOdds,
  ];
  const bytes = new Uint8Array(columns.reduce((sum, column) => sum + column.byteLength, 0));
  let at = 0;
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  return bytes;
}

const HEAD_CELLS = 7;

/** @returns undefined for bytes of another version */
export function decodeMarket(stored: Uint8Array): MarketMemory | undefined {
  const { buffer } = new Uint8Array(stored); // SQLite's bytes need not be aligned
  if (buffer.byteLength < HEAD_CELLS * 8) return undefined;
  const [version, digest = 0, entryCount = 0, suggestionCount = 0, nameCount = 0, pairCount = 0, readAs = 0] =
    new Float64Array(buffer, 0, HEAD_CELLS);
  if (version !== VERSION) return undefined;
  let offset = HEAD_CELLS * 8;
  const wide = (length: number): Float64Array => new Float64Array(buffer, (offset += length * 8) - length * 8, length);
  const narrow = (length: number): Int32Array => new Int32Array(buffer, (offset += length * 4) - length * 4, length);
  const families = wide(entryCount);
  const texts = wide(entryCount);
  const stamps = wide(nameCount);
  const suggested = wide(suggestionCount);
  const weights = wide(suggestionCount * REASONS_KEPT);
  const [channelOf, nodeOf] = [narrow(entryCount), narrow(entryCount)];
  const [firsts, seconds] = [narrow(suggestionCount), narrow(suggestionCount)];
  const features = narrow(suggestionCount * REASONS_KEPT);
  const [a, b] = [narrow(pairCount), narrow(pairCount)];
  const logOdds = new Float32Array(buffer, offset, pairCount);
  const reasonsOf = (index: number): Reason[] =>
    Array.from({ length: REASONS_KEPT }, (_, at) => index * REASONS_KEPT + at)
      .filter((cell) => weights[cell] !== 0)
      .map((cell) => ({ feature: NAMES[features[cell]!]!, weight: weights[cell]! }));
  const suggestions = Array.from(suggested, (odds, index): MarketSuggestion => {
    return { a: firsts[index]!, b: seconds[index]!, logOdds: odds, reasons: reasonsOf(index) };
  });
  return {
    digest,
    channelOf,
    families,
    suggestions,
    memory: { stamps, a, b, logOdds },
    read: { readAs, texts, nodeOf },
  };
}
