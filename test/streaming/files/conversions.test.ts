import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { AppError } from '../../../src/kernel/errors.ts';
import type { ProviderId, StreamId } from '../../../src/model/ids.ts';
import { Programs } from '../../../src/processes/programs.ts';
import type { ConversionChoice } from '../../../src/streaming/files/conversion.ts';
import { Conversions, type ReadFile } from '../../../src/streaming/files/conversions.ts';
import type { FileRequest, OpenedFile } from '../../../src/streaming/files/file-relay.ts';
import { Seats } from '../../../src/streaming/fit/seats.ts';
import { isInstalled } from '../../clients/networks.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const hasPrograms = isInstalled('ffmpeg');
const SOURCE = {
  streamId: 1 as StreamId,
  providerId: 'p' as ProviderId,
  name: 'Sea',
  url: 'http://panel/1.mkv',
  headers: {},
};

/** Thirty seconds with two sounds and a line of subtitles at the twentieth; key frames every two. */
function film(): Buffer {
  const folder = temporaryFolder();
  const [file, words] = [join(folder, 'film.mkv'), join(folder, 'words.srt')];
  writeFileSync(words, '1\n00:00:20,000 --> 00:00:22,000\nAhoi\n');
  const shape = [
    ['-loglevel', 'error', '-f', 'lavfi', '-i', 'testsrc=size=64x36:rate=5', '-f', 'lavfi', '-i', 'sine', '-i', words],
    ['0:v', '1:a', '1:a', '2:s'].flatMap((part) => ['-map', part]),
    ['-c:v', 'libx264', '-g', '10', '-pix_fmt', 'yuv420p'],
    ['-c:a', 'ac3', '-c:s', 'srt', '-metadata:s:a:1', 'language=ger', '-t', '30', file],
  ].flat();
  execFileSync('ffmpeg', shape);
  return readFileSync(file);
}

const BROKEN = new AppError('upstream.ended', 'The provider broke off');

interface Asked {
  readonly ranges: FileRequest['range'][];
  readonly conversions: Conversions;
}

interface Trouble {
  readonly breaksAt?: number;
  /** Where ffmpeg is said to be. */
  readonly ffmpeg?: () => string | undefined;
}

function conversionsOf(bytes: Buffer | AppError, most = 2, trouble: Trouble = {}): Asked {
  const { breaksAt = Number.POSITIVE_INFINITY, ffmpeg } = trouble;
  const ranges: FileRequest['range'][] = [];
  const open = ({ range }: FileRequest): Promise<OpenedFile> => {
    ranges.push(range);
    if (bytes instanceof AppError) return Promise.reject(bytes);
    const from = range?.kind === 'from' ? range.from : 0;
    const until = (range?.kind === 'from' && range.until) || bytes.length;
    const facts = { from, until, total: bytes.length, hasRanges: true, contentType: '', tag: '' };
    const body = (async function* () {
      yield bytes.subarray(from, Math.min(until, breaksAt));
      if (until > breaksAt) throw BROKEN;
    })();
    return Promise.resolve({ ...facts, source: SOURCE, body, abandon: () => undefined });
  };
  const programs = new Programs();
  const conversions = new Conversions({
    relay: { open },
    program: (name) => (name === 'ffmpeg' ? ffmpeg?.() : undefined) ?? programs.find(name),
    seats: new Seats(() => most),
    clock: systemClock,
  });
  onTestFinished(() => conversions.stop());
  return { ranges, conversions };
}

const fileFor = (address: string): ReadFile => ({
  key: 't1',
  sources: [SOURCE],
  viewer: { address, userAgent: 'Browser/1', via: 'vod' },
});
const from = (startSeconds: number): ConversionChoice => ({
  startSeconds,
  copiesPicture: true,
  sound: 2,
  copiesSound: false,
  subtitles: 3,
});
const { signal } = new AbortController();

interface Probed {
  readonly packets: readonly { readonly codec_type: string; readonly pts_time: string }[];
  readonly streams: readonly { readonly codec_name: string }[];
}

function probe(bytes: Uint8Array): Probed {
  const file = join(temporaryFolder(), 'made.mp4');
  writeFileSync(file, bytes);
  const entries = 'packet=codec_type,pts_time:stream=codec_name';
  const args = ['-v', 'error', '-show_entries', entries, '-show_packets', '-of', 'json', file];
  return JSON.parse(execFileSync('ffprobe', args, { maxBuffer: 2 ** 26 }).toString()) as Probed;
}

test.skipIf(!hasPrograms)(
  'a file is made playable from any second on, in its own time, with its subtitles beside',
  async () => {
    const { conversions, ranges } = conversionsOf(film());
    const tracks = await conversions.tracksOf(fileFor('a'), signal);
    expect(tracks).toMatchObject({
      picture: { codec: 'h264', mime: 'video/mp4; codecs="avc1.64000a"', width: 64 },
      sounds: [
        { index: 1, codec: 'ac3', mime: 'audio/mp4; codecs="ac-3"', language: '' },
        { index: 2, language: 'ger' },
      ],
      subtitles: [{ index: 3, codec: 'subrip', isText: true }],
    });
    expect(Math.round(tracks.durationSeconds!)).toBe(30);
    const asked = ranges.length;
    expect(await conversions.tracksOf(fileFor('b'), signal)).toBe(tracks);
    expect(ranges).toHaveLength(asked); // it is known
    const parts: Uint8Array[] = [];
    const converting = await conversions.begin({ file: fileFor('a'), choice: from(15), signal }, (bytes) =>
      parts.push(Buffer.from(bytes)),
    );
    await converting.over;
    const made = Buffer.concat(parts);
    expect(made.includes('urn:masthead:cue\0\0Ahoi')).toBe(true);
    const { packets, streams } = probe(made);
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(['h264', 'aac']);
    const times = packets.filter(({ codec_type }) => codec_type === 'video').map(({ pts_time }) => Number(pts_time));
    expect(Math.round(Math.min(...times))).toBe(14); // the key frame before
    expect(Math.round(Math.max(...times))).toBe(30);
  },
);

test.skipIf(!hasPrograms)('so many at once are made; who seeks takes the place of himself', async () => {
  const made = { ...from(0), copiesPicture: false };
  const { conversions } = conversionsOf(film(), 1);
  const begin = (address: string) =>
    conversions
      .begin({ file: fileFor(address), choice: made, signal }, () => undefined)
      .then((converting) => {
        converting.hold(true);
        return {
          over: converting.over.then(
            () => 'whole',
            (error: AppError) => error.code,
          ),
          stop: () => converting.stop(),
        };
      });
  const first = await begin('a');
  await expect(begin('b')).rejects.toMatchObject({ code: 'process.busy' });
  const second = await begin('a');
  expect(await first.over).toBe('upstream.ended');
  second.stop();
  expect(await second.over).toBe('upstream.ended');
  const third = await begin('b');
  third.stop();
  await third.over;
});

test.skipIf(!hasPrograms)('a program that the system does not start takes no place', async () => {
  const programs = ['/bin/ff\0mpeg', '/bin/ff\0mpeg']; // refused at once, as for want of memory
  const { conversions } = conversionsOf(film(), 1, { ffmpeg: () => programs.pop() });
  const begin = () => conversions.begin({ file: fileFor('a'), choice: from(0), signal }, () => undefined);
  await expect(begin()).rejects.toThrow('null bytes');
  await expect(begin()).rejects.toThrow('null bytes');
  const begun = await begin();
  begun.stop();
  await expect(begun.over).rejects.toMatchObject({ code: 'upstream.ended' });
});

test.skipIf(!hasPrograms)('why a file cannot be had is said, and what is no film is none', async () => {
  const busy = new AppError('upstream.no-slot', 'All connections are in use');
  await expect(conversionsOf(busy).conversions.tracksOf(fileFor('a'), signal)).rejects.toBe(busy);
  const page = Buffer.from('<html>not here</html>'.repeat(100));
  await expect(conversionsOf(page).conversions.tracksOf(fileFor('a'), signal)).rejects.toMatchObject({
    code: 'upstream.not-video',
  });
  const list = Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://127.0.0.1:1/a.ts\n#EXT-X-ENDLIST\n');
  await expect(conversionsOf(list).conversions.tracksOf(fileFor('a'), signal)).rejects.toMatchObject({
    code: 'upstream.not-video',
  });
  const { conversions } = conversionsOf(film());
  const choice = { ...from(0), sound: 9 };
  await expect(conversions.begin({ file: fileFor('a'), choice, signal }, () => undefined)).rejects.toMatchObject({
    code: 'request.invalid',
  });
});

test.skipIf(!hasPrograms)('a file that breaks off in the middle is not taken for one that is at its end', async () => {
  const bytes = film();
  const { conversions } = conversionsOf(bytes, 2, { breaksAt: Math.floor(bytes.length / 2) });
  const choice = { ...from(0), subtitles: undefined };
  const converting = await conversions.begin({ file: fileFor('a'), choice, signal }, () => undefined);
  await expect(converting.over).rejects.toBe(BROKEN);
});
