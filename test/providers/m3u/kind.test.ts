import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { m3uProvider } from '../../../src/providers/m3u/kind.ts';

test.each([
  'http://panel.invalid/get.php?username=u&password=p&type=m3u_plus',
  'https://a.invalid/list.m3u.gz',
  '/srv/list.m3u',
  './list.m3u8',
  'list.m3u.xz',
  'channels.txt',
  'file:///srv/list',
  'C:\\lists\\my.m3u',
])('%s is a playlist by its look', (source) => {
  expect(m3uProvider.recognises(source)).toBe(true);
});

test.each([
  'xtream://u:p@panel.invalid',
  'http://a.invalid/guide.xml.gz',
  'http://a.invalid/xmltv.php?u=1',
  '',
  'hello',
])('%s is none', (source) => {
  expect(m3uProvider.recognises(source)).toBe(false);
});

test('its reader is where it says', () => {
  expect(existsSync(m3uProvider.reader)).toBe(true);
});
