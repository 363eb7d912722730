// Fits the weights of the matching model on labelled names: `npx node scripts/fit-matching.ts DATA_DIR`. Deterministic; writes
// src/matching/weights.ts.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readName } from '../src/formats/names/read.ts';
import type { NameReading } from '../src/formats/names/reading.ts';
import { cannotLink } from '../src/matching/constraints.ts';
import { FEATURES } from '../src/matching/feature-names.ts';
import { featuresOf } from '../src/matching/features.ts';
import { GuideMatcher } from '../src/matching/guide-match.ts';
import { identify, type Identity } from '../src/matching/identity.ts';
import { buildKnowledge, NOBODY_KNOWN, type Knowledge } from '../src/matching/knowledge.ts';
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
const KNOWLEDGE_FEATURES = ['knownSame', 'knownShared', 'knownDifferent', 'knownDifferentElsewhere'] as const;

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

function nodesOf(market: string, rows: readonly Row[], knowledge?: Knowledge): Node[] {
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
      const soft = isSoft(x) || isSoft(y);
      if (x.group === y.group) same += soft ? 0 : 1;
      else if (x.channel_id !== y.channel_id || !soft) different += 1;
    }
  }
  return same + different === 0 ? undefined : same > different;
}

function examplesOf(nodes: readonly Node[]): Example[] {
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

interface GuideLine {
  readonly guide: string;
  readonly id: string;
  readonly names: readonly string[];
  readonly mapped: boolean;
}

interface Query {
  readonly guide: string;
  readonly market: string;
  readonly name: string;
  readonly type: 'exact' | 'channel' | 'none';
  readonly gold: readonly string[];
  readonly gold_channel: readonly string[];
  readonly amb: boolean;
}

/** A query's candidates: the entries that it means, and all others. Sister feeds of what it means are left out. */
function guideExamples(guides: readonly GuideLine[], queries: readonly Query[], knowledge?: Knowledge): Example[] {
  const entries = Map.groupBy(
    guides.filter((line) => line.mapped),
    (line) => line.guide,
  );
  const matchers = new Map<string, GuideMatcher>();
  return queries
    .filter((query) => !query.amb)
    .flatMap(({ guide, market, name, gold, gold_channel }) => {
      const matcher = valueOf(
        matchers,
        guide,
        () => new GuideMatcher(entries.get(guide) ?? [], { market, ...(knowledge ? { knowledge } : {}) }),
      );
      return matcher
        .comparisons(name)
        .filter(({ id, shiftHours }) => shiftHours === 0 && (gold.includes(id) || !gold_channel.includes(id)))
        .map(({ id, features }) => ({ features, label: gold.includes(id) }));
    });
}

type ExamplesWith = (knowledge?: Knowledge) => Example[];

/** The knowledge base is optional: the other weights are fitted as if there were none, then its own on top of them. */
function fitModel(examplesWith: ExamplesWith): Float64Array {
  const fromKnowledge = new Set(KNOWLEDGE_FEATURES.map((name) => FEATURES.indexOf(name)));
  const start = fitLogistic(examplesWith(), { ridge: RIDGE, isFree: (feature) => !fromKnowledge.has(feature) });
  return fitLogistic(examplesWith(knowledge), { ridge: RIDGE, isFree: (feature) => fromKnowledge.has(feature), start });
}

function describe(name: string, purpose: string, examplesWith: ExamplesWith): string {
  const weights = fitModel(examplesWith);
  const table = FEATURES.map((feature, index) => `    ${feature}: ${(weights[index + 1] ?? 0).toFixed(2)},`);
  return `/** ${purpose} */
export const ${name}: Model = {
  bias: ${(weights[0] ?? 0).toFixed(2)},
  weights: {
${table.join('\n')}
  },
};`;
}

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('usage: fit-matching.ts DATA_DIR');
const read = <Line>(file: string): Line[] => lines<Line>(join(dataDir, `${file}.jsonl.gz`));
const aliases = read<{ channel_id: string; name: string; country: string }>('merge/aliases_db');
const knowledge = buildKnowledge(
  aliases.map(({ channel_id, name, country }) => ({ channelId: channel_id, name, country })),
);
const scored = read<Row>('merge/rows').filter((row) => row.score);
const markets = [...Map.groupBy(scored, (row) => row.market)].toSorted(([a], [b]) => (a < b ? -1 : 1));
const mergeExamples: ExamplesWith = (known) =>
  markets.flatMap(([market, rows]) => examplesOf(nodesOf(market, rows, known)));
const guides = read<GuideLine>('epgmatch/guides');
const queries = read<Query>('epgmatch/queries');
const ofGuides: ExamplesWith = (known) => guideExamples(guides, queries, known);

writeFileSync(
  new URL('../src/matching/weights.ts', import.meta.url),
  `// The models' weights, in log odds. Made by scripts/fit-matching.ts; docs/decisions/0010-matching-model.md says how.

import type { FeatureName } from './feature-names.ts';

export interface Model {
  readonly bias: number;
  readonly weights: Readonly<Record<FeatureName, number>>;
}

${describe('MERGE_MODEL', 'Two names of one market: are they one channel and feed?', mergeExamples)}

${describe('GUIDE_MODEL', "A name and one of the names of one guide: is it this channel's guide?", ofGuides)}
`,
);
