// Labelled pairs of names of one market, as a merge compares them.

import { readName } from '../../src/formats/names/read.ts';
import type { NameReading } from '../../src/formats/names/reading.ts';
import { cannotLink } from '../../src/matching/constraints.ts';
import { featuresOf } from '../../src/matching/features.ts';
import { ACCENTED, identify } from '../../src/matching/identity.ts';
import { NOBODY_KNOWN, type Knowledge } from '../../src/matching/knowledge.ts';
import { MarketIndex, type MarketName } from '../../src/matching/market-index.ts';
import { KnownSigns } from '../../src/matching/signs.ts';
import { valueOf } from './lines.ts';
import type { Example } from './logistic.ts';

export interface Row {
  readonly id: string;
  readonly name: string;
  readonly market: string;
  readonly source: string;
  readonly group: string;
  readonly channel_id: string;
  readonly feed_evidence: string;
  readonly score: boolean;
}

interface Node extends MarketName {
  readonly rows: Row[];
  readonly providers: Map<number, number>;
}

const isSoft = (row: Row): boolean =>
  row.feed_evidence === 'weak' || row.feed_evidence === 'unknown' || row.group.endsWith('@?');

function nodesOf(market: string, rows: readonly Row[], knowledge?: Knowledge): Node[] {
  const readings = new Map<Row, NameReading>(rows.map((row) => [row, readName(row.name, { market })]));
  const knownSigns = new KnownSigns();
  knownSigns.learnAll(readings.values());
  const sources = new Map<string, number>();
  const nodes = new Map<string, Node>();
  const accented = (row: Row): number => (ACCENTED.test(row.name) ? 0 : 1);
  for (const row of rows.toSorted((a, b) => accented(a) - accented(b))) {
    const identity = identify(readings.get(row) as NameReading, { market, knownSigns });
    const source = valueOf(sources, row.source, () => sources.size);
    const node = valueOf(nodes, identity.key, () => ({
      identity,
      rows: [],
      providers: new Map(),
      ...(knowledge?.channelsOf(identity, market) ?? NOBODY_KNOWN),
    }));
    node.rows.push(row);
    node.providers.set(source, (node.providers.get(source) ?? 0) + 1);
  }
  return [...nodes.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, node]) => node);
}

/** Same channel and feed, another one, or not to be judged: as the ruler has it, by the majority of the rows. */
function labelOf(a: Node, b: Node): boolean | undefined {
  let same = 0;
  let different = 0;
  for (const x of a.rows) {
    for (const y of b.rows) {
      if (!x.score || !y.score) continue;
      const soft = isSoft(x) || isSoft(y);
      if (x.group === y.group) same += soft ? 0 : 1;
      else if (x.channel_id !== y.channel_id || !soft) different += 1;
    }
  }
  return same + different === 0 ? undefined : same > different;
}

/** @param rows of one market, those that are not judged too: they are in the lists */
export function mergeExamples(market: string, rows: readonly Row[], knowledge?: Knowledge): Example[] {
  const nodes = nodesOf(market, rows, knowledge);
  const index = new MarketIndex();
  for (const node of nodes) index.add(node);
  index.settle();
  const examples: Example[] = [];
  const seen = new Set<string>();
  for (const [number, node] of nodes.entries()) {
    for (const other of index.candidates(number)) {
      const pair = number < other ? `${number} ${other}` : `${other} ${number}`;
      const partner = nodes[other] as Node;
      if (seen.has(pair) || cannotLink(node.identity, partner.identity)) continue;
      seen.add(pair);
      const label = labelOf(node, partner);
      if (label !== undefined) examples.push({ features: featuresOf(index, node, partner), label });
    }
  }
  return examples;
}
