import { expect, test } from 'vitest';
import { formatCursor, parseCursor } from '../../src/storage/keyset.ts';

const written = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a cursor is of its list and of as many keys as its order has', () => {
  expect(parseCursor(formatCursor('rows by name', ['a', 7]), 'rows by name', 2)).toEqual(['a', 7]);
  expect(parseCursor(undefined, 'rows by name', 2)).toBeNull();
});

test.each([
  ['of another list', formatCursor('rows by number', ['a', 7])],
  ['of fewer keys', formatCursor('rows by name', ['a'])],
  ['of more keys', formatCursor('rows by name', ['a', 7, 8])],
  ['with a key that no row has', written(['rows by name', 'a', null])],
  ['with a key that is a list', written(['rows by name', 'a', [7]])],
  ['with a key that is true', written(['rows by name', true, 7])],
  ['that is no list', written({ 0: 'rows by name' })],
  ['that is nothing', ''],
])('one %s is refused', (_, cursor) => {
  expect(() => parseCursor(cursor, 'rows by name', 2)).toThrow('cursor: not one of ours');
});
