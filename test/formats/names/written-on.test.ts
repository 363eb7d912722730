// What is written on to a name: its quality, its number, the ending of its site.

import { expect, test } from 'vitest';
import { readName } from '../../../src/formats/names/read.ts';

test.each([
  ['ช่อง 7HD', 'hd', 'chong 7'],
  ['M6HD', 'hd', 'm 6'],
  ['BHD', '', 'bhd'],
])('a number with its quality glued on: %s', (name, resolution, rest) => {
  const reading = readName(name, { market: 'de' });
  expect([reading.quality.resolution, reading.core.join(' ')]).toEqual([resolution, rest]);
});

test('a number written on to a name in capitals of its own is a number', () => {
  expect(readName('BergOne').core).toEqual(['berg', '1']);
  expect(readName('OneBerg').core).toEqual(['one', 'berg']);
});

test.each([
  ['Bergland.com', 'bergland'],
  ['Bergland.sk (720p)', 'bergland'],
  ['Bergland. Com', 'bergland com'],
  ['U.S. Bergland', 'u s bergland'],
  ['Com.Berg', 'com berg'],
])('a site’s ending is no part of a name: %s', (name, rest) => {
  expect(readName(name).core.join(' ')).toBe(rest);
});
