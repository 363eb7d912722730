import { expect, test } from 'vitest';
import type { StreamEntry } from '../../../src/model/stream.ts';
import { readAll } from './read-all.ts';

async function around(...lines: readonly string[]): Promise<StreamEntry> {
  const { entries } = await readAll(['#EXTM3U', '#EXTINF:-1,N', ...lines, 'http://a.invalid/1'].join('\n'));
  return entries[0]!;
}

test.each([
  ['#EXTVLCOPT:http-user-agent=VLC/3', { 'user-agent': 'VLC/3' }],
  ["#EXTVLCOPT: http-user-agent='VLC/3'", { 'user-agent': 'VLC/3' }],
  ['#extvlcopt:http-referer=http://r.invalid/?a=b', { referer: 'http://r.invalid/?a=b' }],
  ['#EXTVLCOPT--http-referrer=http://r.invalid/', { referer: 'http://r.invalid/' }],
  ['#EXTVLCOPT:network-caching=1000', null],
  ['#EXTVLCOPT:program=1', null],
  ['#EXTHTTP:{"Authorization":"Bearer x"}', { authorization: 'Bearer x' }],
  ['#EXTHTTP:{"broken', null],
  ['#EXTHTTP:null', null],
  ['#EXTHTTP:[1]', null],
  ['#KODIPROP:inputstream.adaptive.manifest_headers=X-A=1&X-B=2', { 'x-a': '1', 'x-b': '2' }],
  ['#KODIPROP:mimetype=video/mp2t', null],
])('%s', async (line, headers) => {
  expect((await around(line)).headers).toEqual(headers);
});

test.each([
  ['#KODIPROP:inputstream.adaptive.license_type=clearkey', true],
  ['#KODIPROP:inputstream.adaptive.license_key=http://l.invalid/', true],
  ['#KODIPROP:inputstream.adaptive.drm_legacy=org.w3.clearkey|x', true],
  ['#KODIPROP:inputstream.adaptive.license_type=', false],
  ['#KODIPROP:inputstream.adaptive.manifest_type=hls', false],
])('%s protects: %s', async (line, isProtected) => {
  expect((await around(line)).isProtected).toBe(isProtected);
});

test('a picture is taken from EXTIMG where the entry names none', async () => {
  expect((await around('#EXTIMG:http://l.invalid/1.png')).logoUrl).toBe('http://l.invalid/1.png');
});

test('a playlist type of VOD makes a movie', async () => {
  expect((await around('#EXT-X-PLAYLIST-TYPE:VOD')).kind).toBe('movie');
});

test('what belongs to an entry without address does not pass to the next', async () => {
  const lines = ['#EXTM3U', '#EXTINF:-1,A', '#EXTVLCOPT:http-user-agent=A', '#EXTINF:-1,B', 'http://a.invalid/b'];
  const { entries } = await readAll(lines.join('\n'));
  expect(entries).toMatchObject([{ name: 'B', headers: null }]);
});

test('a header that names different guides in url-tvg and x-tvg-url means both, with or without a comma between', async () => {
  const both = ['http://g.invalid/1.xml', 'http://list.invalid/sub/2.xml', 'http://g.invalid/3.xml'];
  for (const between of [' ', ', ', ' ,, ', ' ， ']) {
    const header = `#EXTM3U url-tvg="${both[0]}"${between}x-tvg-url='/sub/2.xml'${between}tvg-url=${both[2]}`;
    const { guideSources } = await readAll(`${header}\n#EXTINF:-1,A\nhttp://a.invalid/1`);
    expect(guideSources).toEqual(both);
  }
});

test('guides are collected from all headers and entries, each once', async () => {
  const { guideSources } = await readAll(
    [
      '#EXTM3U url-tvg="http://g.invalid/1.xml;/2.xml" x-tvg-url="http://g.invalid/1.xml"',
      '#EXTINF:-1 tvg-url="http://g.invalid/3.xml",A',
      'http://a.invalid/1',
      '#EXTM3U tvg-url="http://g.invalid/4.xml?a=1,2 https://g.invalid/5.xml" x-tvg-url="file:///etc/passwd"',
    ].join('\n'),
  );
  expect(guideSources).toEqual([
    'http://g.invalid/1.xml',
    'http://list.invalid/2.xml',
    'http://g.invalid/3.xml',
    'http://g.invalid/4.xml?a=1,2',
    'https://g.invalid/5.xml',
  ]);
});
