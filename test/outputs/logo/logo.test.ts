import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../../src/kernel/log.ts';
import { printChannelId } from '../../../src/model/ids.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { useAllowance } from '../../../src/net/reach.ts';
import { MAX_LOGO_BYTES } from '../../../src/logos/image-type.ts';
import { createLogoCache } from '../../../src/logos/logo-cache.ts';
import { createLogoOutput } from '../../../src/outputs/logo/logo.ts';
import { LogoStore } from '../../../src/logos/logo-store.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { ask, startLanListener, type Answer } from '../../fakes/lan-listener.ts';
import { channelOf } from '../../fakes/lineup-of.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(1_000, 7)]);
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const CHANNEL = channelOf('1', 'One');

interface Setup {
  readonly folder: string;
  readonly clock: ReturnType<typeof createTurnedClock>;
  readonly requestCount: () => number;
  readonly logo: (path?: string, headers?: Record<string, string>, method?: string) => Promise<Answer>;
}

interface Options {
  readonly folder?: string;
  readonly budgetBytes?: number;
  readonly isTrusted?: boolean;
}

/** A provider's server, and the logo output in front of it: `logo(path)` asks for a channel whose logo lies at `path`. */
async function setUp(serve: RequestListener, options: Options = {}): Promise<Setup> {
  let requestCount = 0;
  const provider = createServer((request, response) => {
    requestCount += 1;
    serve(request, response);
  }).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  const host = `127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const folder = options.folder ?? temporaryFolder();
  const clock = createTurnedClock();
  let logoUrl = '';
  const http = createHttpClient();
  useAllowance(() => ({ allowed: [], named: options.isTrusted === false ? [] : [host] }));
  const cache = createLogoCache({
    http,
    folder,
    clock,
    log: silentLog,
    ...(options.budgetBytes !== undefined && { budgetBytes: options.budgetBytes }),
  });
  const output = createLogoOutput({
    logoOf: async (id) => (id === CHANNEL.id && logoUrl !== '' ? cache.get(logoUrl) : undefined),
    candidateOf: () => Promise.resolve(undefined),
    pictureOf: () => Promise.resolve(undefined),
  });
  await cache.start();
  const { url } = await startLanListener([output]);
  onTestFinished(async () => {
    await cache.stop();
    await http.close();
    provider.closeAllConnections();
    provider.close();
  });
  return {
    folder,
    clock,
    requestCount: () => requestCount,
    logo(path = '/a.png', headers = {}, method = 'GET') {
      logoUrl = path === '' ? '' : `http://${host}${path}`;
      return ask(`${url}/logo/${printChannelId(CHANNEL.id)}`, headers, method);
    },
  };
}

const png: RequestListener = (_, response) => response.end(PNG);

test('a logo is fetched once, and served from the disk from then on', async () => {
  const { logo, requestCount } = await setUp(png);
  const answers = [await logo(), await logo()];
  for (const { status, headers, body } of answers) {
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('image/png');
    expect(body.equals(PNG)).toBe(true);
  }
  expect(requestCount()).toBe(1);
});

test('many who ask at once cause one fetch', async () => {
  const { logo, requestCount } = await setUp((_, response) => void setTimeout(() => response.end(PNG), 20));
  const answers = await Promise.all(Array.from({ length: 20 }, () => logo()));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect(requestCount()).toBe(1);
});

test('a restart keeps what was fetched, and clears up what was left half done', async () => {
  const folder = temporaryFolder();
  const clock = createTurnedClock();
  const first = new LogoStore(folder, 1_000_000, clock);
  await first.start();
  await first.put('http://a/1', { kind: 'png', bytes: PNG });
  await writeFile(join(folder, '0123.png.next'), 'half');
  const second = new LogoStore(folder, 1_000_000, clock);
  await second.start();
  const kept = await second.get('http://a/1');
  expect({ kind: kept?.kind, fetchedAt: kept?.fetchedAt }).toEqual({ kind: 'png', fetchedAt: clock.now() });
  expect(kept && PNG.equals(kept.bytes)).toBe(true);
  expect(second.sizeBytes).toBe(PNG.length);
  expect(await readdir(folder)).toHaveLength(1);
});

test('a cache folder that someone has emptied fills again', async () => {
  const { logo, folder, requestCount } = await setUp(png);
  await logo();
  await rm(folder, { recursive: true });
  expect((await logo()).status).toBe(200);
  expect(requestCount()).toBe(2);
});

test('the cache stays within its budget; what was used last stays longest', async () => {
  const { logo, folder, requestCount } = await setUp(png, { budgetBytes: 2 * PNG.length });
  await logo('/a.png');
  await logo('/b.png');
  await logo('/a.png');
  await logo('/c.png');
  expect(await readdir(folder)).toHaveLength(2);
  const before = requestCount();
  await logo('/a.png');
  expect(requestCount()).toBe(before);
  await logo('/b.png');
  expect(requestCount()).toBe(before + 1);
});

test('HEAD has the headers of GET, and a known tag is answered with 304', async () => {
  const { logo } = await setUp(png);
  const get = await logo();
  const head = await logo('/a.png', {}, 'HEAD');
  expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
  expect(head.body).toHaveLength(0);
  const known = await logo('/a.png', { 'if-none-match': String(get.headers.etag) });
  expect(known.status).toBe(304);
});

test('no logo, an unknown channel and nonsense are 404 without a body', async () => {
  const { logo } = await setUp(png);
  const { url } = await startLanListener([
    createLogoOutput({
      logoOf: () => Promise.resolve(undefined),
      candidateOf: () => Promise.resolve(undefined),
      pictureOf: () => Promise.resolve(undefined),
    }),
  ]);
  const answers = [await logo(''), await ask(`${url}/logo/c0000000000z`), await ask(`${url}/logo/..%2f..%2fetc`)];
  expect(answers.map(({ status, body }) => [status, body.length])).toEqual([
    [404, 0],
    [404, 0],
    [404, 0],
  ]);
});

test('a page that shows something else in its place is told so without an error', async () => {
  const none = createLogoOutput({
    logoOf: () => Promise.resolve(undefined),
    candidateOf: () => Promise.resolve(undefined),
    pictureOf: () => Promise.resolve(undefined),
  });
  const { url } = await startLanListener([none]);
  const answers = [await ask(`${url}/logo/c0000000000z?missing=204`), await ask(`${url}/logo/c0000000000z?missing=1`)];
  expect(answers.map(({ status, body }) => [status, body.length])).toEqual([
    [204, 0],
    [404, 0],
  ]);
});

test('what could not be had is not asked for again until later', async () => {
  const { logo, clock, requestCount } = await setUp((_, response) => response.writeHead(500).end());
  expect((await logo()).status).toBe(404);
  expect((await logo()).status).toBe(404);
  expect(requestCount()).toBe(1);
  clock.advance(11 * 60_000);
  await logo();
  expect(requestCount()).toBe(2);
});

test('a page, an image that never ends and an empty answer are no logo', async () => {
  const { logo } = await setUp((request, response) => {
    if (request.url === '/page') response.writeHead(200, { 'content-type': 'image/png' }).end('<html>no</html>');
    else if (request.url === '/empty') response.end();
    else response.end(Buffer.concat([PNG, Buffer.alloc(MAX_LOGO_BYTES)]));
  });
  for (const path of ['/page', '/empty', '/endless']) expect((await logo(path)).status).toBe(404);
});

test('a compressed SVG is served as one that can run nothing', async () => {
  const { logo } = await setUp((_, response) => response.end(gzipSync(SVG)));
  const { headers, text } = await logo('/a.svg');
  expect(headers['content-type']).toBe('image/svg+xml');
  expect(headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(text).toBe(SVG.toString());
});

test('this machine is asked for logos only where a provider lives', async () => {
  const { logo, requestCount } = await setUp(png, { isTrusted: false });
  expect((await logo()).status).toBe(404);
  expect(requestCount()).toBe(0);
});

test('a redirect to where nothing may be fetched from brings no logo', async () => {
  const inner = createServer(png).listen(0, '127.0.0.1');
  await once(inner, 'listening');
  onTestFinished(() => void inner.close());
  const location = `http://127.0.0.1:${(inner.address() as AddressInfo).port}/secret.png`;
  const { logo } = await setUp((_, response) => response.writeHead(302, { location }).end());
  expect((await logo()).status).toBe(404);
});

test('an old logo is served as it is while a new one is fetched', async () => {
  let body = PNG;
  const { logo, clock } = await setUp((_, response) => response.end(body));
  await logo();
  clock.advance(8 * 24 * 3_600_000);
  body = Buffer.concat([PNG, Buffer.from('new')]);
  expect((await logo()).body.equals(PNG)).toBe(true);
  await expect.poll(async () => (await logo()).body.length).toBe(body.length);
});

test('nothing on the disk is called by its address: that may hold a password', async () => {
  const { logo, folder } = await setUp(png);
  await logo('/user/secret/logo.png');
  expect((await readdir(folder)).join()).not.toMatch(/secret|127/);
});
