// A better stream of a channel appears while somebody watches: who takes it, when, who is told, and what a person's word weighs.

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { encodedStream, type EncodedStreamOptions } from '../fakes/encoded-stream.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { startMasthead } from '../fakes/masthead-process.ts';
import { startProviderServer, type Behaviour } from '../fakes/provider-server.ts';
import { isInstalled } from './networks.ts';
import { run, type Outcome } from './programs.ts';

const hasFfmpeg = isInstalled('ffmpeg') && isInstalled('ffprobe');
const SIZES = { sd: '640x360', hd: '1280x720' } as const;
const CHECKS = 4;
const WAIT = { timeout: 60_000, interval: 200 };

const base: Omit<EncodedStreamOptions, 'size'> = {
  video: 'libx264',
  audio: 'aac',
  picturesPerSecond: 25,
  picturesPerGroup: 25,
  seconds: 4,
  firstPid: 0x100,
  startSeconds: 10,
};

/** As a live stream comes: at its own pace, without an end. */
const live =
  (file: string): Behaviour =>
  (_request, response) => {
    const again = ['-v', 'quiet', '-re', '-stream_loop', '-1', '-i', file];
    const child = spawn('ffmpeg', [...again, '-map', '0', '-c', 'copy', '-f', 'mpegts', 'pipe:1'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    response.writeHead(200, { 'content-type': 'video/mp2t' });
    child.stdout.pipe(response);
    response.on('close', () => child.kill('SIGKILL'));
  };

interface Upgrade {
  readonly from: string;
  readonly to: string;
  readonly because: string;
}

interface StreamHealth {
  readonly stream_id: string;
  readonly channel_id: string;
  readonly name: string;
  readonly quality: { readonly score: number };
}

/** The product with one channel of one stream, which was watched before: its sessions begin with it. */
async function home() {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  const names: string[] = ['sd'];
  const entry = (name: string): string =>
    `#EXTINF:-1 tvg-id="news.de" group-title="All",News ${name.toUpperCase()}\n${server.url}/${name}\n`;
  server.on('/list.m3u', (_request, response) => response.end(`#EXTM3U\n${names.map(entry).join('')}`));
  const folder = temporaryFolder();
  for (const [name, size] of Object.entries(SIZES)) {
    const file = join(folder, `${name}.mpegts`);
    writeFileSync(file, encodedStream({ ...base, size, kilobitsPerSecond: 3_000 }));
    server.on(`/${name}`, live(file));
  }
  const product = await startMasthead({ args: [`${server.url}/list.m3u`], channels: 1, readyWithinMs: 90_000 });
  onTestFinished(async () => void (await product.stop()));
  let token = '';
  const ask = async <Answer>(path: string, method = 'GET', body?: object): Promise<Answer> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${product.base}/api${path}`, sent);
    expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
    return (await answer.json()) as Answer;
  };
  ({ token } = await ask<{ token: string }>('/login', 'POST', { name: 'admin', password: 'secret' }));
  await ask('/settings', 'PATCH', {
    alerts: { upgrade: true },
    streaming: { return_after_seconds: 10 },
    // What a starved machine sends late lowers a stream's health: the picture is to weigh more than that.
    health: { prefer: 'quality' },
  });
  const { items: providers } = await ask<{ items: { id: string }[] }>('/providers');
  const provider = providers[0]!.id;
  await ask(`/providers/${provider}`, 'PATCH', { max_connections: 8 });
  const streams = async (): Promise<StreamHealth[]> =>
    (await ask<{ items: StreamHealth[] }>('/health/streams?limit=100&sort=name')).items;
  const upgrade = async (): Promise<readonly Upgrade[]> =>
    (await ask<{ items: Upgrade[] }>('/health/upgrades', 'POST')).items;
  /** Checked with looks at its bytes. */
  const known = async (name: string): Promise<StreamHealth> => {
    const isIts = (one: StreamHealth): boolean => one.name === `News ${name.toUpperCase()}`;
    await expect.poll(async () => (await streams()).some(isIts), WAIT).toBe(true);
    const { stream_id: id } = (await streams()).find(isIts)!;
    const check = (): Promise<{ is_alive: boolean }> => ask(`/health/streams/${id}/check`, 'POST', {});
    // As in a day or two. What sends it may be too slow for one of them on a starved machine: it is no stream that works then.
    for (let alive = 0; alive < CHECKS;) if ((await check()).is_alive) alive += 1;
    return (await streams()).find(isIts)!;
  };
  const sd = await known('sd');
  expect(await upgrade()).toEqual([]);
  const channel = sd.channel_id;
  return {
    product,
    ask,
    upgrade,
    sd,
    channel,
    onAir: async () => (await ask<{ items: { stream_id: string }[] }>('/sessions')).items[0]?.stream_id,
    /** The provider lists a better one: it is synced and checked. */
    appear: async (): Promise<StreamHealth> => {
      names.push('hd');
      await ask(`/providers/${provider}/sync`, 'POST');
      return known('hd');
    },
    watch: (seconds: number): Promise<Outcome> =>
      run(
        'ffmpeg',
        [
          ...`-nostdin -v verbose -i ${product.base}/stream/${channel}.ts -t ${seconds}`.split(' '),
          ...'-map 0:v -vf showinfo -f null -'.split(' '),
        ],
        { atMostMs: 150_000 },
      ),
  };
}

/** Sizes of the pictures that ffmpeg has decoded, as they changed. */
function sizesOf({ stderr }: Outcome): string[] {
  const sizes = Array.from(stderr.matchAll(/ s:(\d+x\d+) /g), ([, size]) => size!);
  return sizes.filter((size, at) => size !== sizes[at - 1]);
}

/** About time. */
const complaintsOf = ({ stderr }: Outcome): string[] =>
  stderr.split('\n').filter((line) => /DTS .* out of order|timestamp discontinuity/i.test(line));

describe.runIf(hasFfmpeg)('a better stream of a channel that is watched', () => {
  test('is for those who begin later; it is told, with its reason', async () => {
    const { appear, ask, onAir, product, sd, upgrade, watch } = await home();
    const first = watch(12);
    await expect.poll(onAir, WAIT).toBe(sd.stream_id);
    const hd = await appear();
    expect(hd.channel_id).toBe(sd.channel_id);
    expect(hd.quality.score).toBeGreaterThan(sd.quality.score);
    const made = await upgrade();
    expect(made).toMatchObject([{ from: sd.stream_id, to: hd.stream_id }]);
    expect(made[0]!.because).toMatch(/quality \d+ of 1000.* instead of quality \d+ of 1000/);
    const outcome = await first;
    expect(outcome.code).toBe(0);
    expect(sizesOf(outcome)).toEqual([SIZES.sd]);
    await expect.poll(onAir, WAIT).toBeUndefined();
    const second = await watch(3);
    expect(second.code).toBe(0);
    expect(sizesOf(second)).toEqual([SIZES.hd]);
    const { open } = await ask<{ open: { title: string; cause: string }[] }>('/alerts');
    expect(open.map(({ title }) => title)).toContain('News SD has a better stream');
    const { upgrades } = await ask<{ upgrades: Upgrade[] }>('/health');
    expect(upgrades).toMatchObject([{ from: sd.stream_id, to: hd.stream_id }]);
    expect(product.output()).toContain('A channel has a better stream now');
  }, 240_000);

  test('with upgrade_at_once the one who watches is moved to it, without a break', async () => {
    const { appear, ask, onAir, sd, upgrade, watch } = await home();
    await ask('/settings', 'PATCH', { streaming: { upgrade_at_once: true } });
    const watching = watch(75); // a starved machine takes forty seconds until the better one is known
    await expect.poll(onAir, WAIT).toBe(sd.stream_id);
    const hd = await appear();
    expect(await upgrade()).toHaveLength(1);
    await expect.poll(onAir, WAIT).toBe(hd.stream_id);
    const outcome = await watching;
    expect(outcome.code).toBe(0);
    expect(sizesOf(outcome)).toEqual([SIZES.sd, SIZES.hd]);
    expect(complaintsOf(outcome)).toEqual([]);
    const { open } = await ask<{ open: { action: string }[] }>('/alerts');
    expect(open.map(({ action }) => action)).toContain('Those who watch it are moved to it.');
  }, 240_000);

  test('does not take the place of one that a person has pinned', async () => {
    const { appear, ask, channel, onAir, sd, upgrade, watch } = await home();
    await ask('/settings', 'PATCH', { streaming: { upgrade_at_once: true } });
    await ask(`/channels/${channel}/streams`, 'PATCH', { pin: sd.stream_id });
    const watching = watch(25);
    await expect.poll(onAir, WAIT).toBe(sd.stream_id);
    await appear();
    expect(await upgrade()).toEqual([]);
    expect(sizesOf(await watching)).toEqual([SIZES.sd]);
    const { open } = await ask<{ open: { title: string }[] }>('/alerts');
    expect(open).toEqual([]);
  }, 240_000);
});
