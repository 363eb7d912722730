// A person's Xtream login where lists and streams ask for one: everything that an answer leads to is open to it, too.

import { expect, onTestFinished, test } from 'vitest';
import type { MasterPlaylist, MediaPlaylist } from '../../src/formats/hls/playlist.ts';
import { readPlaylist } from '../../src/formats/hls/read.ts';
import { startMasthead } from '../fakes/masthead-process.ts';

const LOGIN = 'username=ben&password=secret99';

interface Channel {
  readonly stream_id: number;
  readonly stream_icon: string;
  readonly category_id: string;
}

interface Movie {
  readonly stream_id: number;
  readonly container_extension: string;
}

async function home() {
  const masthead = await startMasthead({ args: ['--demo'], channels: 12 });
  onTestFinished(async () => void (await masthead.stop()));
  const { base } = masthead;
  const json = { 'content-type': 'application/json' };
  const login = { method: 'POST', headers: json, body: '{"password":"secret"}' };
  const { token } = (await (await fetch(`${base}/api/login`, login)).json()) as { token: string };
  const call = async (method: string, path: string, body: object): Promise<{ readonly id: string }> => {
    const headers = { ...json, authorization: `Bearer ${token}` };
    const answer = await fetch(`${base}/api${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  await call('PATCH', '/settings', { access: 'login' });
  const ben = { name: 'Ben', role: 'viewer', max_streams: 1, xtream_username: 'ben', xtream_password: 'secret99' };
  const { id } = await call('POST', '/people', ben);
  const channels = async (): Promise<Channel[]> =>
    (await (await fetch(`${base}/player_api.php?${LOGIN}&action=get_live_streams`)).json()) as Channel[];
  const activeStreams = async (): Promise<string> => {
    const answer = (await (await fetch(`${base}/player_api.php?${LOGIN}`)).json()) as {
      user_info: { active_cons: string };
    };
    return answer.user_info.active_cons;
  };
  const movies = async (): Promise<readonly Movie[]> =>
    (await (await fetch(`${base}/player_api.php?${LOGIN}&action=get_vod_streams`)).json()) as Movie[];
  return { base, channels, movies, activeStreams, change: (body: object) => call('PATCH', `/people/${id}`, body) };
}

async function listAt<List>(url: string): Promise<List> {
  const answer = await fetch(url);
  expect({ url, status: answer.status }).toEqual({ url, status: 200 });
  return readPlaylist(await answer.text(), { url }) as List;
}

test('a channel as HLS, from the playlist to the segment, as one of the streams that the person may have', async () => {
  const { base, channels, activeStreams, change } = await home();
  const [one, two] = await channels();
  for (const entry of [`/live/ben/secret99/${one!.stream_id}.m3u8`, `/ben/secret99/${one!.stream_id}.m3u8`]) {
    const { variants } = await listAt<MasterPlaylist>(base + entry);
    const { segments } = await listAt<MediaPlaylist>(variants[0]!.url);
    const segment = await fetch(segments[0]!.url);
    expect(segment.status).toBe(200);
    expect(new Uint8Array(await segment.arrayBuffer())[0]).toBe(0x47);
    const asStranger = segments[0]!.url.replace('/ben/secret99/', '/ben/guessed9/');
    expect((await fetch(asStranger)).status).toBe(401);
    expect(await activeStreams()).toBe('1');
  }
  await change({ max_streams: 2 });
  const { variants } = await listAt<MasterPlaylist>(`${base}/live/ben/secret99/${one!.stream_id}.m3u8`);
  expect(await activeStreams()).toBe('2');
  const other = variants[0]!.url.replace(`/${one!.stream_id}/`, `/${two!.stream_id}/`);
  expect((await fetch(other)).status).not.toBe(200);
  await change({ status: 'disabled' });
  expect((await fetch(variants[0]!.url)).status).toBe(403);
});

test('movies are streams of the person, too, for as long as one is read', async () => {
  const { base, movies, change } = await home();
  await change({ kilobytes_per_second: 50 }); // the first one is still read when the second is asked for
  const [one, two] = (await movies()).map((movie) => {
    return `${base}/movie/ben/secret99/${movie.stream_id}.${movie.container_extension}`;
  });
  const leaves = new AbortController();
  const first = await fetch(one!, { signal: leaves.signal });
  expect(first.status).toBe(200);
  expect((await fetch(two!, { method: 'HEAD' })).status).toBe(200);
  expect((await fetch(two!)).status).toBe(503);
  leaves.abort();
  const second = async (): Promise<number> => {
    const answer = await fetch(two!);
    await answer.body?.cancel();
    return answer.status;
  };
  await expect.poll(second).toBe(200);
});

test('logos, which players ask for without a login', async () => {
  const { base, channels } = await home();
  const logo = (await channels()).find(({ stream_icon: icon }) => icon !== '')!.stream_icon;
  expect(new URL(logo).origin).toBe(base);
  const answer = await fetch(logo);
  expect([answer.status, answer.headers.get('content-type')?.split('/')[0]]).toEqual([200, 'image']);
  expect((await fetch(`${base}/playlist.m3u`)).status).toBe(401);
});
