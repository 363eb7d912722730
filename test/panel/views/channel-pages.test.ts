import { expect, test, vi } from 'vitest';
import type { Channel } from '../../../panel/api/routes.ts';
import { ChannelPages } from '../../../panel/views/channels/channel-pages.ts';
import { Selection } from '../../../panel/views/channels/selection.ts';

const TOTAL = 50_000;
const row = (index: number): Channel => ({ id: `c${index}`, name: `Channel ${index}` }) as Channel;

const settled = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 5));

function pages(options: { fails?: boolean } = {}) {
  const asked: number[] = [];
  const changed = vi.fn<() => void>();
  const list = new ChannelPages({}, changed, (_query, offset) => {
    asked.push(offset);
    if (options.fails) return Promise.reject(new Error('gone'));
    return Promise.resolve({ items: Array.from({ length: 100 }, (_, at) => row(offset + at)), total: TOTAL });
  });
  return { list, asked, changed };
}

test('only the pages in sight are asked for, each once', async () => {
  const { list, asked } = pages();
  list.show(250, 310);
  list.show(260, 320);
  await settled();
  expect(asked).toEqual([200, 300]);
  expect([list.total, list.at(250)?.name, list.at(0)]).toEqual([TOTAL, 'Channel 250', undefined]);
});

test('pages far away are forgotten, so that memory stays bounded', async () => {
  const { list } = pages();
  for (let first = 0; first < 10_000; first += 100) list.show(first, first + 30);
  await settled();
  list.show(9_900, 9_930);
  await settled();
  const held = Array.from({ length: 100 }, (_, page) => list.at(page * 100)).filter(Boolean).length;
  expect(held).toBeLessThanOrEqual(41);
});

test('a change is shown at once, and taken back as a whole', async () => {
  const { list } = pages();
  list.show(0, 10);
  await settled();
  const undo = list.change('c3', { name: 'Mine' });
  expect(list.at(3)?.name).toBe('Mine');
  undo();
  expect(list.at(3)?.name).toBe('Channel 3');
});

test('a failure is kept to be shown, and another look may go well', async () => {
  const { list } = pages({ fails: true });
  list.show(0, 10);
  await settled();
  expect(list.error).toEqual(new Error('gone'));
});

test('rows are chosen one by one, by reach, or all that the filter finds', () => {
  const reached = new Selection().toggle('c2', 2).extend(4, (index) => row(index).id);
  expect([...reached.ids]).toEqual(['c2', 'c3', 'c4']);
  expect([...reached.toggle('c3', 3).ids]).toEqual(['c2', 'c4']);
  expect(reached.all().count(TOTAL)).toBe(TOTAL);
  expect(reached.all().has('c49999')).toBe(true);
});
