// Fits the weights of the matching model on labelled names: `npx node scripts/fit-matching.ts DATA_DIR`. Deterministic; writes
// src/matching/weights.ts, which is what it writes and nothing else.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEATURES, type FeatureName } from '../src/matching/feature-names.ts';
import { buildKnowledge, type Knowledge } from '../src/matching/knowledge.ts';
import { fitModel, KNOWLEDGE_FEATURES } from './fit/fit.ts';
import { guideExamples, type GuideLine, type Query } from './fit/guide-examples.ts';
import { readLines } from './fit/lines.ts';
import type { Example } from './fit/logistic.ts';
import { mergeExamples, type Row } from './fit/merge-examples.ts';

const RIDGE = 1;

type ExamplesWith = (knowledge?: Knowledge) => Example[];

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('usage: fit-matching.ts DATA_DIR');
const read = <Line>(file: string): Line[] => readLines<Line>(join(dataDir, `${file}.jsonl.gz`));
const aliases = read<{ channel_id: string; name: string; country: string }>('merge/aliases_db');
const knowledge = buildKnowledge(
  aliases.map(({ channel_id, name, country }) => ({ channelId: channel_id, name, country })),
);
const markets = [...Map.groupBy(read<Row>('merge/rows'), (row) => row.market)].toSorted(([a], [b]) => (a < b ? -1 : 1));
const ofNames: ExamplesWith = (known) => markets.flatMap(([market, rows]) => mergeExamples(market, rows, known));
const guides = read<GuideLine>('epgmatch/guides');
const queries = read<Query>('epgmatch/queries');
const ofGuides: ExamplesWith = (known) => guideExamples(guides, queries, known);

const written = (weight: number): string => (Number.isInteger(weight) ? weight.toFixed(1) : String(weight));

/**
 * That the knowledge base has one of two names only speaks for a merge: it has most channels, by the name that is known. Of
 * a guide's entries it raises all that it does not have, the wrong ones as well.
 */
const OF_MERGE: readonly FeatureName[] = [...KNOWLEDGE_FEATURES, 'knownOneSided'];

function describe(name: string, purpose: string, examplesWith: ExamplesWith): string {
  const ofKnowledge = examplesWith === ofNames ? OF_MERGE : KNOWLEDGE_FEATURES;
  const { bias, weights } = fitModel({
    plain: examplesWith(),
    known: examplesWith(knowledge),
    ofKnowledge,
    ridge: RIDGE,
  });
  return `/** ${purpose} */
export const ${name}: Model = {
  bias: ${written(bias)},
  weights: {
${FEATURES.map((feature) => `    ${feature}: ${written(weights[feature])},`).join('\n')}
  },
};`;
}

writeFileSync(
  new URL('../src/matching/weights.ts', import.meta.url),
  `// The models' weights, in log odds. Made by scripts/fit-matching.ts; docs/decisions/0010-matching-model.md says how.

import type { FeatureName } from './feature-names.ts';

export interface Model {
  readonly bias: number;
  readonly weights: Readonly<Record<FeatureName, number>>;
}

${describe('MERGE_MODEL', 'Two names of one market: are they one channel and feed?', ofNames)}

${describe('GUIDE_MODEL', "A name and one of the names of one guide: is it this channel's guide?", ofGuides)}
`,
);
