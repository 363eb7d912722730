// What real decoders make of a channel whose upstream changes, falls silent and comes back.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodedStream, type EncodedStreamOptions } from '../fakes/encoded-stream.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { checkTransportStream } from '../fakes/ts-checker.ts';
import { harbour, lighthouse } from '../fakes/two-upstreams.ts';
import { splicing } from '../streaming/splicing.ts';
import { isInstalled } from './networks.ts';
import { run } from './programs.ts';

const hasFfmpeg = isInstalled('ffmpeg') && isInstalled('ffprobe');

type Air = ReturnType<typeof splicing>;

/** In real time. The last bytes are missing, so that a picture is torn. */
function play(air: Air, bytes: Buffer, seconds: number, missingBytes = 1_000): void {
  const gate = air.upstream();
  const pieces = seconds * 10;
  const last = bytes.length - missingBytes;
  for (let piece = 0; piece < pieces; piece += 1) {
    gate.push(Buffer.from(bytes.subarray((last / pieces) * piece, (last / pieces) * (piece + 1))));
    air.clock.advance(100);
  }
  gate.close();
}

function save(recording: Buffer): string {
  const file = join(temporaryFolder(), 'recording.mpegts');
  writeFileSync(file, recording);
  return file;
}

/** Widths of the decoded pictures, in the order in which they changed, and how many there were of each. */
async function pictures(file: string): Promise<{ widths: number[]; counts: number[] }> {
  const frames = ['-select_streams', 'v', '-show_entries', 'frame=width', '-of', 'csv=p=0'];
  const { stdout } = await run('ffprobe', ['-v', 'quiet', ...frames, file]);
  const widths: number[] = [];
  const counts: number[] = [];
  for (const line of stdout.split('\n').filter(Boolean)) {
    const width = Number.parseInt(line, 10);
    if (widths.at(-1) !== width) counts[widths.push(width) - 1] = 0;
    counts[widths.length - 1]! += 1;
  }
  return { widths, counts };
}

/** What ffmpeg complains of when it decodes everything; a picture and a frame of sound torn at a seam are none of it. */
async function complaints(file: string, maps: readonly string[] = []): Promise<string[]> {
  const decode = ['-fps_mode', 'passthrough', '-enc_time_base', '-1', '-f', 'null', '-'];
  const { stderr } = await run('ffmpeg', ['-nostdin', '-hide_banner', '-v', 'warning', '-i', file, ...maps, ...decode]);
  return stderr
    .split('\n')
    .filter(
      (line) =>
        line !== '' && !/decoding MB|concealing|corrupt decoded frame|cabac|aac @|decoding stream #0:1/.test(line),
    );
}

const base: EncodedStreamOptions = {
  video: 'libx264',
  audio: 'aac',
  size: '320x180',
  picturesPerSecond: 25,
  picturesPerGroup: 25,
  seconds: 5,
  firstPid: 0x100,
  startSeconds: 100,
};

test.runIf(hasFfmpeg).each(['libx264', 'libx265', 'mpeg2video'] as const)(
  'a recording across two sources of %s decodes as one stream, without a complaint',
  async (video) => {
    const air = splicing();
    play(air, encodedStream({ ...base, video }), 5);
    air.silence(400);
    const other = { video, size: '480x270', picturesPerSecond: 30, picturesPerGroup: 15, firstPid: 0x30 };
    play(air, encodedStream({ ...base, ...other, startSeconds: 95_000, hasOpenGroups: true }), 5);
    const file = save(air.recording());
    expect(await complaints(file)).toEqual([]);
    const { widths, counts } = await pictures(file);
    expect(widths).toEqual([320, 480]);
    expect(counts[0]).toBeGreaterThan(110);
    expect(counts[1]).toBeGreaterThan(115);
    const streams = await run('ffprobe', ['-v', 'quiet', '-show_entries', 'stream=id', '-of', 'csv=p=0', file]);
    expect(new Set(streams.stdout.split('\n').filter(Boolean)).size).toBe(2);
  },
);

test.runIf(hasFfmpeg)(
  'where the sound changes its codec the picture goes on, and the sound comes back with it',
  async () => {
    const air = splicing();
    play(air, harbour.between(0, 5_300), 5.3);
    air.silence(500);
    play(air, lighthouse.between(2_300, 8_300), 6);
    air.silence(500);
    play(air, harbour.between(90_005_500, 90_012_000), 6.5, 0);
    const file = save(air.recording());
    expect(await complaints(file, ['-map', '0:v', '-map', '0:a:0'])).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/non.monoton/i)]),
    );
    expect((await pictures(file)).widths).toEqual([640, 480, 640]);
  },
);

test.runIf(hasFfmpeg)('a slate is seen while nothing comes, in a stream that goes on evenly', async () => {
  const air = splicing();
  play(air, encodedStream(base), 5);
  air.silence(5_000);
  play(air, encodedStream({ ...base, firstPid: 0x40, startSeconds: 7 }), 5, 0);
  const recording = air.recording();
  const file = save(recording);
  expect(checkTransportStream(recording)).toMatchObject({ continuityErrors: 0, stepsBack: 0, jumps: 0, breaks: 2 });
  expect(await complaints(file)).toEqual([]);
  const { widths, counts } = await pictures(file);
  expect(widths).toEqual([320, 1_280, 320]);
  expect(counts[1]).toBeGreaterThan(120); // 5 s, as long as nothing came
  expect(counts[1]).toBeLessThan(140);
});
