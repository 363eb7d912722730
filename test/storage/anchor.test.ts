import { expect, test } from 'vitest';
import { formatAnchor, parseAnchor, placeBehind } from '../../src/storage/anchor.ts';
import { formatCursor } from '../../src/storage/keyset.ts';

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const behind = (cursor: string, now: readonly string[]): number =>
  placeBehind(parseAnchor(cursor, 'rows'), (id) => now.indexOf(id));

test('the next page begins behind the last row that is still there, else at its place', () => {
  const cursor = formatAnchor('rows', 7, rows.slice(0, 7));
  expect(behind(cursor, rows)).toBe(7);
  expect(behind(cursor, ['new', ...rows])).toBe(8);
  expect(behind(cursor, ['a', 'b', 'c', 'd', 'h'])).toBe(4);
  expect(behind(cursor, ['a', 'b', 'h']), 'none of the last five').toBe(7);
  expect(placeBehind(null, () => -1)).toBe(0);
});

test.each([
  '',
  'x',
  '200',
  formatCursor('others', [7, 'a']),
  formatCursor('rows', [-1, 'a']),
  formatCursor('rows', [1, 2]),
])('what is no cursor of a list is refused: %j', (cursor) => {
  expect(() => parseAnchor(cursor, 'rows')).toThrow('cursor: not one of ours');
});
