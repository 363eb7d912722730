import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createHttpClient, type HttpClient } from '../../src/net/client.ts';
import { useAllowance } from '../../src/net/reach.ts';
import { openSource, type OpenedSource, type SourceRequest } from '../../src/net/source.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { textOf } from '../fakes/chunks.ts';
import { content, faults, startProviderServer, type FakeProvider } from '../fakes/provider-server.ts';

type Open = Extract<OpenedSource, { unchanged: false }>;
let server: FakeProvider;
let http: HttpClient;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-source-'));
  server = await startProviderServer();
  http = createHttpClient();
});

afterEach(async () => {
  await http.close();
  await server.close();
  await rm(folder, { recursive: true });
});

const open = (source: string, more: Partial<SourceRequest> = {}): Promise<OpenedSource> =>
  openSource({ source, http, signal: new AbortController().signal, ...more });

async function opened(source: string, more: Partial<SourceRequest> = {}): Promise<Open> {
  const result = await open(source, more);
  if (result.unchanged) throw new Error('unchanged');
  return result;
}

const read = async (source: string, more: Partial<SourceRequest> = {}): Promise<string> =>
  await textOf((await opened(source, more)).chunks);

async function fileWith(body: string | Uint8Array): Promise<string> {
  const path = join(folder, 'list.m3u');
  await writeFile(path, body);
  return path;
}

describe('over HTTP', () => {
  test('a source is read with its type, validators and last address', async () => {
    server.on('/a', faults.redirect('/list.m3u'));
    server.on('/list.m3u', { body: 'list', etag: '"1"', lastModified: 'yesterday', contentType: 'Audio/X; charset=x' });
    const source = await opened(`${server.url}/a`);
    expect(source).toMatchObject({
      url: `${server.url}/list.m3u`,
      contentType: 'audio/x',
      validators: { etag: '"1"', lastModified: 'yesterday', fingerprint: '' },
    });
    expect(await textOf(source.chunks)).toBe('list');
  });

  test.each([true, false])('gzip is unpacked (announced: %s)', async (gzip) => {
    server.on('/list', { body: gzip ? 'list' : gzipSync('list'), gzip });
    expect(await read(`${server.url}/list`)).toBe('list');
  });

  test('headers are sent along', async () => {
    server.on('/echo', faults.headerEcho());
    expect(JSON.parse(await read(`${server.url}/echo`, { headers: { 'x-key': '1' } }))).toMatchObject({ 'x-key': '1' });
  });

  test.each([{ etag: '"1"' }, { lastModified: 'Mon, 23 Nov 2026 08:00:00 GMT' }])(
    'an unchanged source with %j costs no body',
    async (validator) => {
      server.on('/list', { body: 'list', ...validator });
      const { validators, chunks } = await opened(`${server.url}/list`);
      await textOf(chunks);
      expect(await open(`${server.url}/list`, { validators })).toEqual({ unchanged: true });
    },
  );

  test('the same ETag is unchanged, also from a server that cannot say 304', async () => {
    server.on('/list', (request, response) => {
      delete request.headers['if-none-match'];
      content({ body: 'list', etag: '"1"' })(request, response);
    });
    const validators = { etag: '"1"', lastModified: '', fingerprint: '' };
    expect(await open(`${server.url}/list`, { validators })).toEqual({ unchanged: true });
  });

  test('a 304 that nobody asked for is no content', async () => {
    server.on('/list', faults.status(304));
    await expect(open(`${server.url}/list`)).rejects.toMatchObject({ code: 'provider.refused' });
  });

  test.each([
    [401, 'provider.unauthorised', false],
    [403, 'provider.refused', false],
    [456, 'provider.refused', false],
    [404, 'provider.not-found', false],
    [429, 'provider.unavailable', true],
    [503, 'provider.unavailable', true],
  ])('a %i is %s', async (status, code, retryable) => {
    server.on('/list', faults.status(status));
    await expect(open(`${server.url}/list`)).rejects.toMatchObject({ code, retryable });
  });

  test('an encoding that was not asked for is refused', async () => {
    server.on('/list', (_request, response) => void response.writeHead(200, { 'content-encoding': 'br' }).end('x'));
    await expect(open(`${server.url}/list`)).rejects.toMatchObject({ code: 'net.malformed' });
  });

  test.each([
    ['a truncated gzip file', faults.truncatedGzip('list'.repeat(1_000)), 'net.truncated'],
    ['fewer bytes than named', faults.wrongLength('list'), 'net.truncated'],
    ['a reset', faults.reset('list'), 'net.reset'],
  ])('%s is an error, not a short list', async (_what, fault, code) => {
    server.on('/list', fault);
    await expect(read(`${server.url}/list`)).rejects.toMatchObject({ code });
  });

  test('an endless body ends at the cap, and the connection is closed', async () => {
    server.on('/list', faults.endless());
    const caps = { receivedBytes: 1_000_000 };
    await expect(read(`${server.url}/list`, { caps })).rejects.toMatchObject({ code: 'format.too-large' });
    await expect.poll(() => server.openConnections).toBe(0);
  });

  test('a body that drips for ever ends when its time is over', async () => {
    server.on('/list', faults.slow('x'.repeat(1_000), 1, 1));
    let readings = 0;
    const clock = { ...systemClock, monotonicMs: () => (readings += 1) * 1_000 };
    await expect(read(`${server.url}/list`, { clock, caps: { totalMs: 5_000 } })).rejects.toMatchObject({
      code: 'net.timeout',
    });
  });

  test('progress is told in bytes as they were sent', async () => {
    const body = gzipSync('list'.repeat(10_000));
    server.on('/list', { body });
    let received = 0;
    await read(`${server.url}/list`, { onBytes: (bytes) => (received = bytes) });
    expect(received).toBe(body.byteLength);
  });

  test.each([faults.endless(), faults.endless(gzipSync('list'.repeat(10_000)))])(
    'an abort ends the reading with its reason (%#)',
    async (endless) => {
      server.on('/list', endless);
      const abort = new AbortController();
      const { chunks } = await opened(`${server.url}/list`, { signal: abort.signal });
      const reading = textOf(chunks);
      abort.abort(new Error('enough'));
      await expect(reading).rejects.toThrow(/^enough$/);
    },
  );
});

describe('from a file', () => {
  test.each([
    ['plain', 'list'],
    ['as gzip', gzipSync('list')],
  ])('a source is read %s, by path or URL', async (_how, body) => {
    const path = await fileWith(body);
    expect(await read(path)).toBe('list');
    expect(await read(pathToFileURL(path).href)).toBe('list');
  });

  test('relative addresses have nowhere to start from', async () => {
    expect(await opened(await fileWith('list'))).toMatchObject({ url: '', contentType: '' });
  });

  test('it is unchanged until its size or time change', async () => {
    const path = await fileWith('list');
    const { validators, chunks } = await opened(path);
    await textOf(chunks);
    expect(await open(path, { validators })).toEqual({ unchanged: true });
    await utimes(path, 1, 1);
    expect(await read(path, { validators })).toBe('list');
  });

  test('one that is not there, or is a folder, is not found', async () => {
    await expect(open(join(folder, 'none.m3u'))).rejects.toMatchObject({ code: 'provider.not-found' });
    await expect(open(folder)).rejects.toMatchObject({ code: 'provider.not-found' });
  });

  test('the caps hold', async () => {
    const path = await fileWith(gzipSync('x'.repeat(100_000)));
    await expect(read(path, { caps: { decodedBytes: 1_000 } })).rejects.toMatchObject({ code: 'format.too-large' });
  });
});

test('what belongs to Masthead or to the system is no list, also behind a link; a list beside it is one', async () => {
  const own = join(folder, 'data');
  await mkdir(join(own, 'cache'), { recursive: true });
  for (const name of ['identity.json', 'cache/list', 'mine.m3u', 'guide.xml.gz'])
    await writeFile(join(own, name), 'text');
  await writeFile(join(folder, 'list'), 'text');
  for (const [link, to] of [
    ['link.m3u', join(own, 'identity.json')],
    ['process.m3u', '/proc/self/status'],
    ['by-folder', own],
  ] as const)
    await symlink(to, join(folder, link));
  useAllowance(() => ({ allowed: [], named: [], ownFolder: own }));
  onTestFinished(() => useAllowance(() => ({ allowed: [], named: [] })));
  for (const path of ['data/identity.json', 'data/cache/list', 'link.m3u', 'process.m3u', 'by-folder/identity.json'])
    await expect(open(join(folder, path))).rejects.toMatchObject({ code: 'provider.refused' });
  await expect(open(pathToFileURL(join(folder, 'link.m3u')).href)).rejects.toMatchObject({ code: 'provider.refused' });
  await expect(open('/proc/self/environ')).rejects.toMatchObject({ code: 'provider.refused' });
  for (const path of ['data/mine.m3u', 'data/guide.xml.gz', 'list']) await open(join(folder, path));
});
