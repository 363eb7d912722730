import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { PACKET_BYTES } from '../../../src/formats/mpegts/packet.ts';
import type { AppError } from '../../../src/kernel/errors.ts';
import { readAbility } from '../../../src/streaming/fit/fit.ts';
import { Fitting } from '../../../src/streaming/fit/fitting.ts';
import { isInstalled } from '../../clients/networks.ts';
import { encodedStream, type EncodedStreamOptions } from '../../fakes/encoded-stream.ts';
import { TransportStream } from '../../fakes/transport-stream.ts';
import { workshopOf } from '../../fakes/workshop.ts';

const hasPrograms = isInstalled('ffmpeg');

const SHAPE: EncodedStreamOptions = {
  video: 'libx264',
  audio: 'mp2',
  size: '160x90',
  picturesPerSecond: 25,
  picturesPerGroup: 25,
  seconds: 4,
  firstPid: 0x100,
  startSeconds: 1_000,
};
const made = (more: Partial<EncodedStreamOptions> = {}): Buffer => encodedStream({ ...SHAPE, ...more });

function fit({ workshop = workshopOf(), sound = '' } = {}) {
  const parts: Buffer[] = [];
  const breaks: number[] = [];
  const errors: AppError[] = [];
  const size = (): number => parts.reduce((sum, { length }) => sum + length, 0);
  const fitting: Fitting = new Fitting({
    ...workshop,
    ability: readAbility('aac,h264', sound)!,
    onBytes: (packets) => parts.push(Buffer.from(packets)),
    onBreak: () => breaks.push(size()),
    onDrained: () => undefined,
    onFailed: (error) => errors.push(error),
  });
  onTestFinished(() => fitting.stop());
  return { fitting, breaks, errors, size, bytes: () => Buffer.concat(parts) };
}

interface Probed {
  readonly streams: readonly { readonly codec_name: string; readonly width?: number }[];
  readonly packets: readonly { readonly codec_type: string; readonly pts_time: string }[];
}

function probe(bytes: Buffer): Probed {
  const args = [
    '-v',
    'error',
    '-show_entries',
    'stream=codec_name,width:packet=codec_type,pts_time',
    '-of',
    'json',
    '-',
  ];
  return JSON.parse(execFileSync('ffprobe', args, { input: bytes }).toString()) as Probed;
}
const codecs = (bytes: Buffer): string[] => probe(bytes).streams.map(({ codec_name: name }) => name);

/** Children of this process that read from their descriptor 3. */
const conversions = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = Number(/^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
        return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('pipe:3');
      } catch {
        return false; // it is gone
      }
    });

test.skipIf(!hasPrograms)('what plays goes by untouched, and costs no program', () => {
  const bytes = made({ audio: 'aac' });
  const { fitting, bytes: got } = fit();
  fitting.push(bytes);
  expect(conversions()).toEqual([]);
  expect(got().equals(bytes)).toBe(true);
});

test('what came before its programme was known is handed on in one piece', () => {
  const parts: number[] = [];
  const fitting: Fitting = new Fitting({
    ...workshopOf(),
    ability: readAbility('aac,h264', '')!,
    onBytes: ({ length }) => parts.push(length),
    onBreak: () => undefined,
    onDrained: () => undefined,
    onFailed: () => undefined,
  });
  const picture = new TransportStream({ video: 'h264' }).next().subarray(2 * PACKET_BYTES); // without its tables
  for (let count = 0; count < 20; count += 1) fitting.push(picture);
  expect(parts).toEqual([]);
  fitting.push(new TransportStream({ video: 'h264' }).next().subarray(0, 2 * PACKET_BYTES));
  expect(parts).toEqual([20 * picture.length + PACKET_BYTES, PACKET_BYTES]);
});

const tablesOf = (video: 'hevc' | 'mpeg2video'): Buffer =>
  new TransportStream({ video }).next().subarray(0, 2 * PACKET_BYTES);

test('what has failed begins nothing more, also where the same piece has another programme', () => {
  const workshop = { ...workshopOf(1), program: () => '/bin/true' };
  const breaks: string[] = [];
  const leave = workshop.seats.take(true);
  const fitting: Fitting = new Fitting({
    ...workshop,
    ability: readAbility('aac,h264', '')!,
    onBytes: () => undefined,
    onBreak: () => breaks.push('break'),
    onDrained: () => undefined,
    onFailed: leave,
  });
  fitting.push(Buffer.concat([tablesOf('mpeg2video'), tablesOf('hevc')]));
  expect(breaks).toEqual([]);
  workshop.seats.take(true)(); // is free
});

test.skipIf(!hasPrograms).each([
  ['mp2', 'libx264', 160],
  ['ac3', 'libx264', 160],
  ['aac', 'libx265', 160],
  ['mp2', 'mpeg2video', 160],
] as const)('%s with %s becomes AAC and H.264, at the same times', async (audio, video, width) => {
  const { fitting, bytes } = fit();
  fitting.push(made({ audio, video }));
  await fitting.finish();
  const { streams, packets } = probe(bytes());
  expect(streams.map(({ codec_name: name }) => name)).toEqual(['h264', 'aac']);
  expect(streams[0]!.width).toBe(width);
  const times = (type: string): number[] =>
    packets.filter((packet) => packet.codec_type === type).map(({ pts_time: time }) => Number(time));
  expect(Math.min(...times('video'))).toBeGreaterThan(999.9);
  expect(Math.min(...times('video'))).toBeLessThan(1_001.6);
  expect(Math.max(...times('video')) - Math.min(...times('video'))).toBeGreaterThan(3.8);
  expect(Math.abs(Math.min(...times('audio')) - Math.min(...times('video')))).toBeLessThan(0.3);
  expect(conversions()).toEqual([]);
});

test.skipIf(!hasPrograms)('another stream in its place is made fit as well, and said to be a break', async () => {
  const { fitting, breaks, size, bytes } = fit();
  const plain = made({ audio: 'aac', seconds: 2 });
  fitting.push(plain);
  expect(size()).toBe(plain.length);
  fitting.push(made({ audio: 'ac3', seconds: 3, firstPid: 0x200, startSeconds: 1_010 }));
  await fitting.finish();
  expect(breaks).toHaveLength(1);
  expect(breaks[0]! - plain.length).toBeLessThan(4 * 188); // tables in front of the one that says so
  expect(codecs(bytes().subarray(breaks[0]))).toEqual(['h264', 'aac']);
});

test.skipIf(!hasPrograms)('a program that is killed is started again, three deaths are the end', async () => {
  const { fitting, breaks, errors, size } = fit();
  const bytes = made({ seconds: 8 });
  fitting.push(bytes);
  for (let deaths = 1; deaths <= 3; deaths += 1) {
    await expect.poll(conversions).toHaveLength(1);
    const [pid] = conversions();
    const before = size();
    process.kill(pid!, 'SIGKILL');
    await expect.poll(() => breaks.length + errors.length).toBe(deaths);
    if (deaths === 3) break;
    fitting.push(bytes);
    await expect.poll(size).toBeGreaterThan(before);
  }
  expect(errors).toMatchObject([{ code: 'upstream.unsupported' }]);
  await expect.poll(conversions).toEqual([]);
});

test.skipIf(!hasPrograms)(
  'pictures are made so many at once, and sound twice as often; who goes makes room',
  async () => {
    const workshop = workshopOf(1);
    const picture = made({ video: 'mpeg2video' });
    const sound = made();
    const [first, second, third, fourth] = [fit({ workshop }), fit({ workshop }), fit({ workshop }), fit({ workshop })];
    first.fitting.push(picture);
    second.fitting.push(picture);
    expect(second.errors).toMatchObject([{ code: 'process.busy' }]);
    third.fitting.push(sound);
    fourth.fitting.push(sound);
    expect([third.errors.length, fourth.errors.length]).toEqual([0, 1]);
    first.fitting.stop();
    const next = fit({ workshop });
    next.fitting.push(picture);
    expect(next.errors).toEqual([]);
  },
);

test('where there is no ffmpeg it is said', async () => {
  const { fitting, errors } = fit({ workshop: { ...workshopOf(), program: () => undefined } });
  fitting.push(made());
  expect(errors).toMatchObject([{ code: 'upstream.unsupported' }]);
});
