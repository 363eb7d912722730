// What a build leaves of the index, changes only a part of, or writes anew is compared with the rows in their order.

import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { writeTitles } from '../../src/library/build.ts';
import { listTitles } from '../../src/library/list.ts';
import { TitleMerge } from '../../src/library/merge.ts';
import type { TitleQuery } from '../../src/library/query.ts';
import { openLibraryDatabase } from '../../src/library/schema.ts';
import { hash53, type ProviderId, type StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';

interface Listed {
  readonly name: string;
  readonly isSeries: boolean;
  readonly group: string;
  readonly rating: number;
  readonly addedAt: number;
  readonly tmdbId: number;
  readonly logoUrl: string;
}

function library(): { database: DatabaseSync; build: (list: readonly Listed[]) => void } {
  const database = openLibraryDatabase(join(temporaryFolder(), 'library.sqlite'), silentLog, 'write');
  onTestFinished(() => database.close());
  const build = (list: readonly Listed[]): void => {
    const merge = new TitleMerge({ languages: [] });
    for (const [at, { name, isSeries, group, logoUrl, ...title }] of list.entries())
      merge.add({
        id: hash53(`${at}`) as StreamId,
        providerId: 'p' as ProviderId,
        kind: isSeries ? 'series' : 'movie',
        name,
        group,
        logoUrl,
        extension: 'mkv',
        title,
      });
    writeTitles(database, merge.finish(), { builtFrom: 'x' });
  };
  return { database, build };
}

const ORDER_OF: Readonly<Record<TitleQuery['sort'], string>> = {
  name: 'sort_name, id',
  added: 'added_at DESC, sort_name, id',
  year: 'year DESC, sort_name, id',
  rating: 'rating DESC, sort_name, id',
};
const SORTS = Object.keys(ORDER_OF) as TitleQuery['sort'][];

function expectRows(database: DatabaseSync): void {
  for (const kind of ['movie', 'series'] as const)
    for (const sort of SORTS)
      for (const [query, where] of [
        [{ search: 'o' }, "sort_name LIKE '%o%'"],
        [{ group: 'A' }, "group_title = 'A'"],
        [{ identified: false }, 'tmdb = 0'],
      ] as const) {
        const rows = database
          .prepare(`SELECT id FROM title WHERE kind = ? AND ${where} ORDER BY ${ORDER_OF[sort]}`)
          .all(Number(kind === 'series'));
        const page = listTitles(database, { ...query, kind, sort, limit: 5 });
        expect(page.items.map(({ id }) => id)).toEqual(rows.slice(0, 5).map(({ id }) => id));
        expect(page.total).toBe(rows.length);
      }
}

const listed = record({
  name: constantFrom('One', 'Two', 'Three', 'One Two', 'Four (1999)', 'Four', 'Öl', '...'),
  isSeries: boolean(),
  group: constantFrom('A', 'B'),
  rating: integer({ min: 0, max: 2 }),
  addedAt: integer({ min: 0, max: 2 }),
  tmdbId: constantFrom(0, 0, 7, 8),
  logoUrl: constantFrom('', 'http://logos/1'),
});

test(
  'after builds that add, change and remove titles every list is the rows in their order',
  { timeout: 60_000 },
  () => {
    const { database, build } = library();
    assert(
      property(array(array(listed, { maxLength: 8 }), { maxLength: 5 }), (lists) => {
        for (const list of lists) {
          build(list);
          expectRows(database);
        }
      }),
      { numRuns: 40 },
    );
  },
);

const MANY: readonly Listed[] = Array.from({ length: 1_500 }, (_, at) => ({
  name: `Oak ${at}`,
  isSeries: at % 3 === 0,
  group: at % 2 === 0 ? 'A' : 'B',
  rating: at % 7,
  addedAt: at % 11,
  tmdbId: 0,
  logoUrl: '',
}));

/** As 'chunk 0', 'words 0' and 'rating of 1'. */
function written(database: DatabaseSync, build: () => void): string[] {
  database.exec(`CREATE TEMP TABLE written (what TEXT);
    CREATE TEMP TRIGGER a AFTER INSERT ON title_chunk BEGIN INSERT INTO written VALUES ('chunk ' || new.chunk); END;
    CREATE TEMP TRIGGER b AFTER INSERT ON title_term BEGIN INSERT INTO written VALUES ('words ' || new.block); END;
    CREATE TEMP TRIGGER c AFTER INSERT ON title_place
    BEGIN INSERT INTO written VALUES (new.sort || ' of ' || new.kind); END`);
  build();
  const all = database.prepare('SELECT DISTINCT what FROM written ORDER BY what').all();
  database.exec('DROP TRIGGER a; DROP TRIGGER b; DROP TRIGGER c; DROP TABLE written');
  return all.map(({ what }) => what as string);
}

test('a build writes what its changes are about, and nothing else', () => {
  const { database, build } = library();
  build(MANY);
  const changed = (at: number, to: Partial<Listed>) =>
    MANY.map((one, index) => (index === at ? { ...one, ...to } : one));
  const after = (list: readonly Listed[]): string[] => {
    const all = written(database, () => build(list));
    expectRows(database);
    return all;
  };
  expect(after(MANY)).toEqual([]);
  const rowid = database.prepare("SELECT rowid FROM title WHERE name = 'Oak 30'").get()?.['rowid'] as number;
  const chunk = `chunk ${rowid >>> 10}`;
  expect(after(changed(30, { group: 'C' }))).toEqual([chunk]);
  expect(after(changed(30, { group: 'C', logoUrl: 'http://logos/1' }))).toEqual([chunk]);
  expect(after(changed(30, { rating: 9 }))).toEqual([chunk, 'rating of 1']);
  expect(after(changed(30, { addedAt: 99 }))).toEqual(['added of 1', chunk, 'rating of 1']);
  expect(after([...changed(30, { addedAt: 99 }), { ...MANY[1]!, name: 'Zoo' }])).toEqual([
    'added of 0',
    'chunk 1',
    'name of 0',
    'rating of 0',
    'words 0',
    'year of 0',
  ]);
});

test('a title that TMDB knows has its new place in every order when its list names it otherwise', () => {
  const { database, build } = library();
  const known = MANY.slice(0, 40).map((one, at) => ({ ...one, tmdbId: at + 1 }));
  build(known);
  build(known.map((one, at) => (at === 30 ? { ...one, name: 'Aloe' } : one)));
  expect(database.prepare('SELECT count(*) AS count FROM title').get()).toEqual({ count: 40 });
  expectRows(database);
});
