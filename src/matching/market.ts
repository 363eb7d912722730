// One market's names to channels. What was compared before and has not changed is taken over.

import { cluster, type Link } from './cluster.ts';
import { cannotLink } from './constraints.ts';
import { Evidence } from './evidence.ts';
import { nodesOf, stampOf, type MarketEntry, type Node, type NodeOptions } from './nodes.ts';
import { KnownPairs, type PairMemory } from './pairs.ts';
import type { Reason } from './reasons.ts';
import { thresholdLogOdds } from './score.ts';

export interface MarketOptions extends NodeOptions {
  /** Providers by number. */
  readonly providers: readonly string[];
  /** `matching.merge_threshold` and `matching.group_threshold`, 0 to 100. */
  readonly threshold: number;
  readonly groupThreshold: number;
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
  /** What speaks for and against, the weightiest first. */
  readonly reasons: readonly Reason[];
}

export interface MergedMarket {
  /** For each entry the first entry of its channel. */
  readonly channelOf: Int32Array;
  /** Channels that may be one, the likeliest pair of each two. */
  readonly suggestions: readonly MarketSuggestion[];
  readonly memory: PairMemory;
}

/** With a knowledge base, which knows many channels that are not one, the same share of merges is right at lower odds. */
const KNOWLEDGE_LOG_ODDS = 0.35;

export function mergeMarket(entries: readonly MarketEntry[], options: MarketOptions): MergedMarket {
  const nodes = nodesOf(entries, options);
  const evidence = new Evidence(nodes);
  const pairs = new KnownPairs(
    nodes.map((node) => stampOf(node, options.providers)),
    options.memory,
  );
  evidence.compareInto(pairs, options.checkpoint);
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
    reasons: evidence.reasons(a, b),
  }));
  return { channelOf, suggestions, memory: pairs.memory() };
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
