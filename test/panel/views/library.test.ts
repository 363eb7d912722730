import { expect, test } from 'vitest';
import { wallOf } from '../../../panel/views/library/poster-wall.ts';
import { TitlePages, type TitleRow } from '../../../panel/views/library/title-pages.ts';

const row = (id: string): TitleRow => ({ id }) as TitleRow;

test('posters stand as many beside one another as there is room for, two at least', () => {
  expect(wallOf(200).columns).toBe(2);
  expect(wallOf(358).columns).toBe(2);
  expect(wallOf(1_200).columns).toBe(8);
  expect(wallOf(1_200).rowHeight).toBeGreaterThan(wallOf(1_200).columns * 20);
});

test('a further page is asked for when its titles are to be seen, and none behind the last', async () => {
  const asked: unknown[] = [];
  const pages = new TitlePages(
    () => undefined,
    (query) => {
      asked.push(query.cursor);
      return Promise.resolve(
        query.cursor === undefined
          ? { items: [row('a'), row('b')], next: '2', total: 3 }
          : { items: [row('c')], next: null, total: 3 },
      );
    },
  );
  await pages.search({});
  await pages.more(1);
  expect(asked).toEqual([undefined]);
  await pages.more(2);
  await pages.more(99);
  expect(asked).toEqual([undefined, '2']);
  expect([pages.items.map(({ id }) => id), pages.total]).toEqual([['a', 'b', 'c'], 3]);
});

test('what comes of the search before is not shown', async () => {
  const waiting: ((page: { items: TitleRow[]; next: null; total: number }) => void)[] = [];
  const pages = new TitlePages(
    () => undefined,
    () => new Promise((resolve) => void waiting.push(resolve)),
  );
  const first = pages.search({ search: 'a' });
  const second = pages.search({ search: 'b' });
  waiting[1]!({ items: [row('b')], next: null, total: 1 });
  waiting[0]!({ items: [row('a')], next: null, total: 1 });
  await Promise.all([first, second]);
  expect(pages.items).toEqual([row('b')]);
});
