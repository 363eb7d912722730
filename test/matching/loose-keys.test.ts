import { expect, test } from 'vitest';
import { looseKeys } from '../../src/matching/loose-keys.ts';

test('a station of North America is found by its sign alone, one of Japan by its name, too', () => {
  expect(looseKeys('Berg (WXYZ-DT) Springfield, AZ')).toEqual(['!WXYZ']);
  expect(looseKeys('Bergland (JOQX-DTV)')).toEqual(expect.arrayContaining(['!JOQX', 'bergland']));
  expect(looseKeys('JOQX-DTV')).toEqual(['!JOQX']);
});

const meet = (one: string, other: string): boolean => looseKeys(one).some((key) => looseKeys(other).includes(key));

test.each([
  ['Berg TV', 'BergTV'],
  ['Berg', 'Berg RO'],
  ['Berg Sport 3', 'BERG Sport 3 Romania'],
  ['Berg News Tamil', 'Berg Tamil News'],
  ['Meyer Smooth Jazz', 'Smooth Jazz'],
  ['BTV-10 Culture', 'BTV 10'],
  ['ČB1', 'B1'],
  ['WXYZ Springfield', 'Berg (WXYZ-DT) Springfield, AZ'],
])('%s and %s meet', (one, other) => {
  expect(meet(one, other)).toBe(true);
});

test.each([
  ['Berg Sport', 'Berg'],
  ['Berg Sport', 'Tal Sport'],
  ['Berg 1', 'Berg 2'],
  ['Berg RO', 'Tal RO'],
  ['Romania', 'Berg Romania'],
  ['Berg Tal Sport 2', 'Berg Tal Sport 3'],
])('%s and %s do not', (one, other) => {
  expect(meet(one, other)).toBe(false);
});
