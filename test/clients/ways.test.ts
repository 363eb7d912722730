// Other ways in, through the whole product: real senders, real programs, a real decoder; and who is left when it ends.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { COMMAND_PRESETS } from '../../src/model/stream-profile-presets.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';
import { isInstalled } from './networks.ts';
import { run } from './programs.ts';

const NOBODY = 65_534;
const hasFfmpeg = isInstalled('ffmpeg');
const MAKE = '-nostdin -v error -re -f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=frequency=440'.split(
  ' ',
);
const ENCODE = '-c:v libx264 -preset ultrafast -tune zerolatency -g 25 -pix_fmt yuv420p -c:a aac'.split(' ');

async function freePorts(count: number): Promise<number[]> {
  const sockets = await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = createSocket('udp4');
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
      return socket;
    }),
  );
  return sockets.map((socket) => {
    const { port } = socket.address();
    socket.close();
    return port;
  });
}

const senders: ChildProcess[] = [];
const send = (...output: readonly string[]): void =>
  void senders.push(spawn('ffmpeg', [...MAKE, ...ENCODE, ...output], { stdio: 'ignore' }));

/** Plays a channel for a while. @returns how many pictures were decoded, and what the decoder complained of */
async function decode(base: string, number: number, seconds = 3): Promise<{ pictures: number; complaints: string }> {
  const input = [
    '-nostdin',
    '-v',
    'error',
    '-progress',
    'pipe:1',
    '-i',
    `${base}/auto/v${number}`,
    '-t',
    String(seconds),
  ];
  const { stdout, stderr } = await run('ffmpeg', [...input, '-f', 'null', '-'], { atMostMs: 30_000 });
  const pictures = Number([...stdout.matchAll(/^frame=(\d+)/gm)].at(-1)?.[1] ?? 0);
  return { pictures, complaints: stderr };
}

async function logIn(base: string): Promise<(method: string, path: string, body?: unknown) => Promise<unknown>> {
  const headers = { 'content-type': 'application/json' };
  const login = { method: 'POST', headers, body: JSON.stringify({ password: 'secret' }) };
  const { token } = (await (await fetch(`${base}/api/login`, login)).json()) as { token: string };
  return async (method, path, body) => {
    const response = await fetch(`${base}/api${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return response.json();
  };
}

function playlistOf(addresses: readonly string[]): string {
  const file = join(temporaryFolder(), 'ways.m3u');
  const entries = addresses.map(
    (address, index) => `#EXTINF:-1 tvg-chno="${index + 1}",Way ${index + 1}\n${address}\n`,
  );
  writeFileSync(file, `#EXTM3U\n${entries.join('')}`);
  return file;
}

/** A test that fails leaves none behind. */
async function startForTest(options: Parameters<typeof startMasthead>[0]): Promise<MastheadProcess> {
  const masthead = await startMasthead(options);
  onTestFinished(async () => void (await masthead.stop()));
  return masthead;
}

/** Running programs that have this address among their arguments. */
const programsWith = (address: string): string[] =>
  execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(address) && line.includes('pipe:1'));

const pidsWith = (address: string): number[] => programsWith(address).map((line) => Number.parseInt(line, 10));

afterAll(() => {
  for (const sender of senders) sender.kill('SIGKILL');
});

test.runIf(hasFfmpeg)('ffmpeg sends UDP multicast, RTP and SRT; all three are watched', async () => {
  const [group, rtp, srt] = await freePorts(3);
  send('-f', 'mpegts', `udp://239.77.9.1:${group}?localaddr=127.0.0.1&pkt_size=1316`);
  send('-f', 'rtp_mpegts', `rtp://127.0.0.1:${rtp}?pkt_size=1328`);
  send('-f', 'mpegts', `srt://127.0.0.1:${srt}?mode=listener`);
  const caller = `srt://127.0.0.1:${srt}`;
  const addresses = [`udp://@239.77.9.1:${group}?localaddr=127.0.0.1`, `rtp://@127.0.0.1:${rtp}`, caller];
  const masthead = await startForTest({ args: [playlistOf(addresses)], channels: 3 });
  const decoded = [];
  for (const number of [1, 2, 3]) decoded.push(await decode(masthead.base, number));
  expect(decoded.map(({ complaints }) => complaints)).toEqual(['', '', '']);
  expect(Math.min(...decoded.map(({ pictures }) => pictures))).toBeGreaterThan(60);
  expect(programsWith(caller)).toHaveLength(1);
  await masthead.stop();
  expect(programsWith(caller)).toEqual([]);
});

test.runIf(hasFfmpeg)('a program that dies on air is run again, and its viewer stays', async () => {
  const [port] = await freePorts(1);
  const group = `udp://239.77.9.2:${port}?localaddr=127.0.0.1`;
  send('-f', 'mpegts', `${group}&pkt_size=1316`);
  const masthead = await startForTest({ args: [playlistOf([group])], channels: 1 });
  const api = await logIn(masthead.base);
  await api('PATCH', '/settings', { streaming: { default_profile: 'ffmpeg' } });
  const watching = decode(masthead.base, 1, 12);
  await expect.poll(() => programsWith(group).length).toBe(1);
  await expect.poll(async () => onAirOf(await api('GET', '/sessions'))).toBe('on-air');
  const [killed] = pidsWith(group);
  process.kill(killed!, 'SIGKILL');
  const { pictures } = await watching;
  expect(pictures).toBeGreaterThan(200);
  expect(pidsWith(group)).toHaveLength(1);
  expect(pidsWith(group)).not.toContain(killed);
  expect(JSON.stringify(await api('GET', '/sessions'))).toContain('upstream.ended');
  await masthead.stop();
  expect(programsWith(group)).toEqual([]);
});

const onAirOf = (answer: unknown): unknown => (answer as { items: { state: string }[] }).items[0]?.state;

/** VLC refuses to run as root, in a Masthead that is started by root too. */
function vlcAsNobody(): string {
  const home = temporaryFolder();
  chmodSync(home, 0o755);
  if (process.getuid?.() === 0) chownSync(home, NOBODY, NOBODY);
  const file = join(home, 'vlc-as-nobody');
  const drop = process.getuid?.() === 0 ? `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups ` : '';
  writeFileSync(file, `#!/bin/sh\nHOME=${home} exec ${drop}cvlc "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

test.runIf(hasFfmpeg)('live HLS comes by ffmpeg that transcodes, streamlink, yt-dlp and VLC', async () => {
  const source = await startForTest({ args: ['--demo'], channels: 12 });
  const list = await (await fetch(`${source.base}/playlist.m3u`)).text();
  const hls = /^http\S+(?=\.ts$)/m.exec(list)![0] + '.m3u8';
  const vlc = vlcAsNobody();
  const ways = [
    { profile: 'ffmpeg-transcode', program: 'ffmpeg' },
    { profile: 'streamlink', program: 'streamlink' },
    { profile: 'yt-dlp', program: 'yt-dlp' },
    { profile: 'vlc-as-nobody', program: 'cvlc' },
  ].filter(({ program }) => isInstalled(program));
  const addresses = ways.map((_, index) => `${hls}?way=${index}`);
  const masthead = await startForTest({ args: [playlistOf(addresses)], channels: ways.length });
  const api = await logIn(masthead.base);
  const preset = COMMAND_PRESETS.find(({ name }) => name === 'vlc')!;
  await api('PATCH', '/settings', {
    streaming: { first_byte_seconds: 40 }, // what begins to transcode on a starved machine
    commands: {
      allowed_programs: ['ffmpeg', 'streamlink', 'yt-dlp', vlc],
      profiles: [{ ...preset, name: 'vlc-as-nobody', program: vlc }],
    },
  });
  const { items } = (await api('GET', '/channels?sort=number&limit=10')) as { items: { id: string }[] };
  const patches = ways.map(({ profile }, index) => ({ ids: [items[index]!.id], set: { stream_profile: profile } }));
  await api('PATCH', '/channels', { patches });
  const failed: string[] = [];
  for (const [index, { profile }] of ways.entries()) {
    const { pictures, complaints } = await decode(masthead.base, index + 1);
    if (pictures < 40) failed.push(`${profile}: ${pictures} pictures, ${complaints}`);
  }
  expect(failed).toEqual([]);
  await masthead.stop();
  await source.stop();
});

let target: MastheadProcess | undefined;
beforeAll(async () => {
  if (hasFfmpeg) target = await startMasthead({ args: ['--demo'], channels: 12 });
});
afterAll(async () => {
  await target?.stop();
});

test.runIf(hasFfmpeg)('a client that is redirected fetches from the provider, another is proxied', async () => {
  const api = await logIn(target!.base);
  await api('PATCH', '/settings', {
    streaming: { client_profiles: [{ user_agent: 'Lavf', profile: 'redirect' }], redirect_despite_limit: true },
  });
  const address = `${target!.base}/auto/v1`;
  const asked = await fetch(address, { redirect: 'manual', headers: { 'user-agent': 'Lavf/60' } });
  expect([asked.status, asked.headers.get('cache-control')]).toEqual([302, 'no-store']);
  const { pictures, complaints } = await decode(target!.base, 1);
  expect(complaints).toBe('');
  expect(pictures).toBeGreaterThan(60);
  expect(await api('GET', '/sessions')).toEqual({ items: [] });
  const proxied = await fetch(address, { redirect: 'manual', headers: { 'user-agent': 'VLC/3' } });
  expect(proxied.status).toBe(200);
  await proxied.body?.cancel();
});
