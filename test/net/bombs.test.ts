// What unfolds to far more than it weighs is refused while it unfolds, whoever reads it.

import { createGzip, gzipSync, inflateSync } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { unwrapped } from '../../src/net/body.ts';

const MEBIBYTE = 1_048_576;

/** 64 MiB of nothing as xz (`xz -1`), which is mostly the same itself: deflated. */
const XZ_BOMB = inflateSync(
  Buffer.from(
    [
      'eNr7a14VEcXAwJipdM+MiUGRUYCBgWFFQV/b//+CjDmxDAz5f///X7z9v7udh2iRZWLgjkkazxa3sf9890Su6bL+USsbRu+NdSe7',
      'unz1F/PerF/2uEdZMPhBpMTR0q5H5T+2TannyTpwr8Qz5dHLmOBNLDe+u/CsjufNdXv59HBZx/Zp4Wu2+T7MlM3/7d0hkON0usM+',
      'hqH/gt96NY0phfK2/SoPC+YtV45/o3G69eLUGV11WhM/qZd+lzzANsN3xt8b669O4D+iGvzj60QzQ9alG97lHyzwdee5OFFw1doE',
      '2V3nNqpLxES2vUwLitj3smxN5JOn0awcP4/fWvvnd5B2yVm5aAWnn3eDbX9opnBaN5zWyrm/1frDkb168av47bzTnCYI8/0XmPyj',
      'sCLyB/fZ/1M13PhX/qm593uWgV7Ygf7Wz82NB1KpbPUeD/VnEfP/CzBqM7wpDl7+d9+6GkOp+dt7DfNGThiQZnUgv/2m0QAbDbDR',
      'ABsNsNEAGw2w0QAbDbDRABsNsNEAGw2w0QAbDbDRABsNsNEAGw2w0QAbDbDRABsNsNEAGw2w0QAbDbDRABsNsNEAGw2w0QAbDbDR',
      'ABsNsNEAG6gAa5C9x8DG8Prh+Uh1BgaGtwavNzEw/vdpaGhQSLwvvM3OgLebCSjOwBgZBQCqn24G',
    ].join(''),
    'base64',
  ),
);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** So many bytes that are all the same, as gzip. */
async function zeros(mebibytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const block = Buffer.alloc(MEBIBYTE);
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (chunks.push(chunk), done()) });
  await pipeline(Readable.from(Array.from({ length: mebibytes }, () => block)), createGzip(), sink);
  return Buffer.concat(chunks);
}

async function unfolded(bytes: Uint8Array): Promise<{ readonly count: number; readonly code: string }> {
  let count = 0;
  try {
    for await (const chunk of unwrapped(once(bytes))) count += chunk.byteLength;
  } catch (error) {
    return { count, code: (error as { code: string }).code };
  }
  return { count, code: '' };
}

test('a gzip bomb of 200 MiB goes off long before', async () => {
  const { count, code } = await unfolded(await zeros(200));
  expect(code).toBe('format.too-large');
  expect(count).toBeLessThan(64 * MEBIBYTE);
});

test('a bomb inside a bomb is measured by what came', async () => {
  const bomb = gzipSync(await zeros(100));
  expect(bomb.length).toBeLessThan(2_000);
  expect((await unfolded(bomb)).code).toBe('format.too-large');
});

test('an xz bomb is refused, too: 64 MiB of nothing in 10 KiB', async () => {
  const { count, code } = await unfolded(XZ_BOMB);
  expect([code, count <= 32 * MEBIBYTE]).toEqual(['format.too-large', true]);
});

test('a long list that says much the same again and again is none', async () => {
  const line = Buffer.from('#EXTINF:-1 tvg-id="news.de" group-title="News",News\nhttp://x/live/a/b/1.ts\n');
  const list = Buffer.concat(
    Array.from({ length: 500_000 }, (_, index) => Buffer.concat([line, Buffer.from(String(index * 7_919))])),
  );
  expect(list.length).toBeGreaterThan(32 * MEBIBYTE);
  expect(await unfolded(gzipSync(list))).toEqual({ count: list.length, code: '' });
});

test('little of anything is no bomb', async () => {
  expect(await unfolded(await zeros(20))).toEqual({ count: 20 * MEBIBYTE, code: '' });
});
