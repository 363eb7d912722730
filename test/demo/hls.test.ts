import { createDecipheriv } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { startDemoProvider } from '../../src/demo/provider.ts';
import type { MasterPlaylist, MediaPlaylist } from '../../src/formats/hls/playlist.ts';
import { readPlaylist } from '../../src/formats/hls/read.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { checkTransportStream } from '../fakes/ts-checker.ts';

async function setUp() {
  const clock = createTurnedClock();
  const demo = await startDemoProvider({ clock, log: silentLog });
  onTestFinished(() => demo.stop());
  const at = (path: string): string => new URL(path, demo.pageUrl).href;
  const list = async (path: string): Promise<MediaPlaylist> => {
    return readPlaylist(await (await fetch(at(path))).text(), { url: at(path) }) as MediaPlaylist;
  };
  const press = (channel: number, kind: string): Promise<Response> =>
    fetch(at('/fault'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ channel, kind, seconds: 60 }),
    });
  return { clock, at, list, press };
}

const bytes = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer());

test.each([1, 2])('channel %i as HLS is one stream, segment after segment', async (channel) => {
  const { clock, list } = await setUp();
  const recording: Buffer[] = [];
  let last = -1;
  for (let reload = 0; reload < 6; reload += 1) {
    for (const { sequence, url } of (await list(`/live/${channel}.m3u8`)).segments) {
      if (sequence <= last) continue;
      const segment = await bytes(url);
      const { firstPids, syncErrors } = checkTransportStream(segment);
      expect([firstPids.includes(0), syncErrors]).toEqual([true, 0]);
      recording.push(segment);
      last = sequence;
    }
    clock.advance(2_000);
  }
  expect(recording).toHaveLength(11);
  expect(checkTransportStream(Buffer.concat(recording))).toMatchObject({ continuityErrors: 0, tornBytes: 0 });
});

test('one channel is behind a master playlist and a key', async () => {
  const { at, list } = await setUp();
  const text = await (await fetch(at('/live/10/master.m3u8'))).text();
  const [variant] = (readPlaylist(text, { url: at('/live/10/master.m3u8') }) as MasterPlaylist).variants;
  const { segments } = await list(new URL(variant!.url).pathname);
  const { sequence, url, key } = segments[0]!;
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(sequence, 12);
  const decipher = createDecipheriv('aes-128-cbc', await bytes(key!.url), iv);
  const plain = Buffer.concat([decipher.update(await bytes(url)), decipher.final()]);
  expect(checkTransportStream(plain)).toMatchObject({ syncErrors: 0, tornBytes: 0 });
});

test('faults do to HLS what providers do', async () => {
  const { clock, at, list, press } = await setUp();
  const status = async (path: string): Promise<number> => (await fetch(at(path))).status;
  const before = await list('/live/5.m3u8');
  await press(5, 'stall');
  await list('/live/5.m3u8');
  clock.advance(10_000);
  expect((await list('/live/5.m3u8')).firstSequence).toBe(before.firstSequence);
  await press(5, 'end');
  expect((await list('/live/5.m3u8')).isEnded).toBe(true);
  await press(5, 'refuse');
  expect(await status('/live/5.m3u8')).toBe(403);
  await press(5, 'html');
  expect(await (await fetch(at('/live/5.m3u8'))).text()).toContain('<!DOCTYPE html>');
  await press(5, 'reset');
  await expect(fetch(at('/live/5.m3u8'))).rejects.toThrow('fetch failed');
  await press(5, 'garbage');
  const { segments, firstSequence } = await list('/live/5.m3u8');
  expect(firstSequence).toBe(before.firstSequence + 5);
  expect((await bytes(segments[0]!.url))[0] === 0x47 && (await bytes(segments[0]!.url))[188] === 0x47).toBe(false);
  await press(5, 'none');
  expect((await bytes(segments[0]!.url))[188]).toBe(0x47);
});

test.each(['/live/99.m3u8', '/live/5/1.ts', '/live/5/999999.ts', '/live/5/other.m3u8'])(
  '%s is not there',
  async (path) => {
    const { at } = await setUp();
    expect((await fetch(at(path))).status).toBe(404);
  },
);
