// Why names are one channel, and which others came close.

import { barrierBetween, type Barrier } from './constraints.ts';
import { Evidence } from './evidence.ts';
import { readNodes, type MarketEntry, type NodeOptions } from './nodes.ts';
import type { Reason } from './reasons.ts';
import { scoreOf } from './score.ts';

export interface ExplainedName {
  /** An entry of the market. */
  readonly entry: number;
  /** 0 to 100, on the scale of the thresholds; null for a name that is compared with nothing. */
  readonly score: number | null;
  /** The entry that it was compared with. */
  readonly to: number;
  /** The same name but for quality, prefix and spelling. */
  readonly isSame: boolean;
  readonly reasons: readonly Reason[];
  /** What keeps the two apart, however likely they are one. */
  readonly barrier: Barrier | null;
}

export interface Explanation {
  /** The channel's own names, the likest first. */
  readonly names: readonly ExplainedName[];
  /** Other names, the likest first. */
  readonly alternatives: readonly ExplainedName[];
}

const ONLY = { isSame: true, reasons: [], barrier: null } as const;

const ALTERNATIVES = 10;
/** Below this a name has nothing to do with the channel, 0 to 100. */
const LEAST_SHOWN = 10;

export interface Asked {
  /** Entries of one channel, the one that the others are compared with first. */
  readonly members: readonly number[];
  /** Entries that are among the alternatives however unlike they are. */
  readonly beside?: readonly number[];
}

export function explain(
  entries: readonly MarketEntry[],
  { members, beside = [] }: Asked,
  options: NodeOptions,
): Explanation {
  const { nodes, nodeOf, facts } = readNodes(entries, options);
  const evidence = new Evidence({ nodes, facts }, options.idSpaces);
  const own = [...new Set(members.map((entry) => nodeOf[entry]!))];
  const compare = (entry: number, node: number, to: readonly number[]): ExplainedName => {
    const others = to.filter((other) => other !== node);
    const best = likest(evidence, node, others);
    if (best === undefined) return { ...ONLY, entry, to: entry, score: null };
    const [a, b] = node < best ? [node, best] : [best, node];
    const score = scoreOf(evidence.logOdds(a, b));
    const barrier = barrierBetween(nodes[a]!, nodes[b]!);
    return { entry, score, to: nodes[best]!.entry, isSame: false, reasons: evidence.reasons(a, b), barrier };
  };
  const names = members.map((entry) => {
    const node = nodeOf[entry]!;
    const isFirst = members.find((other) => nodeOf[other] === node) === entry;
    if (isFirst) return compare(entry, node, own);
    const to = members.find((other) => nodeOf[other] === node)!;
    return { ...ONLY, entry, to, score: 100 };
  });
  const near = new Set(own.flatMap((node) => [...evidence.candidates(node)]).filter((node) => !own.includes(node)));
  const alternatives = Array.from(near, (node) => compare(nodes[node]!.entry, node, own))
    .filter(({ score }) => (score ?? 0) >= LEAST_SHOWN)
    .toSorted((one, other) => (other.score ?? 0) - (one.score ?? 0))
    .slice(0, ALTERNATIVES);
  const shown = new Set(alternatives.map(({ entry }) => entry));
  const others = beside.filter((entry) => !shown.has(entry) && !own.includes(nodeOf[entry]!));
  return { names, alternatives: [...alternatives, ...others.map((entry) => compare(entry, nodeOf[entry]!, own))] };
}

function likest(evidence: Evidence, node: number, others: readonly number[]): number | undefined {
  let best: number | undefined;
  let bestLogOdds = -Infinity;
  for (const other of others) {
    const logOdds = evidence.logOdds(Math.min(node, other), Math.max(node, other));
    if (logOdds <= bestLogOdds) continue;
    best = other;
    bestLogOdds = logOdds;
  }
  return best;
}
