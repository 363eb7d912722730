// How well are names merged, guides matched and titles read? `npm run bench -- matching DATA_DIR [--out DIR]`.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { assort } from '../src/matching/assort.ts';
import { GuideMatcher } from '../src/matching/guide-match.ts';
import { buildKnowledge, type Knowledge } from '../src/matching/knowledge.ts';
import { NameTable } from '../src/matching/name-table.ts';
import { scoreLogoPairs } from './parts/logo-looks.ts';
import { report, type Figure } from './report.ts';
import { marketOfFile, readChannels, scoreEndToEnd, type PlaylistRow } from './ruler/end-to-end.ts';
import { findGuides } from './ruler/find-guides.ts';
import { guideDoubtsOf, scoreGuideDoubts } from './ruler/guide-doubts.ts';
import { scoreGuide, type GuideQuery, type GuideRow } from './ruler/guide.ts';
import { examplesOf, sortErrors } from './ruler/error-classes.ts';
import { readLines, writeLines } from './ruler/lines.ts';
import { scoreLogos } from './ruler/logos.ts';
import { scoreMerge, type MergeErrors, type MergeRow } from './ruler/merge.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, errors: { type: 'string', default: '0' } },
});
const dataDir = positionals[0] ?? '';
if (dataDir === '') throw new Error('usage: matching.ts DATA_DIR [--out DIR] [--errors COUNT]');
if (values.out !== undefined) mkdirSync(values.out, { recursive: true });
const shownErrors = Number(values.errors);
/** Of each class. */
const EXAMPLES = 20;

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
  const table = new NameTable();
  const nameOf = rows.map(({ name, market, source }) => table.add(name, market, { provider: source }));
  const { channelOf } = assort(table, { knowledge });
  const runMs = performance.now() - startedAt;
  const clusterOf = new Map(rows.map((row, index) => [row.id, String(channelOf[nameOf[index] ?? -1])]));
  const { figures, errors } = scoreMerge(rows, clusterOf);
  const suffix = knowledge ? '-with-knowledge' : '';
  const aims: Figure[] = knowledge
    ? figures.map(({ aim: _aim, ...figure }) => (figure.figure === 'merge.f1' ? { ...figure, aim: 0.9 } : figure))
    : figures;
  report(`matching${suffix}`, [...aims, { figure: 'merge.run_time', value: runMs / 1000, unit: 's' }]);
  tellErrors(errors, suffix);
  if (values.out === undefined) return;
  const answers = rows.map(({ id }) => ({ id, cluster: clusterOf.get(id) }));
  writeLines(join(values.out, knowledge ? 'merge-with-knowledge.jsonl' : 'merge.jsonl'), answers);
}

/** How many errors are of which class; examples of each on the screen, and twenty in the folder of answers. */
function tellErrors(errors: MergeErrors, suffix: string): void {
  const figures = (['wrong', 'missed'] as const).flatMap((kind) =>
    sortErrors(errors[kind]).map(([name, pairs]): Figure => {
      return { figure: `merge.${kind}: ${name}`, value: pairs.length, unit: 'pairs' };
    }),
  );
  report(`matching${suffix}-errors`, figures);
  if (shownErrors > 0) for (const example of examplesOf(errors, shownErrors)) console.log(JSON.stringify(example));
  if (values.out !== undefined)
    writeLines(join(values.out, `merge${suffix}-errors.jsonl`), examplesOf(errors, EXAMPLES));
}

function benchGuides(knowledge?: Knowledge): void {
  const entries = Map.groupBy(
    readLines<GuideRow>(join(dataDir, 'epgmatch/guides.jsonl.gz')).filter((line) => line.mapped),
    (line) => line.guide,
  );
  const queries = readLines<GuideQuery>(join(dataDir, 'epgmatch/queries.jsonl.gz'));
  const startedAt = performance.now();
  const answers = new Map<string, string | null>();
  for (const [guide, asked] of Map.groupBy(queries, (query) => query.guide)) {
    const matcher = new GuideMatcher(entries.get(guide) ?? [], {
      market: asked[0]?.market ?? '',
      ...(knowledge ? { knowledge } : {}),
    });
    const found = findGuides(
      asked.map(({ name, src }) => ({ name, list: src, market: asked[0]!.market })),
      matcher,
    );
    for (const [at, { qid }] of asked.entries()) answers.set(qid, found[at]!);
  }
  const runMs = performance.now() - startedAt;
  const doubts = [...Map.groupBy(queries, (query) => query.guide)].flatMap(([guide, asked]) =>
    guideDoubtsOf(entries.get(guide) ?? [], asked, knowledge),
  );
  report(`guides${knowledge ? '-with-knowledge' : ''}`, [
    ...scoreGuide(queries, answers),
    ...scoreGuideDoubts(doubts),
    { figure: 'epg.run_time', value: runMs / 1000, unit: 's' },
  ]);
  if (values.out === undefined) return;
  const name = knowledge ? 'epg.jsonl' : 'epg-without-knowledge.jsonl';
  writeLines(
    join(values.out, name),
    queries.map(({ qid }) => ({ qid, id: answers.get(qid) ?? null })),
  );
}

/** Real playlists against real XMLTV files, where those lie beside the split. */
async function benchEndToEnd(knowledge: Knowledge): Promise<void> {
  const rows = readLines<PlaylistRow>(join(dataDir, 'e2e/m3u_xmltv_gold.jsonl.gz'));
  const answers: (string | null)[] = [];
  for (const [xmltv, asked] of Map.groupBy(rows.keys(), (at) => rows[at]!.xmltv)) {
    const file = join(dataDir, '..', xmltv);
    if (!existsSync(file)) return;
    const market = marketOfFile(xmltv);
    const found = findGuides(
      asked.map((at) => ({ name: rows[at]!.name, list: rows[at]!.playlist, market })),
      new GuideMatcher(await readChannels(file), { market, knowledge }),
    );
    for (const [place, at] of asked.entries()) answers[at] = found[place]!;
  }
  report('end-to-end', scoreEndToEnd(rows, answers));
  if (values.out === undefined) return;
  writeLines(
    join(values.out, 'e2e.jsonl'),
    answers.map((id, i) => ({ i, id })),
  );
}

async function benchLogos(): Promise<void> {
  if (!existsSync(join(dataDir, 'logos/pairs.jsonl'))) return;
  const { pairs, alone, guarded, msPerLogo } = await scoreLogoPairs(dataDir);
  report('logos-by-sight-alone', scoreLogos(pairs, alone));
  report('logos', [...scoreLogos(pairs, guarded), { figure: 'logos.time_each', value: msPerLogo, unit: 'ms' }]);
  if (values.out === undefined) return;
  writeLines(
    join(values.out, 'logos.jsonl'),
    pairs.map(({ a, b }, at) => ({ a, b, score: guarded[at] })),
  );
}

const knowledge = readKnowledge();
benchMerge();
benchMerge(knowledge);
benchGuides();
benchGuides(knowledge);
await benchEndToEnd(knowledge);
await benchLogos();
