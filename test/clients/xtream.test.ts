// A panel in, a panel out: Masthead between the fake panel and a client that others wrote.

import { Xtream } from '@iptv/xtream-api';
import { standardizedSerializer } from '@iptv/xtream-api/standardized';
import { expect, onTestFinished, test } from 'vitest';
import { startMasthead } from '../fakes/masthead-process.ts';
import { ask } from '../fakes/lan-listener.ts';
import { startPanel, type FakePanel } from '../fakes/xtream-panel.ts';

const xmltvTime = (at: number): string => `${new Date(at).toISOString().replaceAll(/[-:T]|\..*/g, '')} +0000`;
const HOUR_MS = 3_600_000;

/** A programme an hour, from five hours ago on. */
function guideOf(now: number): string {
  const first = Math.floor(now / HOUR_MS) * HOUR_MS - 5 * HOUR_MS;
  const programmes = Array.from({ length: 12 }, (_, place) => {
    const [start, stop] = [first + place * HOUR_MS, first + (place + 1) * HOUR_MS].map(xmltvTime);
    return `<programme start="${start}" stop="${stop}" channel="ch1.x"><title>Hour ${place}</title></programme>`;
  });
  return `<tv><channel id="ch1.x"><display-name>One</display-name></channel>${programmes.join('')}</tv>`;
}

interface Home {
  readonly base: string;
  readonly panel: FakePanel;
  readonly password: string;
  readonly client: Xtream;
  readonly api: (path: string) => Promise<unknown>;
  readonly change: (path: string, method: string, body: object) => Promise<unknown>;
}

async function home(): Promise<Home> {
  const panel = await startPanel();
  panel.content.guide = guideOf(Date.now());
  const masthead = await startMasthead({ args: [panel.source], channels: 3 });
  onTestFinished(async () => void (await masthead.stop()));
  const { base } = masthead;
  const login = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"password":"secret"}' };
  const { token } = (await (await fetch(`${base}/api/login`, login)).json()) as { token: string };
  const api = async (path: string): Promise<unknown> =>
    (await fetch(`${base}/api${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
  const change = async (path: string, method: string, body: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${base}/api${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const { xtream } = (await api('/settings')) as { xtream: { password: string } };
  const client = new Xtream({ url: base, username: 'masthead', password: xtream.password });
  await expect.poll(async () => ((await api('/titles')) as { total: number }).total).toBe(4);
  return { base, panel, password: xtream.password, client, api, change };
}

/** Without what is read of its guide meanwhile. */
const pastOf = (requests: readonly string[]): string[] =>
  requests.filter((request) => !/^\/(player_api|xmltv)\.php/.test(request));

test('a client by others finds channels, movies, series, episodes and the guide', async () => {
  const { base, client, password, api, panel } = await home();
  const strict = new Xtream({ url: base, username: 'masthead', password, serializer: standardizedSerializer });
  const profile = await client.getProfile();
  expect(profile).toMatchObject({ username: 'masthead', auth: 1, status: 'Active', is_trial: '0' });
  expect((await strict.getProfile()) as object).toMatchObject({ status: 'Active' });
  const server = await client.getServerInfo();
  expect([server.timezone, `${server.server_protocol}://${server.url}:${server.port}`]).toEqual(['UTC', base]);
  const categories = await client.getChannelCategories();
  expect(categories.map(({ category_name }) => category_name)).toEqual(['DE ➾ TV', 'UK ➾ TV']);
  const channels = await client.getChannels();
  expect(
    channels.map(({ num, name, tv_archive, tv_archive_duration }) => [num, name, tv_archive, tv_archive_duration]),
  ).toEqual([
    [1, 'DE: One HD', 1, 3],
    [2, 'DE: Two & Half', 0, 0],
    [3, 'UK: Three', 0, 0],
  ]);
  expect(categories.map(({ category_id }) => category_id)).toContain(channels[2]!.category_id);
  expect((await client.getChannels({ categoryId: categories[1]!.category_id })).map(({ name }) => name)).toEqual([
    'UK: Three',
  ]);
  expect(((await strict.getChannels()) as object[]).length).toBe(3);
  const [one] = channels;
  const short = await client.getShortEPG({ channelId: String(one!.stream_id), limit: 2 });
  expect(short.epg_listings.map(({ title }) => Buffer.from(title, 'base64').toString())).toEqual(['Hour 5', 'Hour 6']);
  const whole = await client.getFullEPG({ channelId: String(one!.stream_id) });
  expect(whole.epg_listings.filter(({ has_archive }) => has_archive === 1).length).toBeGreaterThanOrEqual(5);
  const movies = await client.getMovies();
  expect(movies.map(({ name, container_extension }) => [name, container_extension])).toEqual([
    ['Harbour Lights (2008)', 'mkv'],
    ['The Change (2025)', 'mp4'],
  ]);
  const movie = await client.getMovie({ movieId: String(movies[0]!.stream_id) });
  expect(movie.info).toMatchObject({ plot: 'Ships pass.', duration: '01:30:00' });
  expect(((await strict.getMovies()) as object[]).length).toBe(2);
  const shows = await client.getShows();
  expect(shows.map(({ name }) => name)).toEqual(['Falling Tides (2011)', 'Madam Clerk']);
  const show = await client.getShow({ showId: String(shows[0]!.series_id) });
  expect(show.episodes['1']!.map(({ episode_num, title }) => [episode_num, title])).toEqual([
    [1, 'Part 1'],
    [2, 'Part 2'],
  ]);
  expect((await strict.getShow({ showId: String(shows[0]!.series_id) })) as object).toBeDefined();
  const episode = show.episodes['2']![0]!;
  const bytes = await ask(`${base}/series/masthead/${password}/${episode.id}.${episode.container_extension}`);
  expect(bytes.body.equals(panel.content.file)).toBe(true);
  const part = await ask(`${base}/movie/masthead/${password}/${movies[0]!.stream_id}.mkv`, { range: 'bytes=5-9' });
  expect([part.status, part.headers['content-range'], part.headers['content-type']]).toEqual([
    206,
    'bytes 5-9/100000',
    'video/x-matroska',
  ]);
  const titles = (await api('/titles?kind=series&search=tides')) as { items: { id: string }[] };
  const details = (await api(`/titles/${titles.items[0]!.id}`)) as { episodes: { path: string }[]; plot: string };
  expect([details.episodes.length, details.plot]).toEqual([3, 'A town by the sea.']);
  expect((await ask(base + details.episodes[0]!.path, {}, 'HEAD')).headers['content-length']).toBe('100000');
});

test('categories are there to choose from, also with a source whose secrets are hidden, and at a backup host', async () => {
  const { api, change, panel } = await home();
  const { items } = (await api('/providers')) as { items: { id: string; source: string; backup_sources: string[] }[] };
  const [{ id, source } = { id: '', source: '' }] = items;
  expect(source).toContain('***');
  const names = { live: [{ name: 'DE ➾ TV' }, { name: 'UK ➾ TV' }], movies: [{}], series: [{}] };
  expect(await change('/providers/categories', 'POST', { id, source, kind: 'xtream' })).toMatchObject(names);
  const backup = await startPanel();
  await change(`/providers/${id}`, 'PATCH', { backup_sources: [backup.base] });
  await panel.close();
  await expect.poll(() => api(`/providers/${id}/categories`)).toMatchObject(names);
  expect(backup.requests.some((request) => request.includes('get_live_categories'))).toBe(true);
});

test('the past is played in every form, asked for in the time zone of the panel', async () => {
  const { base, panel, password, client } = await home();
  const [one, two] = await client.getChannels();
  const login = `masthead/${password}`;
  const start = '2026-07-01:18-30';
  const now = Date.now();
  const recent = new Date(now - 2 * HOUR_MS).toISOString();
  const forms = [
    `/timeshift/${login}/60/${recent.slice(0, 10)}:${recent.slice(11, 16).replace(':', '-')}/${one!.stream_id}.ts`,
    `/streaming/timeshift.php?username=masthead&password=${password}&stream=${one!.stream_id}&start=${encodeURIComponent(`${recent.slice(0, 10)} ${recent.slice(11, 19)}`)}&duration=60`,
    `/live/${login}/${one!.stream_id}.ts?utc=${Math.floor((now - 2 * HOUR_MS) / 1_000)}&lutc=${Math.floor(now / 1_000)}`,
  ];
  for (const form of forms) {
    panel.requests.length = 0;
    const { status, headers } = await ask(base + form);
    expect([form, status, headers['content-type']]).toEqual([form, 200, 'video/mp2t']);
    const berlin = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Berlin',
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(now - 2 * HOUR_MS);
    const [asked] = pastOf(panel.requests);
    expect(asked).toBe(
      `/timeshift/anna/secret/${asked!.split('/')[4]}/${berlin.replace(' ', ':').replace(/:(\d\d)$/, '-$1')}/101.ts`,
    );
  }
  const asked = pastOf(panel.requests).length;
  expect((await ask(`${base}/timeshift/${login}/60/${start}/${two!.stream_id}.ts`)).status).toBe(404);
  expect((await ask(`${base}/timeshift/${login}/60/${start}/${one!.stream_id}.ts`)).status).toBe(503); // too long ago
  expect(pastOf(panel.requests)).toHaveLength(asked);
});

test('another way to ask is tried when a panel does not know the usual one, and remembered', async () => {
  const { base, panel, password, client } = await home();
  const [one] = await client.getChannels();
  panel.onMedia = (request, response) => {
    if (request.url?.startsWith('/streaming/timeshift.php'))
      response.writeHead(200, { 'content-type': 'video/mp2t' }).end('G');
    else response.writeHead(404).end();
  };
  const utc = Math.floor((Date.now() - 2 * HOUR_MS) / 1_000);
  const url = `${base}/live/masthead/${password}/${one!.stream_id}.ts?utc=`;
  panel.requests.length = 0;
  expect((await ask(url + utc)).text).toBe('G');
  expect(pastOf(panel.requests)).toHaveLength(4);
  expect((await ask(url + (utc + 60))).text).toBe('G');
  expect(pastOf(panel.requests)).toHaveLength(5);
});

test('the past goes out as HLS too, and comes from a panel that has it as HLS only', async () => {
  const { base, panel, password, client } = await home();
  const [one] = await client.getChannels();
  const packets = Buffer.alloc(188 * 100, 0x47);
  panel.onMedia = (request, response) => {
    const path = request.url ?? '';
    if (path.endsWith('.m3u8')) {
      const list = ['#EXTM3U', '#EXT-X-TARGETDURATION:10', '#EXTINF:10,', '/live/1.ts', '#EXTINF:10,', '/live/2.ts'];
      response.writeHead(200, { 'content-type': 'application/x-mpegURL' });
      response.end([...list, '#EXT-X-ENDLIST', ''].join('\n'));
    } else if (path.startsWith('/live/')) response.writeHead(200).end(packets);
    else response.writeHead(404).end();
  };
  const startAt = Math.floor((Date.now() - 2 * HOUR_MS) / 60_000) * 60;
  const list = await ask(`${base}/timeshift/masthead/${password}/3/${startAt}/${one!.stream_id}.m3u8`);
  expect(list.headers['content-type']).toBe('application/vnd.apple.mpegurl');
  const slices = list.text.split('\n').filter((line) => line.startsWith('/'));
  expect(slices).toEqual(
    [0, 60, 120].map((at) => `/timeshift/masthead/${password}/1/${startAt + at}/${one!.stream_id}.ts?slice`),
  );
  panel.requests.length = 0;
  const slice = await ask(base + slices[1]!);
  expect([slice.status, slice.headers['content-type'], slice.body.length]).toEqual([
    200,
    'video/mp2t',
    2 * packets.length,
  ]);
  const asked = panel.requests.find((request) => request.endsWith('.m3u8'));
  expect(asked).toMatch(/^\/timeshift\/anna\/secret\/1\/[\d-]+:\d\d-\d\d\/101\.m3u8$/);
  const live = await ask(`${base}/live/masthead/${password}/${one!.stream_id}.m3u8?utc=${startAt}`);
  expect(live.text).toContain('#EXT-X-PLAYLIST-TYPE:EVENT');
});

test('by a profile, players of movies, episodes and the past are sent to the provider', async () => {
  const { base, panel, password, client, api, change } = await home();
  panel.content.userInfo['max_connections'] = '0';
  await change('/settings', 'PATCH', { streaming: { default_profile: 'redirect', redirect_despite_limit: true } });
  const [one] = await client.getChannels();
  const [movie] = await client.getMovies();
  const [show] = await client.getShows();
  const episode = (await client.getShow({ showId: String(show!.series_id) })).episodes['1']![0]!;
  const login = `masthead/${password}`;
  const sent = async (path: string): Promise<[number, string | undefined]> => {
    const { status, headers } = await ask(base + path);
    return [status, headers.location];
  };
  expect(await sent(`/movie/${login}/${movie!.stream_id}.mkv`)).toEqual([
    302,
    `${panel.base}/movie/anna/secret/501.mkv`,
  ]);
  expect(await sent(`/series/${login}/${episode.id}.mp4`)).toEqual([302, `${panel.base}/series/anna/secret/9001.mp4`]);
  const titles = (await api('/titles?kind=movie&search=harbour')) as { items: { id: string }[] };
  expect((await sent(`/vod/${titles.items[0]!.id}.mkv`))[0]).toBe(302);
  const utc = Math.floor((Date.now() - 2 * HOUR_MS) / 1_000);
  const past = `/live/${login}/${one!.stream_id}.ts?utc=`;
  // How the panel is to be asked is found out by asking, which a redirected client would not do again.
  expect(await sent(past + utc)).toEqual([200, undefined]);
  const [status, location] = await sent(past + (utc + 60));
  expect(status).toBe(302);
  expect(location).toMatch(/\/timeshift\/anna\/secret\/\d+\/[\d:-]+\/101\.ts$/);
});

test('a wrong login gets nothing, in the words of each place', async () => {
  const { base, password, client } = await home();
  const wrong = `${base}/player_api.php?username=masthead&password=wrong`;
  expect(JSON.parse((await ask(wrong)).text)).toEqual({ user_info: { auth: 0 } });
  const [one] = await client.getChannels();
  for (const path of [
    '/get.php?username=masthead&password=x',
    '/xmltv.php?username=x&password=x',
    `/live/masthead/x/${one!.stream_id}.ts`,
  ]) {
    const { status, body } = await ask(base + path);
    expect([path, status, body.length]).toEqual([path, 401, 0]);
  }
  const unknown = JSON.parse(
    (await ask(`${base}/player_api.php?username=masthead&password=${password}&action=get_moon`)).text,
  );
  expect(unknown).toMatchObject({ user_info: { auth: 1 } });
});

test('lists are given as playlist and guide too', async () => {
  const { base, password } = await home();
  const query = `username=masthead&password=${password}`;
  const plus = await ask(`${base}/get.php?${query}&type=m3u_plus&output=ts&key=live,movie,series`);
  expect(plus.headers['content-disposition']).toContain('attachment');
  expect(plus.text.split('\n').filter((line) => line.startsWith('#EXTINF'))).toHaveLength(3 + 2 + 0);
  expect(plus.text).toContain('catchup="shift" catchup-days="3"');
  const plain = await ask(`${base}/get.php?${query}&type=m3u`);
  expect(plain.text).toContain('#EXTINF:-1,DE: One HD\n');
  const endings = async (output: string): Promise<Set<string>> => {
    const { text } = await ask(`${base}/get.php?${query}&type=m3u_plus&output=${output}`);
    return new Set(Array.from(text.matchAll(/^http.*\.(\w+)$/gm), ([, extension = '']) => extension));
  };
  for (const output of ['m3u8', 'hls']) expect(await endings(output)).toEqual(new Set(['m3u8']));
  for (const output of ['ts', 'mpegts', 'rtmp']) expect(await endings(output)).toEqual(new Set(['ts']));
  const guide = await ask(`${base}/xmltv.php?${query}`);
  expect(guide.text).toContain('<title>Hour 5</title>');
  const panel = JSON.parse((await ask(`${base}/panel_api.php?${query}`)).text) as { available_channels: object };
  expect(Object.keys(panel.available_channels)).toHaveLength(3);
});
