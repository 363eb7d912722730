// Which streams are one channel: names out of the catalogue through the matching into the form that the lineup takes.

import { getHeapStatistics } from 'node:v8';
import type { ChannelStream } from '../catalogue/reads.ts';
import { nameRef } from '../formats/names/key.ts';
import type { Known } from '../lineup/lost.ts';
import { carriedTo, type MatchConstraints } from '../lineup/match-decisions.ts';
import type { Naming } from '../lineup/naming.ts';
import { assort, type Suggestion } from '../matching/assort.ts';
import type { Knowledge } from '../matching/knowledge.ts';
import { MEBIBYTE } from '../kernel/units.ts';
import { marketOf } from '../matching/market-of.ts';
import type { MatchMemory } from '../matching/memory.ts';
import { NameTable } from '../matching/name-table.ts';
import type { SeparationPolicy } from '../matching/policy.ts';
import type { ChannelId, StreamId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { ArtworkOf } from './logos/artwork-file.ts';
import { heirsOf } from './heirs.ts';
import { namesToday } from './names-today.ts';

export interface NamingOptions {
  readonly settings: Settings['matching'];
  readonly constraints: MatchConstraints;
  readonly knowledge?: { readonly base: Knowledge; readonly revision: string } | undefined;
  readonly artworkOf?: ArtworkOf | undefined;
  readonly memory?: MatchMemory | undefined;
  /** What channels there have been. */
  readonly known?: Known | undefined;
  /** Called now and then with how many of the names are done; may throw to cancel. */
  readonly checkpoint: (doneCount: number, nameCount: number) => void;
}

export interface Named {
  readonly naming: Naming;
  /** Country code of a name by its number, or empty. */
  readonly countryOf: (name: number) => string;
  readonly suggestions: readonly NamedSuggestion[];
}

export interface NamedSuggestion extends Suggestion {
  /** As providers write them. */
  readonly names: readonly [string, string];
}

/** Of heap, while a market's names are compared: 2 to 4 kB that last, and what is thrown away meanwhile. */
const BYTES_PER_NAME = 8_192;
/** For the code, and for a table of 100,000 names. */
const RESERVED_BYTES = 40 * MEBIBYTE;
const LEAST_NAMES = 4_000;

/** Names that this thread may compare together. */
export const namesAtOnce = (): number =>
  Math.max(LEAST_NAMES, Math.trunc((getHeapStatistics().heap_size_limit - RESERVED_BYTES) / BYTES_PER_NAME));

/** What is matched of a stream. */
export type StreamToName = Pick<ChannelStream, 'group' | 'kind' | 'name' | 'providerId' | 'tvgId'> &
  Partial<Pick<ChannelStream, 'id' | 'logoUrl'>>;

/** As its name, its group and its tvg-id say it. */
export function marketOfStream({ kind, name, group, tvgId }: Omit<StreamToName, 'providerId'>): string {
  return marketCalled(marketOf(name, group, tvgId), kind === 'radio');
}

/** What a decision about the stream's name is kept under. */
export const nameRefOf = (stream: Omit<StreamToName, 'providerId'>): string =>
  nameRef(marketOfStream(stream), stream.name);

/** A radio station and a channel of one name are two; a market of its own keeps them apart. */
const RADIO = ' radio';

const marketCalled = (country: string, isRadio: boolean): string => country + (isRadio ? RADIO : '');

export function nameStreams(streams: Iterable<StreamToName>, options: NamingOptions): Named {
  const { settings, knowledge, artworkOf = () => 0, memory, checkpoint } = options;
  const table = new NameTable();
  const nameOf = new Numbers();
  const { pins } = options.constraints;
  const origins = new OriginsOf(pins, options.known);
  for (const { id, kind, name, group, tvgId, providerId, logoUrl = '' } of streams) {
    const market = marketOfStream({ kind, name, group, tvgId });
    const number = table.add(name, market, { provider: providerId, tvgId, artwork: artworkOf(logoUrl) });
    nameOf.push(number);
    if (id !== undefined) origins.note(number, id);
  }
  const today = namesToday(options.constraints.refs, table, { pins, cameFrom: origins.cameFrom });
  const constraints = carriedTo(today, options.constraints);
  const heirs = options.known ? heirsOf(table, options.known, marketCalled) : NOBODY;
  const { channelOf, families, suggestions } = assort(table, {
    threshold: settings.merge_threshold,
    groupThreshold: settings.group_threshold,
    policy: policyOf(settings),
    ...constraints,
    ...(knowledge ? { knowledge: knowledge.base, knowledgeRevision: knowledge.revision } : {}),
    memory,
    namesAtOnce: namesAtOnce(),
    checkpoint,
  });
  // Nothing of the table itself is kept: the build that follows needs the memory. A function made here would hold it.
  return {
    naming: {
      nameOf: nameOf.take(),
      keys: Float64Array.from(table.keys),
      channelOf,
      families,
      pins: constraints.pins,
      today,
      heirs,
    },
    countryOf: countryReader(table),
    suggestions: namedPairs(suggestions, table),
  };
}

const NOBODY: Naming['heirs'] = new Map();

/** Which names come from channels that a person gave names to; of all others nothing is kept. */
class OriginsOf {
  /** By the name's number; of several channels the one with the least id. */
  readonly cameFrom = new Map<number, ChannelId>();
  readonly #given: ReadonlySet<ChannelId>;
  readonly #known: Known | undefined;

  constructor(pins: MatchConstraints['pins'], known: Known | undefined) {
    this.#given = new Set(pins.values());
    this.#known = known;
  }

  note(name: number, id: StreamId): void {
    if (this.#given.size === 0) return;
    const channel = this.#known?.channelOf(id);
    if (channel === undefined || !this.#given.has(channel)) return;
    const other = this.cameFrom.get(name);
    if (other === undefined || channel < other) this.cameFrom.set(name, channel);
  }
}

function countryReader({ markets, marketOf: marketNoOf }: NameTable): (name: number) => string {
  const countries = markets.map((market) => market.split(' ', 1)[0] ?? '');
  return readerOf(countries, Uint16Array.from(marketNoOf));
}

const readerOf =
  (countries: readonly string[], countryNoOf: Uint16Array) =>
  (name: number): string =>
    countries[countryNoOf[name]!] ?? '';

const namedPairs = (pairs: readonly Suggestion[], { texts }: NameTable): NamedSuggestion[] =>
  pairs.map((pair) => ({ ...pair, names: [texts[pair.a]!, texts[pair.b]!] }));

export const policyOf = (settings: Settings['matching']): SeparationPolicy => ({
  feeds: settings.separate_feeds,
  shifts: settings.separate_time_shifts,
  qualities: settings.separate_qualities,
  plus: settings.separate_plus,
  kids: settings.separate_kids,
});

/** Numbers whose count nobody knows beforehand. */
class Numbers {
  #cells = new Int32Array(4_096);
  #length = 0;

  push(number: number): void {
    if (this.#length === this.#cells.length) {
      const wider = new Int32Array(this.#length * 2);
      wider.set(this.#cells);
      this.#cells = wider;
    }
    this.#cells[this.#length] = number;
    this.#length += 1;
  }

  take(): Int32Array {
    return this.#cells.subarray(0, this.#length);
  }
}
