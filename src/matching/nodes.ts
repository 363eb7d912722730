// A market's names, those that are one as far as names can say as one node: what is compared with each other.

import { hasStations } from '../formats/names/parts/call-sign.ts';
import { readName } from '../formats/names/read.ts';
import type { NameReading } from '../formats/names/reading.ts';
import { addMixed, mix53, mixAll } from '../kernel/mix.ts';
import { placesInOrder } from '../kernel/order.ts';
import { hash53 } from '../model/ids.ts';
import { ACCENTED, identify, type Identity } from './identity.ts';
import { NOBODY_KNOWN, type Knowledge } from './knowledge.ts';
import type { MarketName } from './market-index.ts';
import type { SeparationPolicy } from './policy.ts';
import { hashesOf, readBefore, type NamesRead } from './read-before.ts';
import { learnSigns, type KnownSigns } from './signs.ts';

export interface MarketEntry {
  readonly name: string;
  /** Provider and how often it lists the name, in turn. */
  readonly listing: readonly number[];
  readonly tvgIds: readonly number[];
  readonly artworks: readonly number[];
  /** The channel that a person gave the name to; 0 for none. */
  readonly pin: number;
}

export interface NodeOptions {
  readonly market: string;
  readonly policy: SeparationPolicy;
  readonly knowledge?: Knowledge | undefined;
  /** For each provider by number the list that its tvg-ids are from. */
  readonly idSpaces?: readonly number[];
}

export interface Node extends MarketName {
  readonly key: string;
  readonly providers: Map<number, number>;
  tvgIds: readonly number[];
  artworks: readonly number[];
  readonly pin: number;
  readonly entries: number[];
  /** Dividing lines, events and loops are compared word for word only. */
  readonly isOwn: boolean;
}

/**
 * Entries that are one channel as far as names can say, in an order of their own.
 * @param before one of two names that were of one node is read
 * @param texts as `hashesOf` gives them
 */
export function nodesOf(
  entries: readonly MarketEntry[],
  options: NodeOptions,
  before?: NamesRead,
  texts: Float64Array = hashesOf(entries),
): Node[] {
  const reader = new Reader(entries, options);
  const pins = pinsByKey(entries, reader);
  const nodes = new Map<string, Node>();
  const numberBefore = readBefore(entries, options, before);
  const nodeBefore = new Map<number, Node>();
  // By what is written, so that of many ways to write one name it is always the same that stands for all: one with its
  // accented letters, where a list has them.
  const places = placesInOrder(texts);
  const accents = places.map((at) => (ACCENTED.test(entries[at]!.name) ? 1 : 0));
  const order = [...places.filter((_, at) => accents[at] === 1), ...places.filter((_, at) => accents[at] === 0)];
  for (const at of order) {
    const entry = entries[at]!;
    const number = numberBefore.size === 0 ? undefined : numberBefore.get(texts[at]!);
    const twin = number === undefined ? undefined : nodeBefore.get(number);
    if (twin) {
      twin.entries.push(at);
      addEntry(twin, entry);
      continue;
    }
    const { reading, identity } = reader.read(entry);
    const pin = entry.pin || (pins.get(identity.key) ?? 0);
    const key = pin === 0 ? keyOf(identity, reading) : `${keyOf(identity, reading)}#${pin}`;
    let node = nodes.get(key);
    if (!node) {
      const inBase = options.knowledge?.channelsOf(identity, options.market) ?? NOBODY_KNOWN;
      const isOwn = reading.isHeading || reading.isLoop || reading.event !== null || saysNothing(identity);
      node = {
        key,
        identity,
        ...inBase,
        pin,
        isOwn,
        providers: new Map(),
        tvgIds: NONE,
        artworks: NONE,
        entries: [at],
      };
      nodes.set(key, node);
    } else node.entries.push(at);
    if (number !== undefined) nodeBefore.set(number, node);
    addEntry(node, entry);
  }
  return [...nodes.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** Reads names one by one: what was read of all of them together would fill a small box's memory. */
class Reader {
  readonly #options: NodeOptions;
  readonly #knownSigns: KnownSigns = new Map();

  constructor(entries: readonly MarketEntry[], options: NodeOptions) {
    this.#options = options;
    if (!hasStations(options.market)) return;
    learnSigns(
      this.#knownSigns,
      entries.values().map((entry) => this.#reading(entry)),
    );
  }

  read(entry: MarketEntry): { readonly reading: NameReading; readonly identity: Identity } {
    const reading = this.#reading(entry);
    return { reading, identity: identify(reading, { ...this.#options, knownSigns: this.#knownSigns }) };
  }

  #reading({ name }: MarketEntry): NameReading {
    return readName(name, { market: this.#options.market });
  }
}

const NONE: readonly number[] = [];

/** Ids and artworks that are evidence; a list may give each of a thousand spellings its own. */
const KEPT = 12;

/** Most nodes have one entry: what is one's alone is shared. */
function union(known: readonly number[], more: readonly number[]): readonly number[] {
  if (known.length === 0) return more;
  return more.every((number) => known.includes(number)) ? known : [...new Set([...known, ...more])].slice(0, KEPT);
}

function addEntry(node: Node, entry: MarketEntry): void {
  for (let place = 0; place < entry.listing.length; place += 2) {
    const provider = entry.listing[place] ?? 0;
    node.providers.set(provider, (node.providers.get(provider) ?? 0) + (entry.listing[place + 1] ?? 0));
  }
  node.tvgIds = union(node.tvgIds, entry.tvgIds);
  node.artworks = union(node.artworks, entry.artworks);
}

const saysNothing = ({ glued, station }: Identity): boolean => glued === '' && !station;

/** A name that says nothing (`HD`, `▃ ▅ SPORT ▅ ▃`) is only itself; an event is one at its time only. */
function keyOf(identity: Identity, reading: NameReading): string {
  if (saysNothing(identity) || reading.isHeading) return `!${reading.source}`;
  if (!reading.event) return identity.key;
  const { day, minuteOfDay, zone } = reading.event.time;
  return `${identity.key}@${day} ${minuteOfDay} ${zone}`;
}

/** The pin that names of one key share, where a person has pinned only some of them, to one channel. */
function pinsByKey(entries: readonly MarketEntry[], reader: Reader): Map<string, number> {
  const pins = new Map<string, number>();
  for (const entry of entries) {
    if (entry.pin === 0) continue;
    const { key } = reader.read(entry).identity;
    const known = pins.get(key);
    pins.set(key, known === undefined || known === entry.pin ? entry.pin : 0);
  }
  return pins;
}

/**
 * Says whether a node is what it was when its pairs were compared.
 * @param providers a hash of each, by number
 * @param context what comparing knows of the market beside the node itself
 */
export function stampOf(
  { key, known, isKnownElsewhere, providers: listed }: Node,
  providers: readonly number[],
  context: number,
): number {
  let listedBy = 0;
  for (const provider of listed.keys()) listedBy = addMixed(listedBy, providers[provider] ?? 0);
  const sum = mixAll(mix53(mix53(hash53(key), context), listedBy), known);
  return mix53(sum, isKnownElsewhere ? 1 : 0);
}
