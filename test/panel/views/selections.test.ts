import { expect, test } from 'vitest';
import { selectionOf, takenOf } from '../../../panel/views/providers/selections.ts';

const categories = ['News', 'Sport', 'Kids', 'Films'].map((name, at) => ({ id: String(at + 1), name }));
const taken = (...ids: string[]): Set<string> => new Set(ids);

test('with most of them taken the others are left out, so that new ones come along', () => {
  expect(selectionOf(categories, taken('1', '2', '3'))).toEqual({ take: true, include: [], exclude: ['4'] });
  expect(selectionOf(categories, taken('1', '2', '3', '4'))).toEqual({ take: true, include: [], exclude: [] });
});

test('with few taken these alone are; with none, nothing of the kind is fetched', () => {
  expect(selectionOf(categories, taken('2'))).toEqual({ take: true, include: ['2'], exclude: [] });
  expect(selectionOf(categories, taken())).toEqual({ take: false, include: [], exclude: [] });
});

test('what is taken is read by id and by name, in any case', () => {
  expect(takenOf(categories, { take: true, include: ['news', '3'], exclude: [] })).toEqual(taken('1', '3'));
  expect(takenOf(categories, { take: true, include: [], exclude: ['Films'] })).toEqual(taken('1', '2', '3'));
  expect(takenOf(categories, { take: false, include: [], exclude: [] })).toEqual(taken());
  expect(takenOf(categories, undefined)).toEqual(taken('1', '2', '3', '4'));
});

test.each([taken('1'), taken('1', '2'), taken('2', '3', '4'), taken()])(
  '%j is what it was after being written',
  (ids) => {
    expect(takenOf(categories, selectionOf(categories, ids))).toEqual(ids);
  },
);
