import { expect, test } from 'vitest';
import { together } from '../../../panel/views/audit/audit.ts';
import { fieldsThatDiffer } from '../../../panel/views/audit/differing.ts';

test('fields that are the same are left out, those that came and went are told', () => {
  expect(fieldsThatDiffer({ name: 'A', on: true, old: 1 }, { name: 'B', on: true, new: ['x'] })).toEqual([
    { field: 'name', was: 'A', is: 'B' },
    { field: 'old', was: '1', is: '–' },
    { field: 'new', was: '–', is: '["x"]' },
  ]);
});

test('a value that is no record is told whole, and a long one is cut', () => {
  expect(fieldsThatDiffer(5, 7)).toEqual([{ field: '', was: '5', is: '7' }]);
  expect(fieldsThatDiffer(null, 'x'.repeat(500))[0]?.is).toHaveLength(121);
});

test('what comes meanwhile is at the front, and nothing stands twice or is lost', () => {
  const [one, two, three, four] = ['1', '2', '3', '4'].map((id) => ({ id }));
  expect(together([four!, three!], [three!, two!, one!])).toEqual([four, three, two, one]);
  expect(together([two!], [])).toEqual([two]);
});
