// One market's names to channels. What was compared before and has not changed is taken over.

import { readName } from '../formats/names/read.ts';
import type { NameReading } from '../formats/names/reading.ts';
import { hash53 } from '../model/ids.ts';
import { cluster, type Link } from './cluster.ts';
import { cannotLink } from './constraints.ts';
import { TvgIds } from './evidence.ts';
import { FEATURES } from './feature-names.ts';
import { featuresOf } from './features.ts';
import { identify, type Identity } from './identity.ts';
import type { Knowledge } from './knowledge.ts';
import { MarketIndex, type MarketName } from './market-index.ts';
import { KnownPairs, type PairMemory } from './pairs.ts';
import type { SeparationPolicy } from './policy.ts';
import { logOddsOf, thresholdLogOdds } from './score.ts';
import { learnSigns, type KnownSigns } from './signs.ts';

export interface MarketEntry {
  readonly name: string;
  /** Provider and how often it lists the name, in turn. */
  readonly listing: readonly number[];
  readonly tvgIds: readonly number[];
  /** The channel that a person gave the name to; 0 for none. */
  readonly pin: number;
}

export interface MarketOptions {
  readonly market: string;
  /** Providers by number. */
  readonly providers: readonly string[];
  /** `matching.merge_threshold` and `matching.group_threshold`, 0 to 100. */
  readonly threshold: number;
  readonly groupThreshold: number;
  readonly policy: SeparationPolicy;
  readonly knowledge?: Knowledge | undefined;
  /** Pins that nothing joins by likeness. */
  readonly locked: ReadonlySet<number>;
  /** Whether a person has said that these two entries are two channels. */
  readonly areApart: (a: number, b: number) => boolean;
  readonly memory?: PairMemory | undefined;
  /** Called for each name that is compared; may throw to cancel. */
  readonly checkpoint: () => void;
}

export interface MarketSuggestion {
  /** Entries. */
  readonly a: number;
  readonly b: number;
  readonly logOdds: number;
}

export interface MergedMarket {
  /** For each entry the first entry of its channel. */
  readonly channelOf: Int32Array;
  /** Channels that may be one, the likeliest pair of each two. */
  readonly suggestions: readonly MarketSuggestion[];
  readonly memory: PairMemory;
}

/** Pairs less likely than this are not kept. */
const FORGOTTEN_LOG_ODDS = -3;
/** With a knowledge base, which knows many channels that are not one, the same share of merges is right at lower odds. */
const KNOWLEDGE_LOG_ODDS = 0.35;
const SCRATCH = new Float64Array(FEATURES.length);

interface Node extends MarketName {
  readonly key: string;
  readonly providers: Map<number, number>;
  readonly tvgIds: number[];
  readonly pin: number;
  readonly entries: number[];
  /** Dividing lines, events and loops are compared word for word only. */
  readonly isOwn: boolean;
}

export function mergeMarket(entries: readonly MarketEntry[], options: MarketOptions): MergedMarket {
  const nodes = nodesOf(entries, options);
  const index = new MarketIndex();
  for (const node of nodes) index.add(node);
  index.settle();
  const pairs = new KnownPairs(
    nodes.map((node) => stampOf(node, options.providers)),
    options.memory,
  );
  compareAll(nodes, index, pairs, options.checkpoint);
  const plain = thresholdLogOdds(options.threshold);
  const threshold = options.knowledge ? plain - KNOWLEDGE_LOG_ODDS : plain;
  const forbids = (a: number, b: number): boolean => mustDiffer(nodes[a]!, nodes[b]!, options);
  const groups = cluster({
    links: pairs.links(threshold),
    threshold,
    logOddsOf: (a, b) => pairs.logOddsOf(a, b),
    cannotLink: (a, b) => forbids(a, b) || isLocked(nodes[a]!, nodes[b]!, options),
    seeds: pinned(nodes),
  });
  const groupOf = numberGroups(nodes.length, groups);
  const channelOf = new Int32Array(entries.length);
  const firstOf = new Map<number, number>();
  for (const [at, node] of nodes.entries()) {
    const first = Math.min(firstOf.get(groupOf[at]!) ?? Infinity, ...node.entries);
    firstOf.set(groupOf[at]!, first);
  }
  for (const [at, node] of nodes.entries())
    for (const entry of node.entries) channelOf[entry] = firstOf.get(groupOf[at]!)!;
  const likely = pairs.links(thresholdLogOdds(options.groupThreshold));
  const suggestions = suggest(likely, groupOf, forbids).map(({ a, b, logOdds }) => ({
    a: nodes[a]!.entries[0]!,
    b: nodes[b]!.entries[0]!,
    logOdds,
  }));
  return { channelOf, suggestions, memory: pairs.memory() };
}

/** Entries that are one channel as far as names can say, in an order of their own. */
function nodesOf(entries: readonly MarketEntry[], options: MarketOptions): Node[] {
  const readings = entries.map(({ name }) => readName(name, { market: options.market }));
  const knownSigns: KnownSigns = new Map();
  learnSigns(knownSigns, readings);
  const identities = readings.map((reading) => identify(reading, { ...options, knownSigns }));
  const pins = pinsByKey(entries, identities);
  const nodes = new Map<string, Node>();
  // By name, so that of many ways to write one name it is always the same that stands for all.
  const order = entries.map((_, at) => at).toSorted((a, b) => (entries[a]!.name < entries[b]!.name ? -1 : 1));
  for (const at of order) {
    const entry = entries[at]!;
    const reading = readings[at]!;
    const identity = identities[at]!;
    const pin = entry.pin || (pins.get(identity.key) ?? 0);
    const key = pin === 0 ? keyOf(identity, reading) : `${keyOf(identity, reading)}#${pin}`;
    let node = nodes.get(key);
    if (!node) {
      const known = options.knowledge?.channelsOf(identity, options.market) ?? [];
      const isOwn = reading.isHeading || reading.isLoop || reading.event !== null || saysNothing(identity);
      node = { key, identity, known, pin, isOwn, providers: new Map(), tvgIds: [], entries: [] };
      nodes.set(key, node);
    }
    addEntry(node, entry, at);
  }
  return [...nodes.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function addEntry(node: Node, entry: MarketEntry, at: number): void {
  node.entries.push(at);
  for (let place = 0; place < entry.listing.length; place += 2) {
    const provider = entry.listing[place] ?? 0;
    node.providers.set(provider, (node.providers.get(provider) ?? 0) + (entry.listing[place + 1] ?? 0));
  }
  for (const id of entry.tvgIds) if (!node.tvgIds.includes(id)) node.tvgIds.push(id);
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
function pinsByKey(entries: readonly MarketEntry[], identities: readonly Identity[]): Map<string, number> {
  const pins = new Map<string, number>();
  for (const [at, { pin }] of entries.entries()) {
    if (pin === 0) continue;
    const { key } = identities[at]!;
    const known = pins.get(key);
    pins.set(key, known === undefined || known === pin ? pin : 0);
  }
  return pins;
}

/** Says whether a node is what it was when its pairs were compared. */
function stampOf({ key, providers, tvgIds }: Node, names: readonly string[]): number {
  const listed = Array.from(providers.keys(), (provider) => names[provider] ?? '').toSorted((a, b) => (a < b ? -1 : 1));
  return hash53(`${key}\n${listed.join()}\n${tvgIds.toSorted((a, b) => a - b).join()}`);
}

// oxlint-disable-next-line max-params -- the parts of one comparison
function compareAll(nodes: readonly Node[], index: MarketIndex, pairs: KnownPairs, checkpoint: () => void): void {
  const tvgIds = new TvgIds(nodes.map((node) => node.tvgIds));
  for (const number of pairs.fresh) {
    checkpoint();
    const node = nodes[number]!;
    if (node.isOwn) continue;
    for (const other of index.candidates(number)) {
      const [a, b] = number < other ? [number, other] : [other, number];
      const [x, y] = [nodes[a]!, nodes[b]!];
      if (y.isOwn || x.isOwn || pairs.has(a, b) || cannotLink(x.identity, y.identity)) continue;
      const logOdds = logOddsOf(featuresOf(index, x, y, SCRATCH), 'merge') + tvgIds.weigh(x, y);
      if (logOdds > FORGOTTEN_LOG_ODDS) pairs.set(a, b, logOdds);
    }
  }
}

/** What nobody may join, and nobody shall be asked about again. */
function mustDiffer(a: Node, b: Node, options: MarketOptions): boolean {
  if (cannotLink(a.identity, b.identity)) return true;
  if (a.pin !== 0 && b.pin !== 0) return a.pin !== b.pin;
  return a.entries.some((x) => b.entries.some((y) => options.areApart(x, y)));
}

function isLocked(a: Node, b: Node, { locked }: MarketOptions): boolean {
  return a.pin !== b.pin && (locked.has(a.pin) || locked.has(b.pin));
}

function pinned(nodes: readonly Node[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const [at, { pin }] of nodes.entries()) {
    if (pin === 0) continue;
    const group = groups.get(pin);
    if (group) group.push(at);
    else groups.set(pin, [at]);
  }
  return [...groups.values()];
}

function numberGroups(nodeCount: number, groups: readonly (readonly number[])[]): Int32Array {
  const groupOf = Int32Array.from({ length: nodeCount }, (_, node) => node);
  for (const members of groups) for (const member of members) groupOf[member] = members[0]!;
  return groupOf;
}

/** The likeliest link of each two groups that nothing keeps apart. */
function suggest(
  links: readonly Link[],
  groupOf: Int32Array,
  forbids: (a: number, b: number) => boolean,
): readonly Link[] {
  const best = new Map<string, Link>();
  for (const link of links.toSorted((x, y) => y.logOdds - x.logOdds || x.a - y.a || x.b - y.b)) {
    const [left, right] = [groupOf[link.a]!, groupOf[link.b]!].toSorted((x, y) => x - y);
    const key = `${left} ${right}`;
    if (left === right || best.has(key) || forbids(link.a, link.b)) continue;
    best.set(key, link);
  }
  return [...best.values()];
}
