// How well are names merged, guides matched and titles read? `npm run bench -- matching DATA_DIR [--out DIR]`.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildKnowledge, type Knowledge } from '../src/matching/knowledge.ts';
import { Merger } from '../src/matching/merge.ts';
import { report, type Figure } from './report.ts';
import { readLines, writeLines } from './ruler/lines.ts';
import { scoreMerge, type MergeErrors, type MergeRow } from './ruler/merge.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, errors: { type: 'string', default: '0' } },
});
const dataDir = positionals[0] ?? '';
if (dataDir === '') throw new Error('usage: matching.ts DATA_DIR [--out DIR] [--errors COUNT]');
if (values.out !== undefined) mkdirSync(values.out, { recursive: true });
const shownErrors = Number(values.errors);

interface Alias {
  readonly channel_id: string;
  readonly name: string;
  readonly country: string;
}

function readKnowledge(): Knowledge {
  const aliases = readLines<Alias>(join(dataDir, 'merge/aliases_db.jsonl.gz'));
  return buildKnowledge(aliases.map(({ channel_id, name, country }) => ({ channelId: channel_id, name, country })));
}

function benchMerge(knowledge?: Knowledge): void {
  const rows = readLines<MergeRow>(join(dataDir, 'merge/rows.jsonl.gz'));
  const startedAt = performance.now();
  const merger = new Merger(knowledge ? { knowledge } : {});
  const channelOf = merger.update(rows.map(({ name, market, source }) => ({ name, market, provider: source })));
  const runMs = performance.now() - startedAt;
  const clusterOf = new Map(rows.map((row, index) => [row.id, rows[channelOf[index] ?? index]?.id ?? row.id]));
  const { figures, errors } = scoreMerge(rows, clusterOf);
  const suffix = knowledge ? '-with-knowledge' : '';
  const aims: Figure[] = knowledge
    ? figures.map(({ aim: _aim, ...figure }) => (figure.figure === 'merge.f1' ? { ...figure, aim: 0.9 } : figure))
    : figures;
  report(`matching${suffix}`, [...aims, { figure: 'merge.run_time', value: runMs / 1000, unit: 's' }]);
  showErrors(errors);
  if (values.out === undefined) return;
  const answers = rows.map(({ id }) => ({ id, cluster: clusterOf.get(id) }));
  writeLines(join(values.out, knowledge ? 'merge-with-knowledge.jsonl' : 'merge.jsonl'), answers);
}

/** Spread over all markets, so that no market hides the others. */
function showErrors(errors: MergeErrors): void {
  if (shownErrors === 0) return;
  for (const kind of ['wrong', 'missed'] as const) {
    const step = Math.max(1, errors[kind].length / shownErrors);
    for (let at = 0; at < errors[kind].length; at += step) {
      const [a, b] = errors[kind][Math.floor(at)] ?? [];
      console.log(`${kind} | ${a?.market} | ${a?.name} | ${b?.name} | ${a?.group} ${b?.group}`);
    }
  }
}

const knowledge = readKnowledge();
benchMerge();
benchMerge(knowledge);
