// What a search finds is compared with going through all names, over a catalogue of many scripts that changes.

import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { array, assert, constantFrom, integer, property, record, string, tuple } from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { writeTitles } from '../../src/library/build.ts';
import { listTitles } from '../../src/library/list.ts';
import { TitleMerge } from '../../src/library/merge.ts';
import type { TitleQuery } from '../../src/library/query.ts';
import { openLibraryDatabase } from '../../src/library/schema.ts';
import { plainTitle } from '../../src/library/title-key.ts';
import { hash53, type ProviderId, type StreamId } from '../../src/model/ids.ts';
import type { TitleId } from '../../src/model/title.ts';
import { openReader } from '../../src/storage/database.ts';
import { taskRef } from '../../src/workers/pool.ts';
import { taskUrl } from '../../src/workers/task.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { pool } from '../fakes/pools.ts';

const LEARN = taskRef<typeof import('../../src/library/learn.task.ts').default>(
  taskUrl(import.meta, '../../src/library/learn.task'),
);

const WORDS = (
  'The|Sea|Seaside|a|It|1984|Die Hard 2|Zürich|Amélie|Straße|ŻÓŁĆ|Ａｋｉｒａ|İstanbul|Мир|Мастер и Маргарита|Ёлки|حب|بيت الحرب|الحرب|' +
  "千と千尋の神隠し|東京物語|愛|전쟁|ﬁlm|½|𝔇une|& Co.|$|!?|S.W.A.T.|L'été|_|100%"
).split('|');
const name = array(constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const someOf = (text: string, from: number, length: number): string => {
  const letters = Array.from(text);
  return letters.slice(from % letters.length, (from % letters.length) + length).join('');
};
/** Parts of words, in any order, as a person types them; and what nobody types. */
const search = array(
  tuple(constantFrom(...WORDS), integer({ min: 0, max: 9 }), integer({ min: 1, max: 4 })).map(([word, from, length]) =>
    someOf(word, from, length),
  ),
  { maxLength: 3 },
).map((parts) => parts.join(' '));
const asked = record({
  search: constantFrom(0, 1, 2, 3).chain((kind) => (kind === 0 ? string({ unit: 'grapheme', maxLength: 6 }) : search)),
  sort: constantFrom('name', 'added', 'year', 'rating'),
});

interface Made {
  readonly file: string;
  readonly writer: DatabaseSync;
  readonly reader: DatabaseSync;
  readonly build: (names: readonly string[]) => void;
}

function library(): Made {
  const file = join(temporaryFolder(), 'library.sqlite');
  const writer = openLibraryDatabase(file, silentLog, 'write');
  const reader = openReader(file);
  onTestFinished(() => (reader.close(), writer.close()));
  const build = (names: readonly string[]): void => {
    const merge = new TitleMerge({ languages: [] });
    for (const [at, one] of names.entries())
      merge.add({
        id: hash53(`${at}`) as StreamId,
        providerId: 'p' as ProviderId,
        kind: at % 3 === 0 ? 'series' : 'movie',
        name: one,
        group: `Films ${at % 4}`,
        logoUrl: '',
        extension: 'mkv',
        title: { rating: at % 5, addedAt: at % 7 },
      });
    writeTitles(writer, merge.finish(), { builtFrom: 'x' });
  };
  return { file, writer, reader, build };
}

const rising = (one: number, other: number): number => one - other;

function scanned(database: DatabaseSync, text: string): { ids: number[]; total: number } {
  const words = plainTitle(text).split(/\s+/).filter(Boolean).slice(0, 10);
  const rows = database.prepare('SELECT id, sort_name FROM title').all();
  const hits = rows.filter((row) => words.every((word) => String(row['sort_name']).includes(word)));
  const ids = hits.map(({ id }) => id as number).toSorted(rising);
  return { ids, total: ids.length };
}

function found(database: DatabaseSync, query: Pick<TitleQuery, 'search' | 'sort'>): { ids: number[]; total: number } {
  const ids: number[] = [];
  for (let cursor: string | undefined; ;) {
    const page = listTitles(database, { ...query, limit: 20, ...(cursor !== undefined && { cursor }) });
    ids.push(...page.items.map(({ id }) => id));
    if (page.next === null) return { ids: ids.toSorted(rising), total: page.total };
    cursor = page.next;
  }
}

test(
  'parts of words in any script and order are found where a scan finds them, build after build',
  { timeout: 60_000 },
  () => {
    const { reader, build } = library();
    const catalogue = array(name, { minLength: 1, maxLength: 120 });
    assert(
      property(catalogue, array(asked, { minLength: 1, maxLength: 8 }), (names, questions) => {
        build(names);
        for (const one of questions) expect(found(reader, one)).toEqual(scanned(reader, one.search));
      }),
      { numRuns: 150 },
    );
  },
);

test('a library that an older version has built is searched before the next build, and after it', () => {
  const { reader, writer, build } = library();
  build(['Sea', 'Land']);
  writer.exec('DELETE FROM title_chunk; DELETE FROM title_term; DELETE FROM title_place; UPDATE state SET edition = 0');
  expect(found(reader, { search: 'an', sort: 'name' }).total).toBe(1);
  build(['Sea', 'Land']);
  expect(writer.prepare('SELECT count(*) AS count FROM title_chunk').get()).toEqual({ count: 1 });
  expect(found(reader, { search: 'an', sort: 'name' }).total).toBe(1);
});

test('an index that was damaged on the disk is made anew in memory, and by the next build', () => {
  const { file, writer, build } = library();
  build(['Sea', 'Land']);
  writer.exec("UPDATE title_chunk SET content = zeroblob(40); UPDATE title_place SET places = x'00'");
  const reader = openReader(file);
  onTestFinished(() => reader.close());
  expect(found(reader, { search: 'an', sort: 'year' }).total).toBe(1);
  build(['Sea', 'Land', 'Landing']);
  expect(found(reader, { search: 'an', sort: 'year' }).total).toBe(2);
});

test('words that no name has any more are dropped when they have become many', () => {
  const { reader, writer, build } = library();
  const count = (): unknown => writer.prepare('SELECT sum(length(terms)) AS bytes FROM title_term').get()?.['bytes'];
  build(
    Array.from({ length: 2_200 }, (_, at) =>
      'a b c d e f g h i j'
        .split(' ')
        .map((word) => `${word}x${at}`)
        .join(' '),
    ),
  );
  const before = count() as number;
  build(['Sea', 'Land']);
  expect(count()).toBeLessThan(before / 100);
  expect(found(reader, { search: 'ea', sort: 'name' }).total).toBe(1);
});

test('a title of which TMDB has one that may be it is found as soon as that was told', async () => {
  const { file, reader, build } = library();
  build(['Sea', 'Land', 'Air']);
  const total = (suggested: boolean): number => listTitles(reader, { suggested, sort: 'name', limit: 1 }).total;
  expect([total(true), total(false)]).toEqual([0, 3]);
  const [sea, land] = ['Sea', 'Land'].map((one) => hash53(`movie\n${plainTitle(one)}\n0`));
  const ids = listTitles(reader, { sort: 'name', limit: 3 }).items.map(({ id }) => id);
  const told = async (title: TitleId, key: number, isSure: boolean): Promise<void> => {
    const learnt = [{ title, at: 1, identity: { key, tmdbId: 7, isSure } }];
    await pool.run(LEARN, { file, learnt });
  };
  await told(ids[0]!, sea!, false);
  expect([total(true), total(false)]).toEqual([1, 2]);
  await told(ids[1]!, land!, false);
  expect([total(true), total(false)]).toEqual([2, 1]);
  await told(ids[0]!, sea!, true);
  expect([total(true), total(false)]).toEqual([1, 2]);
});

test('a category has its own titles alone, also where others were lost of the index or there are a great many', () => {
  const { file, writer, build } = library();
  build(['Sea', 'Land', 'Air', 'Fire']);
  const total = (group: string): number => {
    const reader = openReader(file);
    onTestFinished(() => reader.close());
    return listTitles(reader, { group, sort: 'name', limit: 1 }).total;
  };
  writer.exec('DELETE FROM title_group_number WHERE no = (SELECT max(no) FROM title_group_number)');
  const first = writer.prepare('SELECT name FROM title_group_number ORDER BY no').get()!['name'] as string;
  expect(total(first)).toBe(1);
  writer.exec(`WITH RECURSIVE far (no) AS (SELECT 1000 UNION ALL SELECT no + 1 FROM far LIMIT 300000)
    INSERT INTO title_group_number SELECT no, 'far ' || no FROM far`);
  expect(total(first)).toBe(1);
});
