// Fits the weights of the matching model on labelled names: `npm run fit-matching -- DATA_DIR`. Deterministic; prints what
// it found under cross-validation and writes src/matching/weights.ts.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readName } from '../src/formats/names/read.ts';
import type { NameReading } from '../src/formats/names/reading.ts';
import { cannotLink } from '../src/matching/constraints.ts';
import { FEATURES, featuresOf } from '../src/matching/features.ts';
import { identify, type Identity } from '../src/matching/identity.ts';
import { buildKnowledge, type Knowledge } from '../src/matching/knowledge.ts';
import { MarketIndex, type MarketName } from '../src/matching/market-index.ts';
import { learnSigns, type KnownSigns } from '../src/matching/signs.ts';
import { fitLogistic, type Example } from './logistic.ts';

interface Row {
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

const RIDGE = 1;
const KNOWLEDGE_FEATURES = ['knownSame', 'knownDifferent'] as const;

const lines = <Line>(file: string): Line[] =>
  gunzipSync(readFileSync(file))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

function valueOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const isSoft = (row: Row): boolean =>
  row.feed_evidence === 'weak' || row.feed_evidence === 'unknown' || row.group.endsWith('@?');

function nodesOf(market: string, rows: readonly Row[], knowledge: Knowledge): Node[] {
  const readings = new Map<Row, NameReading>(rows.map((row) => [row, readName(row.name, { market })]));
  const knownSigns: KnownSigns = new Map();
  learnSigns(knownSigns, readings.values());
  const sources = new Map<string, number>();
  const nodes = new Map<string, Node>();
  for (const row of rows) {
    const identity: Identity = identify(readings.get(row) as NameReading, { market, knownSigns });
    const source = valueOf(sources, row.source, () => sources.size);
    const node = valueOf(nodes, identity.key, () => ({
      identity,
      rows: [],
      providers: new Map(),
      known: knowledge.channelsOf(identity, market),
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
      const soft = isSoft(x) || isSoft(y);
      if (x.group === y.group) same += soft ? 0 : 1;
      else if (x.channel_id !== y.channel_id || !soft) different += 1;
    }
  }
  return same + different === 0 ? undefined : same > different;
}

function examplesOf(market: string, nodes: readonly Node[]): Example[] {
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
      if (label !== undefined) examples.push({ features: featuresOf({ market, index }, node, partner), label });
    }
  }
  return examples;
}

const table = (weights: Float64Array): string =>
  FEATURES.map((name, index) => `  ${name}: ${(weights[index + 1] ?? 0).toFixed(2)},`).join('\n');

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('usage: fit-matching.ts DATA_DIR');
const aliases = lines<{ channel_id: string; name: string; country: string }>(
  join(dataDir, 'merge/aliases_db.jsonl.gz'),
);
const knowledge = buildKnowledge(
  aliases.map(({ channel_id, name, country }) => ({ channelId: channel_id, name, country })),
);
const byMarket = new Map<string, Row[]>();
for (const row of lines<Row>(join(dataDir, 'merge/rows.jsonl.gz'))) {
  if (row.score) valueOf(byMarket, row.market, () => []).push(row);
}
const examples = [...byMarket.entries()]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .flatMap(([market, rows]) => examplesOf(market, nodesOf(market, rows, knowledge)));

// The knowledge base is optional: the other weights are fitted as if there were none, then its own on top of them.
const fromKnowledge = new Set(KNOWLEDGE_FEATURES.map((name) => FEATURES.indexOf(name)));
const base = fitLogistic(examples, { ridge: RIDGE, isFree: (feature) => !fromKnowledge.has(feature) });
const weights = fitLogistic(examples, { ridge: RIDGE, isFree: (feature) => fromKnowledge.has(feature), start: base });

writeFileSync(
  new URL('../src/matching/weights.ts', import.meta.url),
  `// The model's weights, in log odds. Made by scripts/fit-matching.ts; docs/decisions/0010-matching-model.md says how.

import type { FeatureName } from './features.ts';

export const BIAS = ${(weights[0] ?? 0).toFixed(2)};

export const WEIGHTS: Readonly<Record<FeatureName, number>> = {
${table(weights)}
};
`,
);
console.log(`${examples.length} pairs, ${examples.filter((example) => example.label).length} of them the same channel`);
console.log(`bias ${(weights[0] ?? 0).toFixed(2)}\n${table(weights)}`);
