import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/kernel/errors.ts';
import type { MasterPlaylist, MediaPlaylist } from '../../../src/formats/hls/playlist.ts';
import { readPlaylist } from '../../../src/formats/hls/read.ts';

const URL_HERE = 'http://cdn.example/live/one/index.m3u8?token=a%2Fb';

const media = (...lines: string[]): MediaPlaylist =>
  readPlaylist(['#EXTM3U', ...lines].join('\n'), { url: URL_HERE }) as MediaPlaylist;
const master = (...lines: string[]): MasterPlaylist =>
  readPlaylist(['#EXTM3U', ...lines].join('\n'), { url: URL_HERE }) as MasterPlaylist;

describe('a media playlist', () => {
  test('numbers its segments, and addresses are relative to where it was found', () => {
    const { segments, targetSeconds, firstSequence, isEnded } = media(
      '#EXT-X-TARGETDURATION:6',
      '#EXT-X-MEDIA-SEQUENCE:41',
      '#EXTINF:5.9,',
      'a.ts?sig=x%2By',
      '#EXTINF:6,title, with comma',
      '/b.ts',
      '#EXTINF:6',
      '//other.example/c.ts',
    );
    expect({ targetSeconds, firstSequence, isEnded }).toEqual({ targetSeconds: 6, firstSequence: 41, isEnded: false });
    expect(segments.map(({ sequence, url, seconds }) => [sequence, url, seconds])).toEqual([
      [41, 'http://cdn.example/live/one/a.ts?sig=x%2By', 5.9],
      [42, 'http://cdn.example/b.ts', 6],
      [43, 'http://other.example/c.ts', 6],
    ]);
  });

  test('keys change, end and come back; a short IV has zeros in front', () => {
    const { segments } = media(
      '#EXT-X-KEY:METHOD=AES-128,URI="k1"',
      '#EXTINF:6,',
      'a.ts',
      '#EXT-X-KEY:METHOD=AES-128,URI="https://keys.example/k2",IV=0x1f',
      '#EXTINF:6,',
      'b.ts',
      '#EXT-X-KEY:METHOD=NONE',
      '#EXTINF:6,',
      'c.ts',
    );
    expect(segments[0]?.key).toEqual({ method: 'AES-128', url: 'http://cdn.example/live/one/k1' });
    expect(segments[1]?.key?.url).toBe('https://keys.example/k2');
    expect([...(segments[1]?.key?.iv ?? [])]).toEqual([...Array.from({ length: 15 }, () => 0), 0x1f]);
    expect(segments[2]?.key).toBeUndefined();
  });

  test('a range without an offset goes on where the one before ended', () => {
    const { segments } = media(
      '#EXT-X-MAP:URI="init.mp4",BYTERANGE="720@0"',
      '#EXTINF:6,',
      '#EXT-X-BYTERANGE:1000@720',
      'all.mp4',
      '#EXTINF:6,',
      '#EXT-X-BYTERANGE:500',
      'all.mp4',
    );
    expect(segments.map(({ range }) => range)).toEqual([
      { offset: 720, length: 1_000 },
      { offset: 1_720, length: 500 },
    ]);
    expect(segments[1]?.map).toEqual({
      url: 'http://cdn.example/live/one/init.mp4',
      range: { offset: 0, length: 720 },
    });
  });

  test('breaks are where they stand, gaps are left out, and low latency is passed over', () => {
    const { segments } = media(
      '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES',
      '#EXT-X-MEDIA-SEQUENCE:7',
      '#EXTINF:4,',
      'a.ts',
      '#EXT-X-DISCONTINUITY',
      '#EXTINF:4,',
      'b.ts',
      '#EXT-X-GAP',
      '#EXTINF:4,',
      'missing.ts',
      '#EXT-X-PART:DURATION=1,URI="d.1.ts"',
      '#EXTINF:4,',
      'd.ts',
      '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="e.1.ts"',
    );
    expect(segments.map(({ sequence, isBreak }) => [sequence, isBreak])).toEqual([
      [7, false],
      [8, true],
      [10, false],
    ]);
  });

  test('files and inline bytes are no segments, and no keys', () => {
    const { segments } = media(
      '#EXT-X-KEY:METHOD=AES-128,URI="data:text/plain;base64,AAAA"',
      ...[
        'file:///etc/passwd',
        'data:video/mp2t;base64,Rw==',
        'javascript:1',
        'concat:a|b',
        'http://',
        'ok.ts',
      ].flatMap((uri) => ['#EXTINF:4,', uri]),
    );
    expect(segments.map(({ url }) => url)).toEqual(['http://cdn.example/live/one/ok.ts']);
    expect(segments[0]?.key?.url).toBe('');
  });

  test('without durations the target counts, without a target the durations do', () => {
    expect(media('#EXT-X-TARGETDURATION:8', '#EXTINF:4,', 'a.ts', 'b.ts').segments[1]?.seconds).toBe(8);
    expect(media('#EXTINF:9.5,', 'a.ts').targetSeconds).toBe(10);
    expect(media('#EXTINF:-1,', 'a.ts', '#EXT-X-ENDLIST')).toMatchObject({ targetSeconds: 6, isEnded: true });
    expect(media('#EXT-X-TARGETDURATION:99999').targetSeconds).toBe(120);
  });

  test.each(['SAMPLE-AES', 'SAMPLE-AES-CTR'])('%s is for licensed players', (method) => {
    expect(media(`#EXT-X-KEY:METHOD=${method},URI="skd://x"`, '#EXTINF:4,', 'a.ts').isProtected).toBe(true);
  });

  test('of a day of segments the last half hour is read, with its numbers, key and map', () => {
    const hours = Array.from({ length: 20_000 }, (_, index) => [
      ...(index % 5_000 === 0 ? [`#EXT-X-KEY:METHOD=AES-128,URI="k${index}"`, '#EXT-X-DISCONTINUITY'] : []),
      '#EXTINF:4,',
      `${index}.ts`,
    ]).flat();
    const { segments, firstSequence } = media('#EXT-X-MEDIA-SEQUENCE:100', '#EXT-X-MAP:URI="i.mp4"', ...hours);
    expect(segments.at(-1)).toMatchObject({ sequence: 20_099, url: 'http://cdn.example/live/one/19999.ts' });
    expect(segments.length).toBeLessThan(1_000);
    expect(firstSequence).toBe(segments[0]?.sequence);
    expect(segments[0]).toMatchObject({
      url: `http://cdn.example/live/one/${firstSequence - 100}.ts`,
      key: { url: 'http://cdn.example/live/one/k15000' },
      map: { url: 'http://cdn.example/live/one/i.mp4' },
    });
  });

  test('variables of the master playlist and of the address are put in', () => {
    const text = [
      '#EXTM3U',
      '#EXT-X-DEFINE:IMPORT="host"',
      '#EXT-X-DEFINE:QUERYPARAM="token"',
      '#EXTINF:4,',
      'https://{$host}/a.ts?t={$token}',
    ].join('\n');
    const { segments } = readPlaylist(text, { url: URL_HERE, definitions: { host: 'x.example' } }) as MediaPlaylist;
    expect(segments[0]?.url).toBe('https://x.example/a.ts?t=a/b');
  });
});

test('a master playlist has variants and their sound', () => {
  const { variants, audio } = master(
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",DEFAULT=YES,URI="en/a.m3u8"',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Same as picture"',
    '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="i.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=2000000,RESOLUTION=1280x720,CODECS="avc1.4d401f, mp4a.40.2",AUDIO="a"',
    '720.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=oops',
    'any.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=1',
    'file:///x.m3u8',
  );
  expect(variants).toEqual([
    {
      url: 'http://cdn.example/live/one/720.m3u8',
      bandwidth: 2_000_000,
      height: 720,
      codecs: ['avc1.4d401f', 'mp4a.40.2'],
      audioGroup: 'a',
    },
    { url: 'http://cdn.example/live/one/any.m3u8', bandwidth: 0, height: 0, codecs: [], audioGroup: '' },
  ]);
  expect(audio).toEqual([
    { group: 'a', name: 'English', url: 'http://cdn.example/live/one/en/a.m3u8', isDefault: true },
    { group: 'a', name: 'Same as picture', url: '', isDefault: false },
  ]);
});

test.each(['', '<html>', 'Not found', '\u0000\u0001', 'http://a.example/b.ts'])('%j is no playlist', (text) => {
  expect(() => readPlaylist(text, { url: URL_HERE })).toThrow(
    expect.objectContaining({ code: 'format.not-a-playlist' }),
  );
});

test.each<[string, string]>([
  ['commas without end', `#EXT-X-KEY:${','.repeat(5_000_000)}`],
  ['commas on many lines', `#EXT-X-MEDIA:${','.repeat(16_000)}\n`.repeat(300)],
  ['unclosed quotes', `#EXT-X-STREAM-INF:A="${'x,'.repeat(8_000)}\n`.repeat(300)],
  ['a million numbers', `#EXTINF:${'9'.repeat(16_000)},\n`.repeat(300)],
  ['line ends', '\n'.repeat(5_000_000)],
])('%s: it is read in no time', { timeout: 2_000 }, (_, text) => {
  expect(media(text).segments).toEqual([]);
});

const outcomeOf = (lines: readonly string[]): boolean => {
  try {
    const read = readPlaylist(['#EXTM3U', ...lines].join('\n'), { url: URL_HERE });
    return read.kind === 'master' || read.segments.every(({ seconds }) => seconds > 0);
  } catch (error) {
    return error instanceof AppError;
  }
};

test('whatever comes, it is read or refused with a code', () => {
  const tags = ['INF:4,', '-X-KEY:', '-X-MAP:', '-X-BYTERANGE:', '-X-STREAM-INF:', '-X-MEDIA:', '-X-DEFINE:', 'M3U'];
  const attributes = [
    'URI="a"',
    'IV=0x',
    'IV=zz',
    'METHOD=AES-128',
    'TYPE=AUDIO',
    'TYPE=__proto__',
    'NAME="n"',
    'x',
    '=',
  ];
  const line = fc.oneof(
    fc
      .tuple(fc.constantFrom(...tags), fc.array(fc.constantFrom(...attributes)), fc.string())
      .map(([tag, said, more]) => {
        return `#EXT${tag}${said.join(',')}${more}`;
      }),
    fc.string(),
  );
  expect(() => fc.assert(fc.property(fc.array(line), outcomeOf))).not.toThrow();
});
