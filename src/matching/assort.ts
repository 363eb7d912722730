// Names to channels, market by market: each is done with before the next one begins, which keeps memory low.

import type { NameKey } from '../formats/names/key.ts';
import { readName } from '../formats/names/read.ts';
import { placesInOrder } from '../kernel/order.ts';
import { adopt } from './adopt.ts';
import { MarketDigests } from './market-digests.ts';
import { DEFAULT_POLICY, type SeparationPolicy } from './policy.ts';
import type { Knowledge } from './knowledge.ts';
import { mergeMarket, type MarketOptions, type MarketSuggestion, type MergedMarket } from './market.ts';
import type { MarketEntry } from './nodes.ts';
import type { MarketGrounds, MarketOutcome, MatchMemory } from './memory.ts';
import type { NameTable } from './name-table.ts';
import type { Reason } from './reasons.ts';
import { scoreOf } from './score.ts';

export interface AssortOptions {
  /** `matching.merge_threshold`, 0 to 100. */
  readonly threshold?: number;
  /** `matching.group_threshold`, 0 to 100: pairs from here on are worth a person's look. */
  readonly groupThreshold?: number;
  readonly policy?: SeparationPolicy;
  readonly knowledge?: Knowledge | undefined;
  /** Another one when the knowledge is another. */
  readonly knowledgeRevision?: string;
  /** What a person has decided. */
  readonly pins?: ReadonlyMap<NameKey, number>;
  readonly locked?: ReadonlySet<number>;
  readonly apart?: readonly (readonly [NameKey, NameKey])[];
  readonly memory?: MatchMemory | undefined;
  /** Names that are compared together at most; 8 kB of heap for each are enough. A larger market is done in parts. */
  readonly namesAtOnce?: number;
  /** Called now and then with how many of the names are done; may throw to cancel. */
  readonly checkpoint?: (doneCount: number, nameCount: number) => void;
}

export interface Suggestion {
  /** Numbers of two names of channels that may be one. */
  readonly a: number;
  readonly b: number;
  /** 0 to 100, on the scale of the thresholds. */
  readonly score: number;
  readonly reasons: readonly Reason[];
}

export interface Assortment {
  /** For each name of the table the first name of its channel. */
  readonly channelOf: Int32Array;
  /** For each name its family: channels of one are alike without being one; 0 for none. */
  readonly families: Float64Array;
  readonly suggestions: readonly Suggestion[];
}

const CHECK_EVERY = 1_000;
const DEFAULT_THRESHOLD = 85;
const DEFAULT_GROUP_THRESHOLD = 75;

export function assort(table: NameTable, options: AssortOptions = {}): Assortment {
  const marketOf = adopt(table, options.memory);
  const byMarket = new Map<string, number[]>();
  for (let index = 0; index < marketOf.length; index += 1) {
    const list = byMarket.get(marketOf[index]!);
    if (list) list.push(index);
    else byMarket.set(marketOf[index]!, [index]);
  }
  const channelOf = Int32Array.from({ length: table.size }, (_, index) => index);
  const families = new Float64Array(table.size);
  const suggestions: Suggestion[] = [];
  const run = new Run(table, options);
  for (const [market, indices] of partsOf(table, byMarket, options.namesAtOnce ?? Infinity)) {
    const { channelOf: ofEntry, families: familyOf, suggestions: pairs } = run.market(market, indices);
    run.finished(indices.length);
    for (let at = 0; at < indices.length; at += 1) {
      channelOf[indices[at]!] = indices[ofEntry[at]!]!;
      families[indices[at]!] = familyOf[at]!;
    }
    for (const { a, b, logOdds, reasons } of pairs)
      suggestions.push({ a: indices[a]!, b: indices[b]!, score: scoreOf(logOdds), reasons });
  }
  joinAcross(table, channelOf, options.pins);
  return { channelOf, families, suggestions };
}

/** Markets under their code; a large one in parts under `us#0`, `us#1` …, each of names that begin alike. */
function* partsOf(
  table: NameTable,
  byMarket: ReadonlyMap<string, number[]>,
  limit: number,
): Generator<[code: string, names: number[]]> {
  for (const [market, names] of byMarket) {
    if (names.length <= limit) {
      yield [market, names];
      continue;
    }
    const keys = new Map(names.map((name) => [name, wordsOf(table.texts[name]!, market)]));
    const sorted = names.toSorted((a, b) => (keys.get(a)! < keys.get(b)! ? -1 : 1));
    const size = Math.ceil(sorted.length / Math.ceil(sorted.length / limit));
    let to = 0;
    for (let part = 0; to < sorted.length; part += 1) {
      const from = to;
      to = Math.min(from + size, sorted.length);
      // What is written alike stays together.
      while (to < sorted.length && keys.get(sorted[to]!) === keys.get(sorted[to - 1]!)) to += 1;
      yield [`${market}#${part}`, sorted.slice(from, to)];
    }
  }
}

const wordsOf = (text: string, market: string): string => readName(text, { market: countryOf(market) }).core.join(' ');

interface ChangedMarket {
  readonly market: string;
  readonly digest: number;
  /** Names of the table, and their places in the order of their keys. */
  readonly indices: readonly number[];
  readonly sorted: Uint32Array;
}

class Run {
  readonly #table: NameTable;
  readonly #options: AssortOptions;
  readonly #apartKeys: ReadonlySet<NameKey>;
  readonly #idSpaces: readonly number[];
  readonly #digests: MarketDigests;
  /** Of the markets that are done, and in all. */
  #finishedCount = 0;
  #doneCount = 0;

  constructor(table: NameTable, options: AssortOptions) {
    this.#table = table;
    this.#options = options;
    this.#apartKeys = new Set(options.apart?.flat());
    this.#idSpaces = table.idSpaces();
    this.#digests = new MarketDigests(table, options, this.#idSpaces);
  }

  /** A market's names are done, compared or taken over. */
  finished(nameCount: number): void {
    this.#finishedCount += nameCount;
    this.#doneCount = this.#finishedCount;
    this.#tell();
  }

  market(market: string, indices: readonly number[]): Omit<MarketOutcome, 'digest'> {
    const { memory } = this.#options;
    // The least name stands first, whatever the order of the lists.
    const keys = new Float64Array(indices.length);
    for (let at = 0; at < indices.length; at += 1) keys[at] = this.#key(indices[at]!);
    const sorted = placesInOrder(keys);
    const digest = this.#digests.of(indices, sorted);
    const before = memory?.read(market);
    const merged = before?.digest === digest ? before : this.#mergeAnew({ market, digest, sorted, indices });
    const channelOf = new Int32Array(indices.length);
    const families = new Float64Array(indices.length);
    const firstOf = new Int32Array(indices.length).fill(indices.length);
    for (let at = 0; at < sorted.length; at += 1) {
      const channel = merged.channelOf[at]!;
      firstOf[channel] = Math.min(sorted[at]!, firstOf[channel]!);
    }
    for (let at = 0; at < sorted.length; at += 1) {
      channelOf[sorted[at]!] = firstOf[merged.channelOf[at]!]!;
      families[sorted[at]!] = merged.families[at]!;
    }
    const suggestions = merged.suggestions.map(({ a, b, logOdds, reasons }): MarketSuggestion => ({
      a: sorted[a]!,
      b: sorted[b]!,
      logOdds,
      reasons,
    }));
    return { channelOf, families, suggestions };
  }

  #mergeAnew(changed: ChangedMarket): MarketOutcome {
    const { memory } = this.#options;
    const { channelOf, families, suggestions, ...grounds } = this.#merge(changed, memory?.readGrounds(changed.market));
    const outcome = { digest: changed.digest, channelOf, families, suggestions };
    memory?.write(changed.market, outcome, grounds);
    return outcome;
  }

  #merge({ market, sorted, indices }: ChangedMarket, before: MarketGrounds | undefined): MergedMarket {
    const hashes = this.#table.textHashes();
    const entries: MarketEntry[] = [];
    const texts = new Float64Array(sorted.length);
    const places = new Map<NameKey, number>();
    for (let place = 0; place < sorted.length; place += 1) {
      const index = indices[sorted[place]!]!;
      entries.push(this.#entry(index));
      texts[place] = hashes[index]!;
      if (this.#apartKeys.has(this.#key(index))) places.set(this.#key(index), place);
    }
    const apart = (this.#options.apart ?? []).flatMap(([a, b]) => {
      const [x, y] = [places.get(a), places.get(b)];
      return x === undefined || y === undefined ? [] : [[x, y] as const];
    });
    return mergeMarket(entries, { ...this.#marketOptions(market, apart, before), texts });
  }

  #marketOptions(market: string, apart: MarketOptions['apart'], before?: MarketGrounds) {
    const { threshold, groupThreshold, policy, knowledge, knowledgeRevision, locked } = this.#options;
    return {
      market: countryOf(market.split('#', 1)[0] ?? ''),
      threshold: threshold ?? DEFAULT_THRESHOLD,
      groupThreshold: groupThreshold ?? DEFAULT_GROUP_THRESHOLD,
      policy: policy ?? DEFAULT_POLICY,
      knowledge,
      knowledgeRevision,
      idSpaces: this.#idSpaces,
      locked: locked ?? new Set(),
      apart,
      memory: before?.memory,
      read: before?.read,
      checkpoint: () => this.#check(),
    };
  }

  #entry(index: number): MarketEntry {
    const table = this.#table;
    const [listing, tvgIds, artworks] = [table.listing(index), table.tvgIds(index), table.artworks(index)];
    return {
      name: table.texts[index]!,
      listing,
      tvgIds,
      artworks,
      pin: this.#options.pins?.get(this.#key(index)) ?? 0,
    };
  }

  #key(index: number): NameKey {
    return this.#table.keys[index]!;
  }

  #check(): void {
    this.#doneCount += 1;
    if (this.#doneCount % CHECK_EVERY === 0) this.#tell();
  }

  #tell(): void {
    this.#options.checkpoint?.(Math.min(this.#doneCount, this.#table.size), this.#table.size);
  }
}

/** `de` of `de radio`: what follows the country only keeps names apart. */
const countryOf = (market: string): string => market.split(' ', 1)[0] ?? '';

/** What a person has put together is one channel, also where the markets differ. */
function joinAcross(table: NameTable, channelOf: Int32Array, pins?: ReadonlyMap<NameKey, number>): void {
  if (!pins || pins.size === 0) return;
  const channelOfPin = new Map<number, number>();
  const joined = new Map<number, number>();
  for (const [key, pin] of pins) {
    const index = table.find(key);
    if (index === undefined) continue;
    const channel = channelOf[index]!;
    const known = channelOfPin.get(pin);
    if (known === undefined) channelOfPin.set(pin, channel);
    else if (known !== channel) joined.set(channel, known);
  }
  if (joined.size === 0) return;
  for (const [index, channel] of channelOf.entries()) channelOf[index] = joined.get(channel) ?? channel;
}
