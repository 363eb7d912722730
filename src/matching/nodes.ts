// A market's names, those that are one as far as names can say as one node: what is compared with each other.

import { mix53 } from '../kernel/mix.ts';
import { Runs } from '../kernel/runs.ts';
import { hash53 } from '../model/ids.ts';
import type { Identity } from './identity.ts';
import { keepNames, NamesBefore, type KeptNames } from './kept-names.ts';
import type { Knowledge } from './knowledge.ts';
import type { MarketName } from './market-index.ts';
import { NameClasses } from './name-classes.ts';
import type { SeparationPolicy } from './policy.ts';
import { KeptReading, type Reading } from './reading.ts';

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
  /** Another one when the knowledge is another; without it nothing that was read by it is kept. */
  readonly knowledgeRevision?: string | undefined;
  /** For each provider by number the list that its tvg-ids are from. */
  readonly idSpaces?: readonly number[];
}

/** Entries that are one channel as far as names can say. */
export class Node implements MarketName {
  readonly pin: number;
  readonly reading: Reading;
  /** Its place among those of the last build, if it is what it was there; -1 for all others. */
  readonly rank: number;
  /** The one that was read. */
  readonly entry: number;
  /** Its number, once it has one. */
  number = -1;
  providers: ReadonlyMap<number, number> = NOBODY;
  tvgIds: readonly number[] = NONE;
  artworks: readonly number[] = NONE;

  // oxlint-disable-next-line max-params -- made for each of tens of thousands
  constructor(reading: Reading, pin: number, entry: number, before: NamesBefore | undefined) {
    this.entry = entry;
    this.pin = pin;
    this.reading = reading;
    this.rank = reading instanceof KeptReading && before!.pin(reading.place) === pin ? reading.place : -1;
  }

  get key(): string {
    return this.pin === 0 ? this.reading.key : `${this.reading.key}#${this.pin}`;
  }

  get identity(): Identity {
    return this.reading.identity;
  }

  get known(): readonly number[] {
    return this.reading.known;
  }

  get isKnownElsewhere(): boolean {
    return this.reading.isKnownElsewhere;
  }

  get isOwn(): boolean {
    return this.reading.isOwn;
  }

  get family(): number {
    return this.reading.family;
  }
}

export interface MarketNodes {
  readonly nodes: readonly Node[];
  /** For each entry its node. */
  readonly nodeOf: Int32Array;
  /** What `factsOf` says of each node. */
  readonly facts: Runs;
}

export interface ReadNodes extends MarketNodes {
  readonly kept: KeptNames;
}

/**
 * Entries that are one channel as far as names can say, in an order of their own.
 * @param before what was read in the last build
 * @param texts as `hashesOf` gives them
 */
export function readNodes(
  entries: readonly MarketEntry[],
  options: NodeOptions,
  {
    before,
    texts = hashesOf(entries),
  }: { readonly before?: KeptNames | undefined; readonly texts?: Float64Array } = {},
): ReadNodes {
  const readAs = readAsOf(options);
  const known = before && readAs !== 0 && before.readAs === readAs ? new NamesBefore(before) : undefined;
  const classes = new NameClasses(entries, options, { before: known, texts });
  const pins = pinsByKey(entries, classes);
  const nodes = grouped(entries, { classes, pins, before: known });
  const sorted = byKey(nodes.made);
  for (let number = 0; number < sorted.length; number += 1) sorted[number]!.number = number;
  const nodeOf = nodes.placeOf; // what follows is in the order of the keys
  for (let at = 0; at < nodeOf.length; at += 1) nodeOf[at] = nodes.made[nodeOf[at]!]!.number;
  noteListings(sorted, nodeOf, entries);
  const kept = keepNames(readAs, { nodes: sorted, nodeOf }, classes.namesToKeep());
  return { nodes: sorted, nodeOf, facts: new Runs(kept.facts, kept.factsFrom), kept };
}

interface Grouping {
  readonly classes: NameClasses;
  /** As `pinsByKey` gives them. */
  readonly pins: ReadonlyMap<string, number>;
  readonly before: NamesBefore | undefined;
}

/** Nodes as they come, and for each entry the place of its own. */
function grouped(
  entries: readonly MarketEntry[],
  { classes, pins, before }: Grouping,
): { readonly made: readonly Node[]; readonly placeOf: Int32Array } {
  const made: Node[] = [];
  const placeOf = new Int32Array(entries.length);
  const ofClass = new Int32Array(classes.count).fill(-1);
  const ofPin = new Map<string, number>();
  for (let place = 0; place < classes.order.length; place += 1) {
    const at = classes.order[place]!;
    const entry = entries[at]!;
    const number = classes.classOf(at);
    const pin = entry.pin || (pins.size === 0 ? 0 : (pins.get(classes.identityOf(number).key) ?? 0));
    const byPin = pin === 0 ? '' : `${number} ${pin}`;
    let node = pin === 0 ? ofClass[number]! : (ofPin.get(byPin) ?? -1);
    if (node < 0) {
      node = made.push(new Node(classes.readingOf(at), pin, at, before)) - 1;
      if (pin === 0) ofClass[number] = node;
      else ofPin.set(byPin, node);
    }
    placeOf[at] = node;
    if (entry.tvgIds.length > 0) made[node]!.tvgIds = union(made[node]!.tvgIds, entry.tvgIds);
    if (entry.artworks.length > 0) made[node]!.artworks = union(made[node]!.artworks, entry.artworks);
  }
  return { made, placeOf };
}

/** Those that were there before are in order already: of them few keys are looked at. */
function byKey(nodes: readonly Node[]): readonly Node[] {
  const ranked: Node[] = [];
  const others: Node[] = [];
  for (const node of nodes)
    if (node.rank >= 0) ranked[node.rank] = node;
    else others.push(node);
  const before = ranked.filter(() => true); // without the gaps of those that are gone
  // oxlint-disable-next-line no-array-sort -- in place, of a list made here
  others.sort((a, b) => (a.key < b.key ? -1 : 1));
  const sorted: Node[] = [];
  let from = 0;
  for (const other of others) {
    const to = firstAfter(before, other.key, from);
    for (; from < to; from += 1) sorted.push(before[from]!);
    sorted.push(other);
  }
  for (; from < before.length; from += 1) sorted.push(before[from]!);
  return sorted;
}

/** @returns the place of the first node from a place on whose key comes after this one */
function firstAfter(sorted: readonly Node[], key: string, from: number): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A hash of each entry's name as written. */
const hashesOf = (entries: readonly MarketEntry[]): Float64Array =>
  Float64Array.from(entries, ({ name }) => hash53(name));

/** Of all that a name is read by; 0 where it cannot be told. */
function readAsOf({ market, policy, knowledge, knowledgeRevision }: NodeOptions): number {
  if (knowledge && knowledgeRevision === undefined) return 0;
  return hash53(JSON.stringify([market, policy, knowledgeRevision ?? '']));
}

const NONE: readonly number[] = [];
const NOBODY: ReadonlyMap<number, number> = new Map();

/** Ids and artworks that are evidence; a list may give each of a thousand spellings its own. */
const KEPT = 12;

/** Most nodes have one entry: what is one's alone is shared. */
function union(known: readonly number[], more: readonly number[]): readonly number[] {
  if (known.length === 0) return more;
  return more.every((number) => known.includes(number)) ? known : [...new Set([...known, ...more])].slice(0, KEPT);
}

/** How often each provider lists each node. Most are listed alike: they share one map. */
function noteListings(nodes: readonly Node[], nodeOf: Int32Array, entries: readonly MarketEntry[]): void {
  const { firstOf, nextOf } = chained(nodeOf, nodes.length);
  const maps = new Map<number, ReadonlyMap<number, number>>();
  const counts: number[] = [];
  for (let node = 0; node < nodes.length; node += 1) {
    counts.length = 0;
    for (let at = firstOf[node]!; at >= 0; at = nextOf[at]!) addListing(counts, entries[at]!.listing);
    let key = 0;
    for (let provider = 0; provider < counts.length; provider += 1) key = mix53(key, counts[provider]!);
    let map = maps.get(key);
    if (!map) maps.set(key, (map = mapOf(counts)));
    nodes[node]!.providers = map;
  }
}

function addListing(counts: number[], listing: readonly number[]): void {
  for (let place = 0; place < listing.length; place += 2) {
    const provider = listing[place]!;
    while (counts.length <= provider) counts.push(0);
    counts[provider]! += listing[place + 1]!;
  }
}

/** Each node's entries without a list for each: one of them, and of each the next one; -1 behind the last. */
function chained(nodeOf: Int32Array, nodeCount: number): { readonly firstOf: Int32Array; readonly nextOf: Int32Array } {
  const firstOf = new Int32Array(nodeCount).fill(-1);
  const nextOf = new Int32Array(nodeOf.length);
  for (let at = 0; at < nodeOf.length; at += 1) {
    const node = nodeOf[at]!;
    nextOf[at] = firstOf[node]!;
    firstOf[node] = at;
  }
  return { firstOf, nextOf };
}

function mapOf(counts: readonly number[]): ReadonlyMap<number, number> {
  const map = new Map<number, number>();
  for (let provider = 0; provider < counts.length; provider += 1)
    if (counts[provider]! > 0) map.set(provider, counts[provider]!);
  return map;
}

/** The pin that names of one key share, where a person has pinned only some of them, to one channel. */
function pinsByKey(entries: readonly MarketEntry[], classes: NameClasses): Map<string, number> {
  const pins = new Map<string, number>();
  for (let at = 0; at < entries.length; at += 1) {
    const { pin } = entries[at]!;
    if (pin === 0) continue;
    const { key } = classes.identityOf(classes.classOf(at));
    const known = pins.get(key);
    pins.set(key, known === undefined || known === pin ? pin : 0);
  }
  return pins;
}

/** A hash of all that a node says by itself. */
export const nameOf = ({ reading, pin }: Node): number => mix53(reading.hash, pin);
