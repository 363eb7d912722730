// Are the names of movies and episodes read right, and how many a second? `npm run bench -- titles DATA_DIR [--out DIR]`.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readName } from '../src/formats/names/read.ts';
import { readTitle } from '../src/formats/names/title/read.ts';
import { report } from './report.ts';
import { readLines, writeLines } from './ruler/lines.ts';
import { scoreTitles, type TitleAnswer, type TitleRow } from './ruler/titles.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, errors: { type: 'string', default: '0' } },
});
const dataDir = positionals[0];
if (dataDir === undefined) throw new Error('usage: titles.ts DATA_DIR [--out DIR] [--errors COUNT]');

const said = (value: number, isSaid: boolean): number | null => (isSaid ? value : null);

function answer({ name, group }: TitleRow): TitleAnswer {
  const { title, year, season, episode } = readTitle(name, group === undefined ? {} : { group });
  return { title, year: said(year, year > 0), season: said(season, season >= 0), episode: said(episode, episode >= 0) };
}

/** Names a second, in the best of three rounds: the machine is shared. */
function speed(names: readonly string[], read: (name: string) => unknown): number {
  let best = 0;
  for (let round = 0; round < 3; round += 1) {
    const startedAt = performance.now();
    for (const name of names) read(name);
    best = Math.max(best, (names.length / (performance.now() - startedAt)) * 1000);
  }
  return best;
}

const rows = readLines<TitleRow>(join(dataDir, 'vod/names.jsonl.gz'));
const answers = rows.map(answer);
const { figures, wrong } = scoreTitles(rows, answers);
const channels = readLines<{ name: string }>(join(dataDir, 'panels/live.jsonl.gz')).map((line) => line.name);
report('titles', [
  ...figures,
  {
    figure: 'titles.speed',
    value: speed(
      rows.map((row) => row.name),
      readTitle,
    ),
    unit: 'names/s',
  },
  { figure: 'channel_names.speed', value: speed(channels, readName), unit: 'names/s', aim: 200_000 },
]);
const step = Math.max(1, Math.floor(wrong.length / (Number(values.errors) || 1)));
for (const { row, answer: given } of wrong.filter((_, at) => Number(values.errors) > 0 && at % step === 0)) {
  console.log(
    `${row.source} | ${row.name} | ${row.group ?? ''} | ${JSON.stringify(row.gt)} | ${JSON.stringify(given)}`,
  );
}
if (values.out !== undefined) {
  mkdirSync(values.out, { recursive: true });
  writeLines(
    join(values.out, 'titles.jsonl'),
    answers.map((given, i) => ({
      i,
      title: given.title,
      year: given.year,
      season: given.season,
      episode: given.episode,
    })),
  );
}
