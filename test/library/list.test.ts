import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { assert, boolean, constant, constantFrom, option, property, record, subarray } from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { writeTitles } from '../../src/library/build.ts';
import { listTitles } from '../../src/library/list.ts';
import { TitleMerge } from '../../src/library/merge.ts';
import type { TitleQuery } from '../../src/library/query.ts';
import { openLibraryDatabase } from '../../src/library/schema.ts';
import type { TitleStream } from '../../src/library/versions.ts';
import { hash53, type ProviderId, type StreamId } from '../../src/model/ids.ts';
import { TITLE_KINDS, type TitleKind } from '../../src/model/title.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const WORDS = ['Sea', 'Land', 'Amélie', 'It', 'Harbour', 'Sea Harbour', 'X'];
/** Enough that an index is walked, and some words are few. */
const MANY = 9_000;
const FEW = 300;

function streamOf(index: number, suffix = ''): TitleStream {
  const name = `${WORDS[index % 4]!} ${WORDS[(index * 5) % 7]!} ${index}${suffix} (${1990 + (index % 5)})`;
  return {
    id: hash53(`stream ${index}`) as StreamId,
    providerId: 'p' as ProviderId,
    kind: index % 3 === 0 ? 'series' : 'movie',
    name,
    group: index % 500 === 0 ? 'Few' : `Films ${index % 2}`,
    logoUrl: '',
    extension: 'mkv',
    title: {
      rating: index % 4,
      addedAt: (index % 3) * 1_000,
      ...(index % 7 === 0 && { tmdbId: index + 1 }),
    },
  };
}

function built(count: number, suffix = ''): DatabaseSync {
  const database = openLibraryDatabase(join(temporaryFolder(), 'library.sqlite'), silentLog, 'write');
  onTestFinished(() => database.close());
  build(database, count, '');
  if (suffix !== '') build(database, count, suffix);
  return database;
}

function build(database: DatabaseSync, count: number, suffix: string): void {
  const merge = new TitleMerge({ languages: [] });
  for (let index = 0; index < count; index += 1) merge.add(streamOf(index, suffix));
  writeTitles(database, merge.finish(), { builtFrom: 'x', unread: new Set() });
}

interface Row {
  readonly id: number;
  readonly kind: number;
  readonly sort_name: string;
  readonly year: number;
  readonly added_at: number;
  readonly rating: number;
  readonly tmdb: number;
  readonly group_title: string;
}

const byName = (one: Row, other: Row): number =>
  Buffer.compare(Buffer.from(one.sort_name), Buffer.from(other.sort_name)) || one.id - other.id;
const SORTS: Readonly<Record<TitleQuery['sort'], (one: Row, other: Row) => number>> = {
  name: byName,
  added: (one, other) => other.added_at - one.added_at || byName(one, other),
  year: (one, other) => other.year - one.year || byName(one, other),
  rating: (one, other) => other.rating - one.rating || byName(one, other),
};

function expected(rows: readonly Row[], { kind, group, search = '', identified, within, among, sort }: TitleQuery) {
  const words = search.toLowerCase().replaceAll('é', 'e').split(' ').filter(Boolean);
  const found = rows.filter((row) => {
    const own: TitleKind = TITLE_KINDS[row.kind]!;
    return (
      (kind === undefined || own === kind) &&
      (group === undefined || row.group_title === group) &&
      (identified === undefined || row.tmdb > 0 === identified) &&
      (!within || (within.kinds.includes(own) && (within.groups?.includes(row.group_title) ?? true))) &&
      (!among || among.ids.includes(row.id as never) === among.isIn) &&
      words.every((word) => row.sort_name.includes(word))
    );
  });
  return found.toSorted(SORTS[sort]).map(({ id }) => id);
}

function walk(database: DatabaseSync, query: Omit<TitleQuery, 'cursor'>): { ids: number[]; total: number } {
  const ids: number[] = [];
  for (let cursor: string | undefined; ;) {
    const page = listTitles(database, { ...query, ...(cursor !== undefined && { cursor }) });
    ids.push(...page.items.map(({ id }) => id));
    if (page.next === null) return { ids, total: page.total };
    cursor = page.next;
  }
}

const query = record(
  {
    sort: constantFrom('name', 'added', 'year', 'rating'),
    search: constantFrom('sea', 'SEA 12', 'amélie', 'harb land', 'it', 'x', '100', 'sea harbour 7', '"', 'nothing'),
    kind: constantFrom('movie', 'series'),
    group: constantFrom('Few', 'Films 0', 'Nothing'),
    identified: boolean(),
    within: record({
      kinds: subarray(['movie', 'series'] as const),
      groups: option(subarray(['Few', 'Films 1'])),
    }),
  },
  { requiredKeys: ['sort'] },
);

test(
  'pages, one after another, are all that is asked for in its order, however it is found',
  { timeout: 60_000 },
  () => {
    const database = built(MANY);
    const rows = database.prepare('SELECT * FROM title').all() as unknown as Row[];
    expect(rows.length).toBeGreaterThan(8_000);
    const some = option(record({ ids: constant(rows.slice(0, 300).map(({ id }) => id as never)), isIn: boolean() }), {
      nil: undefined,
    });
    assert(
      property(query, some, constantFrom(7, 200), (asked, among, limit) => {
        const wanted = { ...asked, limit, ...(among && { among }) } as TitleQuery;
        const ids = expected(rows, wanted);
        const walked = walk(database, { ...wanted, limit: ids.length > 500 ? 200 : limit });
        expect(walked.ids).toEqual(ids);
        expect(walked.total).toBe(ids.length);
      }),
      { numRuns: 60 },
    );
  },
);

test('a page begins right after the last one, also when titles came and went', () => {
  const database = built(FEW);
  const first = listTitles(database, { sort: 'name', limit: 50 });
  database.prepare('DELETE FROM title WHERE id = ?').run(first.items[3]!.id);
  const rest = listTitles(database, { sort: 'name', limit: 50, cursor: first.next! });
  const all = walk(database, { sort: 'name', limit: 200 }).ids;
  expect(rest.items[0]!.id).toBe(all[49]);
});

test('what is renamed is found by its new name alone', () => {
  const database = built(FEW, 'renamed');
  const total = (search: string): number => listTitles(database, { sort: 'name', limit: 1, search }).total;
  expect([total('299renamed'), total('299')]).toEqual([1, 1]);
  build(database, FEW, 'another');
  expect([total('299renamed'), total('299another'), total('299')]).toEqual([0, 1, 1]);
});

test('a cursor of another order, or of none, is refused', () => {
  const database = built(FEW);
  const { next } = listTitles(database, { sort: 'year', limit: 1 });
  for (const cursor of ['200', 'W10', Buffer.from('[1]').toString('base64url'), next!])
    expect(() => listTitles(database, { sort: 'name', limit: 1, cursor })).toThrow(/cursor/);
  expect(listTitles(database, { sort: 'year', limit: 1, cursor: next! }).items).toHaveLength(1);
});
