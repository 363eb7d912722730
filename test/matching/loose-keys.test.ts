import { expect, test } from 'vitest';
import { looseKeys } from '../../src/matching/loose-keys.ts';

test('a station of North America is found by its sign alone, one of Japan by its name, too', () => {
  expect(looseKeys('Berg (WXYZ-DT) Springfield, AZ')).toEqual(['!WXYZ']);
  expect(looseKeys('Bergland (JOQX-DTV)')).toEqual(expect.arrayContaining(['!JOQX', 'bergland']));
  expect(looseKeys('JOQX-DTV')).toEqual(['!JOQX']);
});
