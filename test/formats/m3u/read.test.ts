import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/kernel/errors.ts';
import { noSkips, type Skips } from '../../../src/model/provider.ts';
import type { StreamEntry } from '../../../src/model/stream.ts';
import { readAll } from './read-all.ts';

interface Expected {
  readonly entries: readonly Partial<StreamEntry>[];
  readonly guideSources: readonly string[];
  readonly skips?: Skips;
}

const fixture = (name: string): Buffer => readFileSync(new URL(`../../fixtures/m3u/${name}`, import.meta.url));
const expected = JSON.parse(fixture('expected.json').toString('utf8')) as Record<string, Expected>;
const corpus = Object.entries(expected);
const entry = (name: string): string => `#EXTINF:-1,${name}\nhttp://a.invalid/${encodeURIComponent(name)}\n`;
const firstName = async (bytes: Uint8Array, sizes: readonly number[]): Promise<string | undefined> =>
  (await readAll(bytes, sizes)).entries[0]?.name;
const named = (count: number): string => Array.from({ length: count }, (_, index) => entry(`N${index}`)).join('');

describe('the corpus', () => {
  test.each(corpus)('%s is read as expected', async (name, wanted) => {
    const { entries, skips, guideSources, entryCount } = await readAll(fixture(name));
    expect(entries).toMatchObject(wanted.entries);
    expect(entryCount).toBe(wanted.entries.length);
    expect(guideSources).toEqual(wanted.guideSources);
    expect(skips).toEqual(wanted.skips ?? noSkips);
  });

  test.each(corpus)('%s is read the same wherever its bytes are cut', async (name) => {
    const bytes = fixture(name);
    const whole = await readAll(bytes);
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(sizes, async (cuts) => {
        expect(await readAll(bytes, cuts)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  test.each(corpus)('%s is read the same with other line ends', async (name) => {
    const text = fixture(name).toString('utf8');
    const whole = await readAll(text);
    expect(await readAll(text.replaceAll('\n', '\r\n'), [7])).toEqual(whole);
    expect(await readAll(text.replaceAll('\n', '\r'), [7])).toEqual(whole);
    expect(await readAll(text.trimEnd())).toEqual(whole);
  });
});

describe('encodings', () => {
  const LIST = '#EXTM3U\n#EXTINF:-1 group-title="Généralistes",Télé Québec – “Ü”\nhttp://a.invalid/1\n';
  const utf16be = (): Buffer => Buffer.from(`\ufeff${LIST}`, 'utf16le').swap16();

  test.each([
    ['UTF-8', Buffer.from(LIST)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${LIST}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${LIST}`, 'utf16le')],
    ['UTF-16, big end first', utf16be()],
    ['UTF-16 without a mark', Buffer.from(LIST, 'utf16le')],
  ])('%s is recognised', async (_what, bytes) => {
    expect(await firstName(bytes, [])).toBe('Télé Québec – “Ü”');
    expect(await firstName(bytes, [1])).toBe('Télé Québec – “Ü”');
  });

  test('lines that are not UTF-8 are Windows-1252, each by itself', async () => {
    const bytes = Buffer.concat([Buffer.from(entry('Ö1')), Buffer.from(entry('T\xe9l\xe9 \x80'), 'latin1')]);
    const { entries } = await readAll(bytes, [5]);
    expect(entries.map((each) => each.name)).toEqual(['Ö1', 'Télé €']);
  });

  test('lists glued together keep their marks and headers out of the entries', async () => {
    const list = `\ufeff#EXTM3U\n${entry('A')}`;
    const { entries, skips } = await readAll(list + list);
    expect(entries.map((each) => each.name)).toEqual(['A', 'A']);
    expect(skips.count).toBe(0);
  });
});

describe('what is not a playlist', () => {
  test.each([
    ['nothing', '', /nothing/],
    ['an error page', '<!DOCTYPE html>\n<a href="x">\nhttp://a.invalid/1\n</html>', /web page/],
    ['an endless page', '<html>\n'.repeat(2_000), /web page/],
    ['JSON', '{"user_info":{"auth":0}}', /web page/],
    ['a JSON array', '[{"url":\n"http://a.invalid/1"}]', /web page/],
    ['plain text', 'Account expired\nPlease pay\n', /something else/],
    ['a stream', Buffer.alloc(188 * 40, Buffer.from([0x47, 0x40, 0x00, 0x10, 0x0a])), /something else/],
    ['endless nonsense', 'lorem ipsum\n'.repeat(2_000), /something else/],
    ['one endless line', Buffer.alloc(300_000, 'x'), /something else/],
  ])('%s is an error', async (_what, bytes, message) => {
    await expect(readAll(bytes, [1_000])).rejects.toMatchObject({
      code: 'format.not-a-playlist',
      message: expect.stringMatching(message) as string,
    });
  });

  test('an endless line is given up before it ends', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; taken < 100; taken += 1) yield Buffer.alloc(65_536, 'x');
    }
    const { readM3u } = await import('../../../src/formats/m3u/read.ts');
    const reading = readM3u(endless(), { base: '', source: '', onEntries: () => undefined });
    await expect(reading).rejects.toMatchObject({ code: 'format.not-a-playlist' });
    expect(taken).toBeLessThan(10);
  });

  test('a header alone is an empty playlist', async () => {
    expect(await readAll('#EXTM3U\n')).toMatchObject({ entryCount: 0, entries: [] });
  });
});

describe('the playlist of one HLS stream is one channel', () => {
  test.each([
    [
      'media',
      '#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXTINF:6.0,\nseg1.ts\n#EXTINF:5.9,Title\nseg2.ts\n',
    ],
    ['master', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=2\nhigh.m3u8\n'],
    ['media without segments yet', '#EXTM3U\n#EXT-X-TARGETDURATION:6\n'],
  ])('%s', async (_what, list) => {
    const { entries } = await readAll(list, [3], { source: 'http://tv.invalid/News_24.m3u8?token=1' });
    expect(entries).toMatchObject([{ name: 'News 24', url: 'http://tv.invalid/News_24.m3u8?token=1', kind: 'live' }]);
  });

  test('but a list of channels with such a tag is a list of channels', async () => {
    const { entries } = await readAll(`#EXTM3U\n#EXT-X-TARGETDURATION:10\n${named(2)}`);
    expect(entries.map((each) => each.name)).toEqual(['N0', 'N1']);
    const later = await readAll(`${named(2)}#EXT-X-STREAM-INF:BANDWIDTH=1\n${entry('A')}`);
    expect(later.entries).toHaveLength(3);
  });

  test('and one in a local file has no address to play', async () => {
    const list = '#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6.0,\nseg1.ts\n';
    await expect(readAll(list, [], { source: '/srv/list.m3u8', base: '' })).rejects.toMatchObject({
      code: 'format.not-a-playlist',
    });
  });
});

describe('a line beyond all measure', () => {
  const long = 'x'.repeat(70_000);

  test.each([[[]], [[1_000]], [[65_536]]])(
    'is skipped with its address, and the rest is read (cuts %j)',
    async (sizes) => {
      const list = `#EXTM3U\n${entry('A')}#EXTINF:-1 tvg-logo="data:${long}",B\nhttp://a.invalid/B\n${entry('C')}`;
      const { entries, skips } = await readAll(list, sizes);
      expect(entries.map((each) => each.name)).toEqual(['A', 'C']);
      expect(skips).toMatchObject({ count: 1, samples: [{ line: 4, reason: 'line-too-long' }] });
    },
  );

  test.each(['\n', '\r\n', '\r'])('may be much longer than the memory kept for it (line end %j)', async (end) => {
    const list = ['#EXTM3U', `# ${long.repeat(10)}`, '#EXTINF:-1,A', 'http://a.invalid/A', ''].join(end);
    const { entries, skips } = await readAll(list, [50_001]);
    expect(entries.map((each) => each.name)).toEqual(['A']);
    expect(skips).toMatchObject({ count: 1, samples: [{ line: 2 }] });
  });
});

test('entries come in batches, in order, and none is lost', async () => {
  const sizes: number[] = [];
  const names: string[] = [];
  await readAll(named(1_000), [4_096], {
    onEntries: (batch) => {
      sizes.push(batch.length);
      names.push(...batch.map((each) => each.name));
    },
  });
  expect(names).toEqual(Array.from({ length: 1_000 }, (_, index) => `N${index}`));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(256);
});

test('relative addresses in a local file are skipped', async () => {
  const { entries, skips } = await readAll(`#EXTM3U\n#EXTINF:-1,A\nmovies/a.ts\n${entry('B')}`, [], { base: '' });
  expect(entries.map((each) => each.name)).toEqual(['B']);
  expect(skips.byReason).toEqual({ 'relative-address': 1 });
});

test('of many skipped lines the first twenty are named, and all are counted', async () => {
  const { skips } = await readAll(`#EXTM3U\n${'#EXTINF:-1,X\n'.repeat(50)}`);
  expect(skips.count).toBe(50);
  expect(skips.samples).toHaveLength(20);
});

test.each([
  ['blanks', `a${' '.repeat(60_000)}b`],
  ['commas', `${','.repeat(60_000)}x`],
  ['zeros before a segment', `#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:${'0'.repeat(60_000)}x`],
  ['attributes', `#EXTINF:-1 ${'a="" ! '.repeat(8_000)}`],
  ['quotes', `#EXTINF:-1 a="${'", '.repeat(20_000)}`],
  ['guides', `#EXTM3U x-tvg-url="h${' ,'.repeat(30_000)}g"`],
  ['guides with commas', `#EXTM3U ${'x-tvg-url="a" ,'.repeat(8_000)}`],
  ['genres', `${' ,'.repeat(30_000)}#genre`],
  ['addresses', `#EXTINF:-1,${' http://a'.repeat(7_000)}\n#EXTINF:-1,B`],
])('a line of nothing but %s does not hold it up', async (_what, line) => {
  const { entries } = await readAll(`#EXTM3U\n${line}\n${entry('A')}`);
  expect(entries.map((each) => each.name)).toContain('A');
});

test('nothing that can be sent makes it fail in any other way', async () => {
  const pieces = [
    '#EXTM3U',
    '#EXTINF:',
    '-1',
    ' tvg-id="',
    '"',
    "'",
    '“',
    ',',
    '=',
    '\n',
    '\r',
    '|',
    'http://a',
    '#',
    '{',
    '\\',
    'é',
    '\0',
  ];
  const list = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(list, fc.integer({ min: 1, max: 40 }), async (parts, size) => {
      const whole = await readAll(parts.join('')).catch((error: unknown) => error);
      const code = whole instanceof AppError ? whole.code : whole instanceof Error ? whole.message : 'none';
      expect(['none', 'format.not-a-playlist']).toContain(code);
      expect(await readAll(parts.join(''), [size]).catch((error: unknown) => error)).toEqual(whole);
    }),
    { numRuns: 500 },
  );
});
