// One market's names to channels. What was compared before and has not changed is taken over.

import { cluster, type Link } from './cluster.ts';
import { barrierBetween } from './constraints.ts';
import { Evidence } from './evidence.ts';
import { NumberMap } from '../kernel/number-map.ts';
import { familiesOf } from './families.ts';
import type { KeptNames } from './kept-names.ts';
import { readNodes, type MarketEntry, type MarketNodes, type Node, type NodeOptions } from './nodes.ts';
import { KnownPairs, type PairMemory } from './pairs.ts';
import { REASONS_KEPT, type Reason } from './reasons.ts';
import { thresholdLogOdds } from './score.ts';

export interface MarketOptions extends NodeOptions {
  /** `matching.merge_threshold` and `matching.group_threshold`, 0 to 100. */
  readonly threshold: number;
  readonly groupThreshold: number;
  /** Pins that nothing joins by likeness. */
  readonly locked: ReadonlySet<number>;
  /** Pairs of entries that a person has said are two channels. */
  readonly apart: readonly (readonly [number, number])[];
  readonly memory?: PairMemory | undefined;
  readonly read?: KeptNames | undefined;
  /** A hash of each entry's name as written. */
  readonly texts: Float64Array;
  /** Called for each name that is compared; may throw to cancel. */
  readonly checkpoint: () => void;
}

export interface MarketSuggestion {
  /** Entries. */
  readonly a: number;
  readonly b: number;
  readonly logOdds: number;
  /** What speaks for and against, the weightiest first. */
  readonly reasons: readonly Reason[];
}

export interface MergedMarket {
  /** For each entry the first entry of its channel. */
  readonly channelOf: Int32Array;
  /** For each entry the family of its channel, 0 for none. */
  readonly families: Float64Array;
  /** Channels that may be one, the likeliest pair of each two. */
  readonly suggestions: readonly MarketSuggestion[];
  readonly memory: PairMemory;
  readonly read: KeptNames;
}

/** With a knowledge base, which knows many channels that are not one, the same share of merges is right at lower odds. */
const KNOWLEDGE_LOG_ODDS = 0.27;

export function mergeMarket(entries: readonly MarketEntry[], options: MarketOptions): MergedMarket {
  const read = readNodes(entries, options, { before: options.read, texts: options.texts });
  const { nodes, nodeOf } = read;
  const evidence = new Evidence(read, options.idSpaces);
  const plain = thresholdLogOdds(options.threshold);
  const threshold = options.knowledge ? plain - KNOWLEDGE_LOG_ODDS : plain;
  const groupThreshold = thresholdLogOdds(options.groupThreshold);
  const near = evidence.nearPairs();
  const pairs = new KnownPairs(evidence.comparedNames(), near, options.memory, Math.min(threshold, groupThreshold));
  evidence.compareInto(pairs, near, options.checkpoint);
  const isStation = (node: number): boolean => nodes[node]!.reading.isStation;
  const moreOf = (a: number, b: number): number => (isStation(a) && isStation(b) ? plain - threshold : 0);
  const apart = apartNodes(read, options.apart);
  // What was looked at is idle where it must not be one; but for what is its own, which is compared with nothing.
  const mustDiffer = (a: number, b: number): boolean => {
    const isIdle = nodes[a]!.isOwn || nodes[b]!.isOwn ? undefined : pairs.isIdle(a, b);
    return isIdle ?? barrierBetween(nodes[a]!, nodes[b]!) !== null;
  };
  const forbids = (a: number, b: number): boolean =>
    havePinsApart(nodes[a]!, nodes[b]!) || mustDiffer(a, b) || (apart.size > 0 && apart.has(pairOf(a, b)));
  const groups = cluster({
    links: pairs.links(threshold),
    threshold,
    logOddsOf: (a, b) => asKnown(pairs.logOddsOf(a, b), moreOf(a, b)),
    compare: (a, b) => evidence.logOdds(Math.min(a, b), Math.max(a, b)) - moreOf(a, b),
    cannotLink: (a, b) => forbids(a, b) || isLocked(nodes[a]!, nodes[b]!, options),
    seeds: pinned(nodes),
    ...(options.knowledge ? { twinOf: (node: number) => twinOf(nodes[node]!) } : {}),
  });
  const groupOf = numberGroups(nodes.length, groups);
  const likely = pairs.links(groupThreshold);
  const asked = suggest(likely, { groupOf, forbids, refused: apart });
  const suggestions = asked.map(({ a, b, logOdds }) => ({
    a: nodes[a]!.entry,
    b: nodes[b]!.entry,
    logOdds,
    reasons: evidence.reasons(a, b).slice(0, REASONS_KEPT),
  }));
  const familyOf = familiesOf(nodes, { groupOf, alike: asked });
  const channelOf = firstEntries(nodeOf, groupOf);
  const families = new Float64Array(entries.length);
  for (let entry = 0; entry < entries.length; entry += 1) families[entry] = familyOf[nodeOf[entry]!]!;
  return { channelOf, families, suggestions, memory: pairs.memory(), read: read.kept };
}

/** Stations are told apart by their call signs, with a knowledge base as without: no less is asked of them. */
const asKnown = (logOdds: number | undefined, more: number): number | undefined =>
  logOdds === undefined ? undefined : logOdds - more;

/** A person has given them to two channels. */
const havePinsApart = (a: Node, b: Node): boolean => a.pin !== 0 && b.pin !== 0 && a.pin !== b.pin;

/** The one channel that the knowledge base has under this name, from 1 on; 0 for none or several. */
const twinOf = ({ known, isKnownElsewhere }: Node): number =>
  known.length === 1 && !isKnownElsewhere ? known[0]! + 1 : 0;

const pairOf = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** What a person keeps apart of two names holds for all that are written like them, unless those were put together. */
function apartNodes({ nodes, nodeOf }: MarketNodes, apart: MarketOptions['apart']): ReadonlySet<string> {
  return new Set(
    apart.flatMap(([x, y]) => {
      const [a, b] = [nodeOf[x]!, nodeOf[y]!];
      return nodes[a]!.pin !== 0 && nodes[a]!.pin === nodes[b]!.pin ? [] : [pairOf(a, b)];
    }),
  );
}

function isLocked(a: Node, b: Node, { locked }: MarketOptions): boolean {
  return a.pin !== b.pin && (locked.has(a.pin) || locked.has(b.pin));
}

function pinned(nodes: readonly Node[]): number[][] {
  const groups = new Map<number, number[]>();
  for (let at = 0; at < nodes.length; at += 1) {
    const { pin } = nodes[at]!;
    if (pin === 0) continue;
    const group = groups.get(pin);
    if (group) group.push(at);
    else groups.set(pin, [at]);
  }
  return [...groups.values()];
}

function numberGroups(nodeCount: number, groups: readonly (readonly number[])[]): Int32Array {
  const groupOf = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node += 1) groupOf[node] = node;
  for (const members of groups) for (const member of members) groupOf[member] = members[0]!;
  return groupOf;
}

/** For each entry the first one of its group. */
function firstEntries(nodeOf: Int32Array, groupOf: Int32Array): Int32Array {
  const firstOf = new Int32Array(groupOf.length).fill(-1);
  const channelOf = new Int32Array(nodeOf.length);
  for (let entry = 0; entry < nodeOf.length; entry += 1) {
    const group = groupOf[nodeOf[entry]!]!;
    if (firstOf[group]! < 0) firstOf[group] = entry;
    channelOf[entry] = firstOf[group]!;
  }
  return channelOf;
}

/** Questions about one channel, and about one market: beyond these nobody reads, and a hostile list has millions. */
const ASKED_OF_CHANNEL = 6;
const ASKED_OF_MARKET = 4_000;

interface Asking {
  /** For each node the first node of its channel. */
  readonly groupOf: Int32Array;
  readonly forbids: (a: number, b: number) => boolean;
  /** Nodes that a person keeps apart: so are their channels, whatever other names these have. */
  readonly refused: ReadonlySet<string>;
}

/** The likeliest link of each two groups that nothing keeps apart. */
function suggest(links: readonly Link[], { groupOf, forbids, refused }: Asking): readonly Link[] {
  const chosen: Link[] = [];
  const asked = new NumberMap();
  const keyOf = (one: number, other: number): number => Math.min(one, other) * groupOf.length + Math.max(one, other);
  for (const pair of refused) {
    const [a, b] = pair.split(' ').map(Number) as [number, number];
    asked.set(keyOf(groupOf[a]!, groupOf[b]!), 1);
  }
  const askedOf = new Uint8Array(groupOf.length);
  for (const link of links.toSorted((x, y) => y.logOdds - x.logOdds || x.a - y.a || x.b - y.b)) {
    if (chosen.length === ASKED_OF_MARKET) break;
    const [left, right] = [groupOf[link.a]!, groupOf[link.b]!];
    if (left === right || askedOf[left]! >= ASKED_OF_CHANNEL || askedOf[right]! >= ASKED_OF_CHANNEL) continue;
    const key = keyOf(left, right);
    if (asked.has(key) || forbids(link.a, link.b)) continue;
    asked.set(key, 1);
    askedOf[left]! += 1;
    askedOf[right]! += 1;
    chosen.push(link);
  }
  return chosen;
}
