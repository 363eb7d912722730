import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { readPlaylist } from '../../../src/formats/hls/read.ts';
import type { MasterPlaylist, MediaPlaylist } from '../../../src/formats/hls/playlist.ts';
import { sleep } from '../../../src/kernel/clock.ts';
import { printChannelId } from '../../../src/model/ids.ts';
import type { Viewer } from '../../../src/streaming/sink.ts';
import { createHlsOutput, type HlsWay } from '../../../src/outputs/hls/hls.ts';
import { createFastClock } from '../../fakes/fast-clock.ts';
import { ask, startLanListener } from '../../fakes/lan-listener.ts';
import { channelOf, lineupOf } from '../../fakes/lineup-of.ts';
import { checkTransportStream } from '../../fakes/ts-checker.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';
import { startTsServer, type TsServer } from '../../fakes/ts-server.ts';
import { workshopOf } from '../../fakes/workshop.ts';
import { onAir } from '../../streaming/on-air.ts';

/** How clients are served that are not served as everybody. */
const WAYS: Readonly<Record<string, HlsWay>> = {
  'Old TV': { viewerProfile: 'ffmpeg-transcode' },
  'Box/1': { url: 'http://provider.test/1.m3u8' },
};
const SPEED = 20;
const [ONE, TWO] = [channelOf('1', 'One', { catchupDays: 1 }), channelOf('2', 'Two')];
const ID = printChannelId(ONE.id);

let server: TsServer | undefined;
afterEach(() => server?.close());

interface Home {
  /** Bytes per second of a viewer. */
  readonly rateOf?: (viewer: Viewer) => number | null;
  readonly maxBytes?: number;
  /** No time passes but in the video, which the test sends itself. */
  readonly byHandAfter?: number;
  readonly hasSlices?: boolean;
}

async function setUp({ maxBytes = 1e9, byHandAfter, hasSlices = true, rateOf }: Home = {}) {
  const isByHand = byHandAfter !== undefined;
  server = await startTsServer({ speed: SPEED, ...(isByHand && { byHandAfter }) });
  const clock = isByHand ? createTurnedClock() : createFastClock(SPEED);
  const air = onAir(server, { stall_seconds: isByHand ? 60 : 10, first_byte_seconds: 5 }, rateOf && { rateOf });
  const output = createHlsOutput({
    hasSlices: () => hasSlices,
    lineup: () => lineupOf([ONE, TWO]),
    hub: air.hub,
    wayOf: (_, { userAgent }) => WAYS[userAgent],
    clock,
    maxBytes,
    workshop: workshopOf(),
    isFull: () => false,
  });
  onTestFinished(async () => {
    await output.stop?.();
    await air.hub.stop();
  });
  const { url } = await startLanListener([output]);
  return { url, air, server, entry: `${url}/stream/${ID}.m3u8` };
}

async function enter(entry: string, userAgent = 'Browser/1'): Promise<string> {
  const { status, text } = await ask(entry, { 'user-agent': userAgent });
  expect(status).toBe(200);
  return (readPlaylist(text, { url: entry }) as MasterPlaylist).variants[0]!.url;
}

async function load(list: string): Promise<MediaPlaylist> {
  return readPlaylist((await ask(list)).text, { url: list }) as MediaPlaylist;
}

const viewers = ({ hub }: ReturnType<typeof onAir>) => hub.sessions().flatMap((session) => session.viewers);
const pause = (seconds: number): Promise<void> => sleep(createFastClock(SPEED), seconds * 1_000);

describe('a player', () => {
  test('gets a list to begin with, and segment after segment without a gap', async () => {
    const { entry, server: provider } = await setUp({ byHandAfter: 16 });
    const list = await enter(entry);
    const got = new Map<number, Buffer>();
    const sequences: number[] = [];
    let aheadSeconds = 16; // sent and not seen yet: a list is twelve seconds long, and a machine may be slow
    while (got.size < 15) {
      const { segments, firstSequence, targetSeconds } = await load(list);
      expect(targetSeconds).toBe(4);
      sequences.push(firstSequence);
      for (const { sequence, url, seconds } of segments) {
        expect(Math.round(seconds)).toBeLessThanOrEqual(targetSeconds);
        if (got.has(sequence)) continue;
        got.set(sequence, (await ask(url)).body);
        aheadSeconds -= seconds;
      }
      if (aheadSeconds < 8) {
        provider.send(2);
        aheadSeconds += 2;
      }
      await pause(0.2);
    }
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    expect([...got.keys()]).toEqual(Array.from({ length: got.size }, (_, index) => sequences[0]! + index));
    const { pictures, ...whole } = checkTransportStream(Buffer.concat([...got.values()]));
    expect(whole).toMatchObject({ continuityErrors: 0, tornPictures: 0, stepsBack: 0, beginsAtKeyFrame: true });
    expect(pictures.length).toBeGreaterThan(300);
    expect(pictures).toEqual(pictures.map((_, index) => pictures[0]! + index));
  });

  test('waits for three segments, and finds a window of three target durations later', async () => {
    const { entry } = await setUp();
    const list = await enter(entry);
    expect((await load(list)).segments.length).toBeGreaterThanOrEqual(3);
    for (let wait = 0; wait < 15; wait += 1) {
      await pause(1);
      await load(list);
    }
    const { segments, targetSeconds } = await load(list);
    expect(segments.reduce((sum, { seconds }) => sum + seconds, 0)).toBeGreaterThanOrEqual(3 * targetSeconds);
    expect(segments.length).toBeLessThanOrEqual(12);
  });

  test('may still fetch what has left the list', async () => {
    const { entry } = await setUp();
    const list = await enter(entry);
    const old = (await load(list)).segments[0]!;
    let first = old.sequence;
    while (first <= old.sequence) {
      await pause(1);
      first = (await load(list)).firstSequence;
    }
    expect((await ask(old.url)).status).toBe(200);
    for (let wait = 0; wait < 40; wait += 1) {
      await pause(1);
      await load(list);
    }
    expect((await ask(old.url)).status).toBe(404);
  });

  test('is one viewer with address and program, however often it asks', async () => {
    const { entry, air } = await setUp();
    const list = await enter(entry);
    const { segments } = await load(list);
    const { body } = await ask(segments[0]!.url);
    await expect.poll(() => viewers(air)[0]?.bytes_sent).toBe(body.length);
    expect(viewers(air)).toMatchObject([{ address: '127.0.0.1', user_agent: 'Browser/1', via: 'hls' }]);
    expect(air.hub.figures()).toMatchObject({ viewers: 1, sessions: 1, bytes_sent: body.length });
  });

  test('with a rate gets segments no faster, and holds up nobody', async () => {
    let rate: number | null = 1_000;
    const rateOf = ({ userAgent }: Viewer): number | null => (userAgent === 'Slow/1' ? rate : null);
    const { entry, air } = await setUp({ rateOf });
    const list = await enter(entry, 'Slow/1'); // the first: the channel is read on its behalf
    const { segments } = await load(list);
    const slow = segments.map(({ url }) => ask(url, { 'user-agent': 'Slow/1' }));
    const others = await load(await enter(entry));
    const whole = await Promise.all(others.segments.map(({ url }) => ask(url)));
    const bytes = whole.reduce((sum, { body }) => sum + body.length, 0);
    const held = (): number => viewers(air).find(({ user_agent }) => user_agent === 'Slow/1')!.bytes_sent;
    expect(held()).toBeGreaterThan(0);
    expect(held()).toBeLessThan(bytes / 2);
    rate = null;
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(segments.map(() => 200));
  });

  test('shares the segments and the connection with the others', async () => {
    const { entry, air, server: provider } = await setUp();
    const lists = await Promise.all([enter(entry), enter(entry), enter(entry)]);
    expect(new Set(lists).size).toBe(3);
    expect(viewers(air)).toHaveLength(3);
    expect(provider.peak).toBe(1);
  });

  test('has left when it has not asked for a while; then nothing is left of the channel', async () => {
    const { entry, air, server: provider } = await setUp();
    await enter(entry);
    await pause(4);
    expect(viewers(air)).toHaveLength(1);
    await expect.poll(() => air.hub.sessions()).toEqual([]);
    await expect.poll(() => provider.connections).toBe(0);
  });

  test('that comes back finds its list again, further on and marked as a break', async () => {
    const { entry, air } = await setUp();
    const list = await enter(entry);
    const before = await load(list);
    const [session] = air.hub.sessions();
    air.hub.endSession(session!.channel_id);
    const after = await load(list);
    expect(after.firstSequence).toBeGreaterThanOrEqual(before.firstSequence + before.segments.length);
    expect(after.segments[0]?.isBreak).toBe(true);
    expect((await ask(after.segments[0]!.url)).status).toBe(200);
  });

  test('that a person has ended does not come back by itself', async () => {
    const { entry, air } = await setUp();
    const list = await enter(entry);
    await enter(entry);
    expect(air.hub.endViewer(viewers(air)[0]!.id)).toBe(true);
    const { status, headers } = await ask(list);
    expect([status, headers['x-masthead-error']]).toEqual([503, 'viewer.ended']); // not by its provider
    expect(viewers(air)).toHaveLength(1);
  });

  test('that goes on to another channel is soon gone from the first', async () => {
    const { entry, url, air } = await setUp();
    await enter(entry);
    await enter(`${url}/stream/${printChannelId(TWO.id)}.m3u8`);
    await pause(8);
    await expect.poll(() => viewers(air).length).toBe(1);
    expect(air.hub.sessions().map((session) => session.channel_id)).toEqual([TWO.id]);
  });

  test('whose kind of device is to have another stream has one of its own', async () => {
    const { entry, air } = await setUp();
    await enter(entry);
    const list = await enter(entry, 'Old TV');
    expect(air.hub.sessions().map(({ viewers: there }) => there.length)).toEqual([1, 1]);
    const { text } = await ask(list, { 'user-agent': 'Old TV' });
    const { segments } = readPlaylist(text, { url: list }) as MediaPlaylist;
    expect((await ask(segments[0]!.url, { 'user-agent': 'Old TV' })).status).toBe(200);
  });

  test('takes its login along into every address', async () => {
    const { entry } = await setUp();
    const list = await enter(`${entry}?token=a%2Fb`);
    expect(list).toContain('?token=a%2Fb');
    expect((await load(list)).segments[0]?.url).toContain('.ts?token=a%2Fb');
  });
});

test('lists are not kept, segments may be, and neither says that pages of other origins may read it', async () => {
  const { entry } = await setUp();
  const list = await enter(entry);
  const segment = (await load(list)).segments[0]!.url;
  for (const url of [entry, list]) {
    expect((await ask(url)).headers).toMatchObject({
      'content-type': 'application/vnd.apple.mpegurl',
      'cache-control': 'no-cache, no-store',
    });
  }
  const { headers, body } = await ask(segment);
  expect(headers).toMatchObject({ 'content-type': 'video/mp2t', 'cache-control': 'private, max-age=60' });
  expect(headers).not.toHaveProperty('access-control-allow-origin');
  expect(headers['content-length']).toBe(String(body.length));
});

test('a client that is redirected goes to the provider; a page cannot, and is served from here', async () => {
  const { entry, air } = await setUp();
  const headers = { 'user-agent': 'Box/1' };
  const { status, headers: said } = await ask(entry, headers);
  expect([status, said.location]).toEqual([302, 'http://provider.test/1.m3u8']);
  expect(viewers(air)).toEqual([]);
  const page = await ask(entry, { ...headers, 'sec-fetch-dest': 'empty' });
  expect([page.status, viewers(air).length]).toEqual([200, 1]);
});

test('HEAD costs nothing', async () => {
  const { entry, url, air } = await setUp();
  const client = 'a'.repeat(22);
  for (const path of [entry, `${url}/stream/${ID}/${client}/live.m3u8`, `${url}/stream/${ID}/${client}/1.ts`]) {
    expect((await ask(path, {}, 'HEAD')).status).toBe(200);
  }
  expect(air.hub.sessions()).toEqual([]);
});

test('what is not there is 404, without a body', async () => {
  const { entry, url } = await setUp();
  const list = await enter(entry);
  const client = 'a'.repeat(22);
  const paths = [
    '/stream/c00000000000.m3u8',
    '/stream/x.m3u8',
    `/stream/${ID}/short/live.m3u8`,
    `/stream/${ID}/${client}/1.ts`,
    `/stream/${ID}/${client}/999999999999999.ts`,
    `/stream/c00000000000/${client}/live.m3u8`,
  ];
  const missing = list.replace('live.m3u8', '1.ts');
  for (const path of [...paths.map((one) => url + one), missing]) {
    const { status, body } = await ask(path);
    expect([path, status, body.length]).toEqual([path, 404, 0]);
  }
});

test('a channel without a picture is 503, without a body', async () => {
  const { entry, server: provider, air } = await setUp();
  provider.answer = 404;
  const { status, body } = await ask(entry);
  expect([status, body.length]).toEqual([503, 0]);
  expect(viewers(air)).toEqual([]);
});

test('memory is bounded: what is not listed goes first', async () => {
  const { entry } = await setUp({ maxBytes: 1 });
  const list = await enter(entry);
  for (let wait = 0; wait < 25; wait += 1) {
    await pause(1);
    await load(list);
  }
  const { segments, firstSequence } = await load(list);
  expect(segments.length).toBeGreaterThanOrEqual(6);
  expect((await ask(list.replace('live.m3u8', `${firstSequence - 12}.ts`))).status).toBe(404);
});

test('the past of an archive that knows a start only is a list of one part, never what is on now', async () => {
  const { entry } = await setUp({ hasSlices: false });
  const utc = Math.floor(Date.now() / 1_000) - 3_600;
  const { text } = await ask(`${entry}?utc=${utc}`);
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([`${ID}.ts?utc=${utc}`]);
  expect(text).toContain('#EXT-X-ENDLIST');
});
