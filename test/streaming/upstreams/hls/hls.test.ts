import { describe, expect, test } from 'vitest';
import { createHttpTs } from '../../../../src/streaming/upstreams/http-ts.ts';
import type { StreamSource } from '../../../../src/model/stream.ts';
import { fairMs } from '../../../fakes/fast-clock.ts';
import type { HlsOrigin, HlsOriginOptions } from '../../../fakes/hls-origin.ts';
import { closeAfterEach, dial, isGapless, kindWith, origin, SPEED } from './dialling.ts';

closeAfterEach();

/** Resolves when the list was asked for twice more: by the player's own time, so that a loaded machine does not matter. */
async function asksAgain(server: HlsOrigin): Promise<void> {
  const asked = (): number => server.requests.filter(({ path }) => path.startsWith('/live')).length;
  const before = asked();
  await expect.poll(asked, { interval: 5 }).toBeGreaterThanOrEqual(before + 2);
}

describe('a live playlist', () => {
  test('is played from three target durations before its end, without a gap', async () => {
    const server = await origin();
    server.isFrozen = true;
    const [, first] = /picture-0-(\d+)/.exec(await (await fetch(`${server.url}/live.m3u8`)).text()) ?? [];
    const dialled = dial(`${server.url}/live.m3u8`);
    await dialled.pictures(1);
    server.isFrozen = false;
    const pictures = await dialled.pictures(300);
    expect(pictures[0]).toBe((Number(first) + 2) * 48);
    expect(isGapless(pictures)).toBe(true);
    expect(dialled.read()).toMatchObject({ continuityErrors: 0, stepsBack: 0, tornPictures: 0, syncErrors: 0 });
  });

  test('goes out at its own pace, after a burst', async () => {
    const server = await origin({ window: 30, isVod: true });
    const dialled = dial(`${server.url}/live.m3u8`);
    await dialled.pictures(1);
    const fromMs = fairMs();
    const seconds = (): number => ((fairMs() - fromMs) / 1_000) * SPEED;
    const first = (await dialled.pictures(60)).length;
    expect(first - 25 * 1.3 * seconds()).toBeLessThan(150);
    const pictures = await dialled.pictures(400);
    expect((pictures.length - first) / 25 / seconds()).toBeLessThan(1.3);
  });

  test('ends with its end, after everything has been shown', async () => {
    const server = await origin({ window: 3, isVod: true });
    const dialled = dial(`${server.url}/live.m3u8`);
    expect(await dialled.upstream.over).toMatchObject({ code: 'upstream.ended', retryable: true });
    expect(dialled.read().pictures).toEqual(Array.from({ length: 144 }, (_, index) => index));
  });

  test('keeps its connection, and has none after it is closed', async () => {
    const server = await origin();
    const dialled = dial(`${server.url}/live.m3u8`);
    await dialled.pictures(200);
    expect(server.connections).toBe(1);
    await dialled.upstream.close();
    await expect.poll(() => server.connections).toBe(0);
    const asked = server.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.requests).toHaveLength(asked);
  });

  test('that stands still for a while costs nothing, as long as there is something in store', async () => {
    const server = await origin();
    const dialled = dial(`${server.url}/live.m3u8`);
    await dialled.pictures(60);
    server.isFrozen = true;
    await asksAgain(server);
    server.isFrozen = false;
    expect(isGapless(await dialled.pictures(500))).toBe(true);
  });

  test('that is refused for a while costs nothing either', async () => {
    const server = await origin();
    const dialled = dial(`${server.url}/live.m3u8`);
    await dialled.pictures(60);
    server.refuse = { path: /live/, status: 403 };
    await asksAgain(server);
    server.refuse = undefined;
    expect(isGapless(await dialled.pictures(500))).toBe(true);
  });

  test('that breaks off is shown to its end before', async () => {
    const server = await origin();
    const dialled = dial(`${server.url}/live.m3u8`);
    await dialled.pictures(60);
    server.refuse = { path: /picture/, status: 403 };
    const fetched = server.requests.filter(({ path }) => path.includes('picture')).length;
    expect((await dialled.upstream.over).code).toBe('upstream.refused');
    expect(dialled.read().pictures.length).toBeGreaterThanOrEqual((fetched - 1) * 48);
  });

  test('that stands still for three target durations is stalled', async () => {
    const server = await origin();
    const dialled = dial(`${server.url}/live.m3u8`);
    await dialled.pictures(60);
    server.isFrozen = true;
    expect(await dialled.upstream.over).toMatchObject({ code: 'upstream.stalled', retryable: true });
    expect(dialled.upstream.stallAfterMs).toBe(3_000);
  });

  test('that is refused later is gone, and dialling anew goes on after what was shown', async () => {
    const server = await origin({ window: 20 });
    const kind = kindWith();
    const first = dial(`${server.url}/live.m3u8`, { kind });
    await first.pictures(200);
    server.refuse = { path: /live/, status: 403 };
    expect(await first.upstream.over).toMatchObject({ code: 'upstream.ended', retryable: true });
    server.refuse = undefined;
    const shown = first.read().pictures;
    const again = await dial(`${server.url}/live.m3u8`, { kind }).pictures(100);
    expect(again[0]! - shown.at(-1)!).toBeGreaterThan(0);
    expect(again[0]! - shown.at(-1)!).toBeLessThan(2 * 48);
  });

  test('whose encoder starts anew goes on with a break', async () => {
    const server = await origin();
    const dialled = dial(`${server.url}/live.m3u8`);
    await dialled.pictures(200);
    server.restart();
    await expect.poll(() => dialled.breaks.length).toBe(1);
    await dialled.pictures(dialled.read().pictures.length + 100);
  });

  test('tells where it is discontinuous', async () => {
    const server = await origin();
    const dialled = dial(`${server.url}/live.m3u8`);
    await dialled.pictures(100);
    server.restart('announced');
    await expect.poll(() => dialled.breaks.length).toBe(1);
    expect((dialled.breaks[0]! + 1) % 48).toBe(0);
  });

  test('leaves out a segment that is missing', async () => {
    const server = await origin({ window: 20 });
    const dialled = dial(`${server.url}/live.m3u8`);
    const [first = 0] = await dialled.pictures(1);
    const missing = first / 48 + 6;
    server.refuse = { path: new RegExp(`picture-0-${missing}\\.`), status: 404 };
    const pictures = await dialled.pictures(400);
    expect(pictures.filter((number) => number >= missing * 48 && number < (missing + 1) * 48)).toEqual([]);
    expect(pictures).toContain((missing + 1) * 48);
    expect(dialled.breaks).toEqual([missing * 48 - 1]);
    expect(dialled.upstream.messages?.join()).toContain('left out');
  });

  test('fetches the rest of a segment that broke off', async () => {
    const server = await origin();
    server.cutNext();
    const dialled = dial(`${server.url}/live.m3u8`);
    const pictures = await dialled.pictures(200);
    expect(isGapless(pictures)).toBe(true);
    expect(dialled.read()).toMatchObject({ continuityErrors: 0, tornPictures: 0 });
  });

  test('fetches no more ahead than there is room for', async () => {
    const server = await origin({ window: 30, isVod: true, stream: { pictureBytes: 8_000 } });
    const dialled = dial(`${server.url}/live.m3u8`, { kind: kindWith({ buffer_mebibytes: 1 }) });
    await dialled.pictures(300);
    const fetched = server.requests.filter(({ path }) => path.includes('picture')).length;
    expect(fetched - dialled.read().pictures.length / 48).toBeLessThan(5); // three of them are a mebibyte
  });
});

describe('the habits of the field', () => {
  const habits: [string, HlsOriginOptions][] = [
    ['encrypted segments', { isEncrypted: true }],
    ['ranges of a larger file', { isRanged: true }],
    ['ranges that the server does not know', { isRanged: true, ignoresRanges: true }],
    ['encrypted ranges', { isEncrypted: true, isRanged: true }],
    ['segments that say they are pictures', { disguise: 'png' }],
    ['zipped segments', { disguise: 'gzip' }],
    ['zipped and encrypted segments', { disguise: 'gzip', isEncrypted: true }],
    ['cookies', { hasCookies: true, isEncrypted: true }],
    ['addresses that are signed anew with each reload', { isSigned: true }],
    ['segments that redirect', { redirectsTo: '' }],
    ['packets of 4 picture types in HEVC', { stream: { video: 'hevc' } }],
  ];
  test.each(habits)('%s are one gapless stream', async (_, options) => {
    const server = await origin(options);
    const dialled = dial(`${server.url}/live.m3u8`);
    expect(isGapless(await dialled.pictures(200))).toBe(true);
    expect(dialled.read()).toMatchObject({ continuityErrors: 0, stepsBack: 0, tornPictures: 0, syncErrors: 0 });
  });

  test('headers go with playlists, keys and segments alike', async () => {
    const server = await origin({ isEncrypted: true, redirectsTo: '' });
    await dial(`${server.url}/master.m3u8`).pictures(60);
    expect(new Set(server.requests.map(({ path }) => path.replace(/[\d?].*/, '')))).toEqual(
      new Set(['/master.m', '/live.m', '/key', '/picture-', '/edge/picture-']),
    );
    for (const { headers } of server.requests) {
      expect(headers).toMatchObject({ 'user-agent': 'Box/1', referer: 'http://portal.example/' });
    }
    expect(server.requests.filter(({ path }) => path.startsWith('/key'))).toHaveLength(1);
  });

  test('separate sound is put into the picture’s stream', async () => {
    const server = await origin({ sound: { audioPid: 0x100 }, stream: { audioPid: 0x102 } });
    const dialled = dial(`${server.url}/master.m3u8`);
    expect(isGapless(await dialled.pictures(200))).toBe(true);
    expect(dialled.read()).toMatchObject({ continuityErrors: 0, tornPictures: 0, stepsBack: 0 });
    expect(server.requests.some(({ path }) => path.startsWith('/sound-0-'))).toBe(true);
  });

  test('the best variant within the limit is taken', async () => {
    const server = await origin();
    server.refuse = { path: /small/, status: 404 };
    await dial(`${server.url}/master.m3u8`).pictures(1);
    expect(server.requests.map(({ path }) => path)).not.toContain('/small.m3u8');
    const limited = dial(`${server.url}/master.m3u8`, { kind: kindWith({ max_height: 20 }) });
    await limited.pictures(1);
    expect(server.requests.map(({ path }) => path)).toContain('/small.m3u8');
  });

  test('an address that does not look like one is handed over by who dialled it', async () => {
    const server = await origin();
    const dialled = dial(`${server.url}/stream?id=7`, { kind: createHttpTs(kindWith()) });
    expect(isGapless(await dialled.pictures(100))).toBe(true);
    expect(dialled.upstream.stallAfterMs).toBe(3_000);
    await dialled.upstream.close();
    await expect.poll(() => server.connections).toBe(0);
  });
});

const accepts = (url: string): boolean => kindWith().accepts({ url } as StreamSource);

test('an address is recognised by what it ends in or asks for', () => {
  for (const url of ['a.m3u8', 'a.M3U8?x=1', 'a?type=m3u8', 'a?x=1&output=hls'])
    expect(accepts(`http://h/${url}`)).toBe(true);
  for (const url of ['http://h/a.ts', 'http://h/a?u=x.m3u8y', 'udp://h/a.m3u8', 'file:///a.m3u8', 'x.m3u8']) {
    expect(accepts(url)).toBe(false);
  }
});
