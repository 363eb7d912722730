// Every way in which Masthead asks others, against a server that is its own: not one connection may arrive there.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { post } from '../../src/alerts/post.ts';
import { checkStream, createCheckClient } from '../../src/health/check/check-stream.ts';
import { systemClock as clock } from '../../src/kernel/clock.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { fetchLogo } from '../../src/logos/fetch-logo.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { createHttpClient, type HttpClient } from '../../src/net/client.ts';
import { guardedLookup, insistOnReach } from '../../src/net/connector.ts';
import { enterJellyfin } from '../../src/net/jellyfin.ts';
import { currentReach, ownPort, takeReach, useAllowance } from '../../src/net/reach.ts';
import { fetchSource } from '../../src/net/fetch-source.ts';
import { tellServers } from '../../src/outputs/strm/refresh.ts';
import { Programs } from '../../src/processes/programs.ts';
import { createCommandKind } from '../../src/streaming/upstreams/command.ts';
import { createHls } from '../../src/streaming/upstreams/hls/hls.ts';
import { createHttpTs } from '../../src/streaming/upstreams/http-ts.ts';
import type { UpstreamKind } from '../../src/streaming/upstream.ts';
import { temporaryFolder } from '../fakes/folder.ts';

let own: { url: string; port: number; connections: number };
let evil: string;

/** What the provider's server answers at a path. */
const PAGES: Readonly<
  Record<string, (own: string) => { status?: number; headers?: Record<string, string>; body?: string }>
> = {
  '/redirect': (target) => ({ status: 302, headers: { location: `${target}/api/settings` } }),
  '/segment.m3u8': (target) => ({ body: playlist(`${target}/one.ts`) }),
  '/key.m3u8': (target) => ({ body: playlist('one.ts', `#EXT-X-KEY:METHOD=AES-128,URI="${target}/key"\n`) }),
  '/master.m3u8': (target) => ({ body: `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${target}/child.m3u8\n` }),
};

const playlist = (segment: string, more = ''): string =>
  `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:1\n${more}#EXTINF:2,\n${segment}\n`;

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

beforeEach(async () => {
  const api = createServer((_, response) => response.end('{"secret":1}'));
  const port = await listening(api);
  own = { url: `http://127.0.0.1:${port}`, port, connections: 0 };
  api.on('connection', () => (own.connections += 1));
  onTestFinished(ownPort(port));
  const provider = createServer(({ url = '' }, response) => {
    const { status = 200, headers = {}, body = '' } = PAGES[url]?.(own.url) ?? { status: 404 };
    response.writeHead(status, headers).end(body);
  });
  evil = `http://127.0.0.1:${await listening(provider)}`;
});

/** How a stream of this kind ends. */
async function dialled(kind: UpstreamKind, url: string, firstByteMs = 3_000): Promise<AppError> {
  const source = { streamId: 1 as StreamId, providerId: 'p' as ProviderId, name: '', url, headers: {} };
  const upstream = kind.dial({
    source,
    clock,
    limits: { connectMs: 1_000, firstByteMs },
    onBytes: () => undefined,
  });
  const reason = await upstream.over;
  await upstream.close();
  return reason;
}

const hls = createHls({ settings: () => defaultSettings.hls, ffmpeg: () => undefined, maxBytes: 1_000_000 });
const ts = createHttpTs(hls);
const command = createCommandKind({
  settings: () => ({ ...defaultSettings.commands, allowed_programs: ['ffmpeg'] }),
  programs: new Programs(),
});
const signal = new AbortController().signal;

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return [error, cause].some((one) => one instanceof AppError && one.code === 'net.bad-address')
    ? 'refused'
    : String(error);
}

async function withHttp(work: (http: HttpClient) => Promise<unknown>): Promise<string> {
  const http = createHttpClient();
  try {
    return await reasonOf(work(http));
  } finally {
    await http.close();
  }
}

const request = (url: string): Promise<string> => withHttp((http) => http.request({ url }));

const check = (url: string) =>
  checkStream(
    { url, headers: {}, timeoutMs: 2_000, wantBytes: 0, wantMs: 0, position: null },
    { signal, http: createCheckClient() },
  );

const logo = (url: string): Promise<string> => withHttp((http) => fetchLogo(url, { http }, signal));

const list = (source: string): Promise<string> =>
  withHttp((http) => fetchSource({ source, http, signal, folder: temporaryFolder() }));

describe.each([
  ['by its address', () => own.url],
  ['by a name', () => `http://localhost:${own.port}`],
  ['behind a redirect', () => `${evil}/redirect`],
] as const)('Masthead itself %s', (_, address) => {
  test.each([
    ['a request', () => request(address())],
    ['a list', () => list(address())],
    ['a picture', () => logo(address())],
    ['a stream', async () => ((await dialled(ts, address())).code === 'net.bad-address' ? 'refused' : 'dialled')],
    ['HLS', async () => ((await dialled(hls, address())).code === 'net.bad-address' ? 'refused' : 'dialled')],
    ['a check', async () => ((await check(address())).code === 'net.bad-address' ? 'refused' : 'asked')],
  ])('is not asked for %s', async (_what, ask) => {
    expect(await ask()).toBe('refused');
    expect(own.connections).toBe(0);
  });
});

test.each(['/segment.m3u8', '/key.m3u8', '/master.m3u8'])('nor by what a playlist names: %s', async (path) => {
  await dialled(ts, evil + path, 500); // nothing comes, whatever is waited for
  await check(evil + path);
  expect(own.connections).toBe(0);
});

test('nor by a webhook, a media server’s address, Jellyfin or a program', async () => {
  await expect(post({ url: own.url, body: '', to: 'It', signal })).rejects.toMatchObject({ code: 'alert.unavailable' });
  await tellServers([{ kind: 'jellyfin', url: own.url, api_key: '' }], silentLog);
  const entry = { address: own.url, apiKey: 'k', tunerUrl: 'http://x', guideUrl: 'http://x', name: 'x' };
  await expect(enterJellyfin(entry)).rejects.toMatchObject({ code: 'request.invalid' });
  expect((await dialled(command, `rtsp://127.0.0.1:${own.port}/x`)).code).toBe('net.bad-address');
  expect(own.connections).toBe(0);
});

test('a webhook’s redirect is not followed', async () => {
  expect((await post({ url: `${evil}/redirect`, body: '', to: 'It', signal })).status).toBe(302);
  expect(own.connections).toBe(0);
});

test('the address that a name has at the moment of the connection counts, and no other is connected to', async () => {
  const answers = [[{ address: '93.184.216.34', family: 4 }], [{ address: '127.0.0.1', family: 4 }]];
  const resolve: Parameters<typeof guardedLookup>[2] = (_name, _options, callback) => callback(null, answers.shift()!);
  const lookup = guardedLookup(own.port, 'source', resolve);
  const looked = () =>
    new Promise((done) => lookup('rebound.example', { all: true }, (error, found) => done(error ?? found)));
  expect(await looked()).toEqual([{ address: '93.184.216.34', family: 4 }]);
  expect(await looked()).toMatchObject({ code: 'net.bad-address' });
});

test('of a name with several addresses only those that may be reached are tried', async () => {
  const both = [
    { address: '169.254.169.254', family: 4 },
    { address: '93.184.216.34', family: 4 },
  ];
  const lookup = guardedLookup(80, 'source', (_name, _options, callback) => callback(null, both));
  const found = await new Promise((done) => lookup('both.example', { all: true }, (_, all) => done(all)));
  expect(found).toEqual([{ address: '93.184.216.34', family: 4 }]);
  const one = await new Promise((done) => lookup('both.example', {}, (_, address) => done(address)));
  expect(one).toBe('93.184.216.34');
});

test('metadata addresses are refused to programs, too, however they are written', async () => {
  for (const url of [
    'rtsp://169.254.169.254/',
    'http://2852039166/',
    'http://[::ffff:a9fe:a9fe]/',
    'srt://172.30.32.2:9',
  ]) {
    await expect(insistOnReach(url, 'source')).rejects.toMatchObject({ code: 'net.bad-address' });
  }
  await expect(insistOnReach('rtsp://192.168.1.9/', 'source')).resolves.toBeUndefined();
  await expect(insistOnReach('udp://239.1.1.1:5000', 'source')).resolves.toBeUndefined(); // nobody is asked
});

test('a worker keeps to what it was handed with its task', async () => {
  const reach = currentReach();
  onTestFinished(() => useAllowance(() => ({ allowed: [], named: [] }))); // nothing is handed any more: others get these ports
  expect(reach.ownPorts).toContain(own.port);
  takeReach({ ...reach, ownPorts: [] });
  expect(await request(`${own.url}/`)).not.toBe('refused');
  takeReach(reach);
  expect(await request(`${own.url}/`)).toBe('refused');
});
