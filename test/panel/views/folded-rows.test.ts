import { expect, test } from 'vitest';
import type { Channel } from '../../../panel/api/routes.ts';
import { ChannelPages } from '../../../panel/views/channels/channel-pages.ts';
import { FoldedRows } from '../../../panel/views/channels/folded-rows.ts';

const row = (id: string, family: string | null = null): Channel => ({ id, family, name: id }) as Channel;

/** Five rows, of which b and d have others like them. */
async function folded(): Promise<{ rows: FoldedRows; list: Channel[]; asked: unknown[] }> {
  const list = [row('a'), row('b', 'f1'), row('c'), row('d', 'f2'), row('e')];
  const asked: unknown[] = [];
  const alike: Readonly<Record<string, Channel[]>> = {
    f1: [row('b', 'f1'), row('b2', 'f1'), row('b3', 'f1')],
    f2: [row('d', 'f2'), row('d2', 'f2')],
  };
  const pages = new ChannelPages(
    {},
    () => undefined,
    () => Promise.resolve({ items: [...list], total: list.length }),
  );
  const rows = new FoldedRows({ folded: 'true', search: 'x' }, () => undefined, {
    pages,
    load: (query) => {
      asked.push(query);
      return Promise.resolve(alike[query.family ?? ''] ?? []);
    },
  });
  rows.show(0, 4);
  await expect.poll(() => rows.total).toBe(5);
  return { rows, list, asked };
}

const shown = (rows: FoldedRows): string =>
  Array.from({ length: rows.total ?? 0 }, (_, at) => `${rows.isBelow(at) ? '·' : ''}${rows.at(at)?.id}`).join(' ');

test('a family opens below its first and closes again, several at a time and in any order', async () => {
  const { rows, asked } = await folded();
  await rows.toggle(3);
  expect(shown(rows)).toBe('a b c d ·d2 e');
  await rows.toggle(1);
  expect(shown(rows)).toBe('a b ·b2 ·b3 c d ·d2 e');
  expect(rows.isOpen('f1')).toBe(true);
  expect(asked[1]).toEqual({ search: 'x', family: 'f1' }); // the others, by the same filter, not folded
  await rows.toggle(5);
  expect(shown(rows)).toBe('a b ·b2 ·b3 c d e');
  await rows.toggle(1);
  expect(shown(rows)).toBe('a b c d e');
  await rows.toggle(0); // nothing is like it
  expect(shown(rows)).toBe('a b c d e');
});

test('what is open stays open over a refresh, goes along with its first, and closes where that is another', async () => {
  const { rows, list } = await folded();
  await rows.toggle(1);
  await rows.refresh(0, 6);
  expect(shown(rows)).toBe('a b ·b2 ·b3 c d e');
  list.unshift(row('new'));
  await rows.refresh(0, 6);
  expect(shown(rows)).toBe('new a b ·b2 ·b3 c d e');
  list.splice(2, 1, row('b2', 'f1')); // the first has become part of the second
  await rows.refresh(0, 7);
  expect(shown(rows)).toBe('new a b2 c d e');
  expect(rows.isOpen('f1')).toBe(false);
});

test('a row below is changed at once, and put back', async () => {
  const { rows } = await folded();
  await rows.toggle(1);
  const undo = rows.change('b3', { name: 'B three' });
  expect(rows.at(3)?.name).toBe('B three');
  undo();
  expect(rows.at(3)?.name).toBe('b3');
});
