// What every output promises, whatever it shows: held against each route of each of them.

import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import type { DeviceId } from '../../src/model/device-id.ts';
import { emptyLineup, type LineupSnapshot } from '../../src/model/channel.ts';
import { noFavourites } from '../../src/model/favourite.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { printChannelId } from '../../src/model/ids.ts';
import { Tuners } from '../../src/outputs/hdhomerun/tuners.ts';
import { createHdhomerunOutput } from '../../src/outputs/hdhomerun/hdhomerun.ts';
import { createHlsOutput } from '../../src/outputs/hls/hls.ts';
import { createM3uOutput } from '../../src/outputs/m3u/m3u.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { addTuner, copyStream } from '../fakes/jellyfin.ts';
import { ask, openStream, startLanListener } from '../fakes/lan-listener.ts';
import { channelOf, lineupOf } from '../fakes/lineup-of.ts';
import { workshopOf } from '../fakes/workshop.ts';
import { createPlayer, type FakePlayer } from '../fakes/player.ts';

const HOSTILE = ['5 USA', 'A, B', 'Say "Hi"', 'ÄÖ & <x>', 'a\r\n#EXTM3U', '{utc}|User-Agent=x', '\u0000\ud800', '   '];
const CHANNELS = HOSTILE.map((name, place) =>
  channelOf(place === 0 ? '5.1' : String(place + 10), name, {
    group: place < 2 ? 'News & "more"' : 'Rest',
    logoUrl: place === 0 ? 'http://provider/logo.png' : '',
  }),
);
const LINEUP = lineupOf(CHANNELS);
const [FIRST] = CHANNELS;
const FIRST_ID = FIRST ? printChannelId(FIRST.id) : '';

const LISTS = ['/lineup.json', '/lineup.xml', '/lineup.m3u', '/playlist.m3u', '/playlist.m3u?group=Rest'];
const PAGES = ['/discover.json', '/device.xml', '/capability', '/lineup_status.json', '/status.json', ...LISTS];
const STREAMS = ['/auto/v5.1', '/tuner0/v5.1', `/stream/${FIRST_ID}.ts`];

interface Setup {
  readonly url: string;
  readonly player: FakePlayer;
  readonly exhausted: readonly string[];
  readonly publish: (lineup: LineupSnapshot) => void;
}

const playFile = () => Promise.resolve(new Response(null, { status: 404 }));

async function setUp(lineup = LINEUP, baseUrl = ''): Promise<Setup> {
  const player = createPlayer();
  const exhausted: string[] = [];
  let published = lineup;
  const shared = { lineup: () => published, play: player.play, playFile, clock: createTurnedClock(), baseUrl };
  const { url } = await startLanListener([
    createHdhomerunOutput({
      ...shared,
      settings: () => defaultSettings,
      onSettingsChanged: () => () => undefined,
      identity: { device_id: '10500009' as DeviceId, uuid: 'a8d1c1b0-0000-4000-8000-000000000000', signing_key: '' },
      tuners: new Tuners(createTurnedClock(), () => 2),
      tunerCount: () => 2,
      onExhausted: (channel) => exhausted.push(channel.name),
      lanPort: () => 0,
      isDiscoverable: false,
      clock: createTurnedClock(),
      log: silentLog,
    }),
    createM3uOutput({
      ...shared,
      favouritesOf: () => noFavourites,
      library: { title: () => undefined, episodes: () => [], state: { revision: '' } },
    }),
    createHlsOutput({
      hasSlices: () => true,
      lineup: () => published,
      hub: player.hub,
      wayOf: () => undefined,
      workshop: workshopOf(),
      clock: createTurnedClock(),
      maxBytes: 1e6,
      isFull: () => false,
    }),
  ]);
  return { url, player, exhausted, publish: (next) => (published = next) };
}

describe.each(PAGES)('%s', (path) => {
  test('HEAD has the headers of GET', async () => {
    const { url } = await setUp();
    const [get, head] = [await ask(url + path), await ask(url + path, {}, 'HEAD')];
    expect(get.status).toBe(200);
    expect(head.status).toBe(200);
    const plain = ({ headers }: typeof get): object => ({
      ...headers,
      date: '',
      'content-length': '',
      'transfer-encoding': '',
    });
    expect(plain(head)).toEqual(plain(get));
    expect(head.body).toHaveLength(0);
  });

  test('addresses are those that the client used, or those that a person has set', async () => {
    const { url } = await setUp();
    const used = await ask(url + path, { host: 'tv.local:5004' });
    expect(used.text).not.toContain('127.0.0.1');
    expect((await ask((await setUp(LINEUP, 'https://tv.example')).url + path)).text).not.toContain('127.0.0.1');
  });

  test('an empty lineup is answered well', async () => {
    const { url } = await setUp(emptyLineup);
    expect((await ask(url + path)).status).toBe(200);
  });

  test('unknown query keys are ignored', async () => {
    const { url } = await setUp();
    const join = path.includes('?') ? '&' : '?';
    expect((await ask(`${url}${path}${join}tuning&show=found&x=%`)).text).toBe((await ask(url + path)).text);
  });
});

describe.each(LISTS)('%s', (path) => {
  test('an unchanged list is not sent again, a changed one is', async () => {
    const { url, publish } = await setUp();
    const { headers } = await ask(url + path);
    const known = { 'if-none-match': String(headers.etag) };
    const unchanged = await ask(url + path, known);
    expect([unchanged.status, unchanged.body.length]).toEqual([304, 0]);
    publish(lineupOf(CHANNELS.slice(1), 'r2'));
    expect((await ask(url + path, known)).status).toBe(200);
  });

  test('a list under another address is another list', async () => {
    const { url } = await setUp();
    const { headers } = await ask(url + path);
    const elsewhere = await ask(url + path, { host: 'tv.local', 'if-none-match': String(headers.etag) });
    expect(elsewhere.status).toBe(200);
  });

  test('it is compressed for those who ask', async () => {
    const { url } = await setUp();
    const zipped = await ask(url + path, { 'accept-encoding': 'gzip' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.body).toString()).toBe((await ask(url + path)).text);
  });

  test('POST is answered as GET', async () => {
    const { url } = await setUp();
    expect((await ask(url + path, {}, 'POST')).text).toBe((await ask(url + path)).text);
  });
});

describe.each(STREAMS)('%s', (path) => {
  test('GET is a live stream: no length, no ranges', async () => {
    const { url } = await setUp();
    const { status, headers } = await openStream(url + path);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'video/mp2t', connection: 'close' });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['content-length']));
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['accept-ranges']));
  });

  test('HEAD is answered at once and opens nothing', async () => {
    const { url, player } = await setUp();
    const { status, headers } = await ask(url + path, {}, 'HEAD');
    expect([status, headers['content-type']]).toEqual([200, 'video/mp2t']);
    expect(player.joins).toEqual([]);
  });

  test('a channel that has left the lineup is 404 without a body', async () => {
    const { url, publish } = await setUp();
    publish(emptyLineup);
    const answers = [await ask(url + path), await ask(url + path, {}, 'HEAD')];
    expect(answers.map(({ status, body }) => [status, body.length])).toEqual([
      [404, 0],
      [404, 0],
    ]);
  });

  test('a failure is 503 without a body: Jellyfin would record any', async () => {
    const { url, player } = await setUp();
    player.failWith('upstream.timeout');
    const { status, body } = await ask(url + path);
    expect([status, body.length]).toEqual([503, 0]);
  });
});

describe('a tuner', () => {
  test('is added by Jellyfin with every channel under its own number', async () => {
    const { url } = await setUp();
    const { deviceId, tunerCount, channels } = await addTuner(url);
    expect([deviceId, tunerCount]).toEqual(['10500009', 2]);
    expect(channels.map(({ number }) => number)).toEqual(['5.1', '11', '12', '13', '14', '15', '16', '17']);
    expect(channels.map(({ name }) => name).slice(0, 4)).toEqual(HOSTILE.slice(0, 4));
    expect(channels.map(({ name }) => name).join('')).not.toMatch(/\p{Cc}/u);
    expect(channels[0]?.path).toBe(`${url}/auto/v5.1`);
  });

  test('has one channel to show when it has none', async () => {
    const { url } = await setUp(emptyLineup);
    const { channels } = await addTuner(url);
    expect(channels.map(({ name }) => name)).toEqual(['No channels yet']);
    expect(await copyStream(channels[0]?.path ?? '')).toBe(0);
  });

  test('answers a scan that never runs', async () => {
    const { url } = await setUp();
    const { status, body } = await ask(`${url}/lineup.post?scan=start&source=Antenna`, {}, 'POST');
    expect([status, body.length]).toEqual([200, 0]);
    expect(JSON.parse((await ask(`${url}/lineup_status.json`)).text)).toMatchObject({ ScanInProgress: 0 });
  });

  test('has as many viewers as it has tuners, and says so to the next', async () => {
    const { url, exhausted } = await setUp();
    const first = await openStream(`${url}/auto/v5.1`);
    const second = await openStream(`${url}/auto/v11`);
    expect([first.headers['x-hdhomerun-resource'], second.headers['x-hdhomerun-resource']]).toEqual([
      'tuner0',
      'tuner1',
    ]);
    const third = await ask(`${url}/auto/v12`);
    expect([third.status, third.headers['x-hdhomerun-error'], third.body.length]).toEqual([
      503,
      '805 All Tuners In Use',
      0,
    ]);
    expect(exhausted).toEqual(['Say "Hi"']);
    expect(JSON.parse((await ask(`${url}/status.json`)).text)).toMatchObject([
      { VctNumber: '5.1' },
      { VctNumber: '11' },
    ]);
    first.hangUp();
    await expect.poll(async () => (await openStream(`${url}/auto/v12`)).status).toBe(200);
  });

  test('is not taken by a HEAD, a failure or a viewer of the playlist', async () => {
    const { url, player } = await setUp();
    await ask(`${url}/auto/v5.1`, {}, 'HEAD');
    player.failWith('upstream.timeout');
    for (let attempt = 0; attempt < 3; attempt += 1) await ask(`${url}/auto/v5.1`);
    player.failWith(undefined);
    for (let viewer = 0; viewer < 3; viewer += 1) await openStream(`${url}/stream/${FIRST_ID}.ts`);
    await expect
      .poll(async () => JSON.parse((await ask(`${url}/status.json`)).text) as unknown)
      .toEqual([{ Resource: 'tuner0' }, { Resource: 'tuner1' }]);
  });

  test('that is asked for by number is busy, or unknown', async () => {
    const { url } = await setUp();
    await openStream(`${url}/tuner1/v5.1`);
    const busy = await ask(`${url}/tuner1/v11`);
    expect([busy.status, busy.headers['x-hdhomerun-error']]).toEqual([503, '804 Tuner In Use']);
    expect((await ask(`${url}/tuner2/v11`)).status).toBe(404);
  });

  test('says in its own words why there is no picture', async () => {
    const { url, player } = await setUp();
    const reasons: unknown[] = [];
    for (const path of ['/auto/v9999', '/auto/v0', '/auto/ch47-3', '/auto/v1e3', '/auto/v5.1%00', '/tuner0/x']) {
      reasons.push((await ask(url + path)).headers['x-hdhomerun-error']);
    }
    expect(new Set(reasons)).toEqual(new Set(['801 Unknown Channel']));
    player.failWith('upstream.no-slot');
    expect((await ask(`${url}/auto/v5.1`)).headers['x-hdhomerun-error']).toBe('805 All Tuners In Use');
  });

  test('ends a stream after the seconds that were asked for', async () => {
    const { url, player } = await setUp();
    const { status, body } = await ask(`${url}/auto/v5.1?duration=0.05&transcode=mobile`);
    expect([status, body.length]).toEqual([200, 188]);
    expect(player.viewerCount).toBe(0);
  });
});

const entriesOf = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('#EXTINF'));

describe('/stream/….m3u8', () => {
  const entry = `/stream/${FIRST_ID}.m3u8`;

  test('HEAD is answered at once and opens nothing', async () => {
    const { url, player } = await setUp();
    const { status, headers } = await ask(url + entry, {}, 'HEAD');
    expect([status, headers['content-type']]).toEqual([200, 'application/vnd.apple.mpegurl']);
    expect(player.joins).toEqual([]);
  });

  test('a channel that has left the lineup is 404 without a body', async () => {
    const { url, publish } = await setUp();
    publish(emptyLineup);
    const { status, body } = await ask(url + entry);
    expect([status, body.length]).toEqual([404, 0]);
  });

  test('a failure is 503 without a body, and leaves nobody behind', async () => {
    const { url, player } = await setUp();
    player.failWith('upstream.timeout');
    const { status, body } = await ask(url + entry);
    expect([status, body.length, player.viewerCount]).toEqual([503, 0, 0]);
  });

  test('is what a list names for those who ask for HLS', async () => {
    const { url } = await setUp();
    for (const query of ['?type=m3u8', '?output=hls']) {
      const { text } = await ask(`${url}/playlist.m3u${query}`);
      expect(text).toContain(`\n${url}${entry}\n`);
      expect(text).not.toContain('.ts\n');
    }
    expect((await ask(`${url}/playlist.m3u`)).text).not.toContain('.m3u8\n');
  });
});

describe('the playlist', () => {
  test('has every channel with its number, guide id, logo and an address that stays', async () => {
    const { url } = await setUp();
    const { headers, text } = await ask(`${url}/playlist.m3u`);
    expect(headers['content-type']).toBe('audio/x-mpegurl');
    expect(text.split('\n')[0]).toBe(`#EXTM3U url-tvg="${url}/guide.xml" x-tvg-url="${url}/guide.xml"`);
    expect(entriesOf(text)).toHaveLength(CHANNELS.length);
    expect(entriesOf(text)[0]).toContain(`tvg-id="${FIRST_ID}.masthead"`);
    expect(entriesOf(text)[0]).toContain('tvg-chno="5.1"');
    expect(entriesOf(text)[0]).toContain(`tvg-logo="${url}/logo/${FIRST_ID}"`);
    expect(text).toContain(`\n${url}/stream/${FIRST_ID}.ts\n`);
    expect(text).not.toContain('provider');
  });

  test('takes the groups that are asked for, and so does its guide', async () => {
    const { url } = await setUp();
    const path = `/playlist.m3u?group=${encodeURIComponent('news & "MORE"')}`;
    const { text } = await ask(url + path);
    expect(entriesOf(text)).toHaveLength(2);
    expect(text).toContain(`${url}/guide.xml?group=news%20%26%20%22MORE%22"`);
    expect(entriesOf((await ask(`${url}${path}&group=rest`)).text)).toHaveLength(CHANNELS.length);
    expect(entriesOf((await ask(`${url}/playlist.m3u?group=none`)).text)).toEqual([]);
  });

  test('spares Kodi a question', async () => {
    const { url } = await setUp();
    const kodi = await ask(`${url}/playlist.m3u`, { 'user-agent': 'Kodi/21.1 (X11; Linux)' });
    const plain = await ask(`${url}/playlist.m3u`);
    expect(kodi.text).toContain('#KODIPROP:mimetype=video/mp2t\n#EXTINF');
    expect(kodi.text).toBe((await ask(`${url}/playlist.m3u?client=kodi`)).text);
    expect(plain.text).not.toContain('KODIPROP');
    expect(kodi.headers.etag).not.toBe(plain.headers.etag);
  });

  test('streams of channels that never were are 404', async () => {
    const { url } = await setUp();
    for (const file of ['c00000000000.ts', 'x.ts', '5.1.ts', '.ts', `${FIRST_ID}.mp4`, FIRST_ID]) {
      expect((await ask(`${url}/stream/${file}`)).status).toBe(404);
    }
  });
});
