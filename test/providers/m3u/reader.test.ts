import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { providerSettings, type ProviderSettingsInput } from '../../../src/model/provider.ts';
import type { StreamEntry } from '../../../src/model/stream.ts';
import * as reader from '../../../src/providers/m3u/reader.ts';
import type { ReadSink } from '../../../src/providers/provider.ts';
import { faults, startProviderServer, type FakeProvider } from '../../fakes/provider-server.ts';
import { readThrough, type Reading, type ReadingOptions } from '../../fakes/reading.ts';

const LIST = '#EXTM3U x-tvg-url="guide.xml"\n#EXTINF:-1,A\nhttp://a.invalid/1\n#EXTINF:-1,B\nb.ts\n#EXTINF:-1,C\n';
let server: FakeProvider;
let streams: StreamEntry[];
let progress: number[];

beforeEach(async () => {
  server = await startProviderServer();
  streams = [];
  progress = [];
});

afterEach(() => server.close());

const sink: ReadSink = {
  streams: (batch) => void streams.push(...batch),
  guideChannels: () => undefined,
  wants: () => false,
  programmes: () => undefined,
};

function reading(
  source: string,
  options: ReadingOptions = {},
  more: Partial<ProviderSettingsInput> = {},
): Promise<Reading> {
  const settings = providerSettings.parse({ id: 'p', kind: 'm3u', name: 'P', source, ...more });
  return readThrough(reader, settings, sink, { onBytes: (bytes) => void progress.push(bytes), ...options });
}

test('a list is read from its address, with what it says around its entries', async () => {
  const body = gzipSync(LIST);
  server.on('/get', faults.redirect('/lists/my.m3u'));
  server.on('/lists/my.m3u', { body, etag: '"1"' });
  const { fetched, summary } = await reading(`${server.url}/get`);
  expect(fetched).toMatchObject({
    validators: { etag: '"1"', lastModified: '', fingerprint: '' },
    bytes: body.byteLength,
  });
  expect(summary).toEqual({
    entryCount: 2,
    skips: { count: 1, byReason: { 'no-address': 1 }, samples: [{ line: 6, reason: 'no-address' }] },
    guideSources: [`${server.url}/lists/guide.xml`],
  });
  expect(streams.map((stream) => stream.url)).toEqual(['http://a.invalid/1', `${server.url}/lists/b.ts`]);
  expect(progress.at(-1)).toBe(body.byteLength);
});

test('an unchanged list costs nothing and gives nothing', async () => {
  server.on('/list', { body: LIST, etag: '"1"' });
  const { validators } = (await reading(`${server.url}/list`)).fetched!;
  streams = [];
  expect(await reading(`${server.url}/list`, { validators })).toEqual({ fetched: null, summary: null });
  expect(streams).toEqual([]);
});

test('the provider’s user agent and headers are sent', async () => {
  server.on('/list', { body: LIST });
  await reading(`${server.url}/list`, {}, { user_agent: 'Mine/1', headers: { 'X-Key': 'secret' } });
  expect(server.requests[0]?.headers).toMatchObject({ 'user-agent': 'Mine/1', 'x-key': 'secret' });
});

test('a local file is read, and is unchanged until it changes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-m3u-'));
  const path = join(folder, 'list.m3u');
  await writeFile(path, LIST);
  const { fetched, summary } = await reading(path);
  expect(summary?.entryCount).toBe(1);
  expect(await reading(path, { validators: fetched!.validators })).toMatchObject({ fetched: null });
  await rm(folder, { recursive: true });
});

test('the HLS playlist of one channel is one stream, at the address that was given', async () => {
  server.on('/tv', faults.redirect('/edge/Arte.m3u8?token=once'));
  server.on('/edge/Arte.m3u8', { body: '#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6.0,\n1.ts\n' });
  await reading(`${server.url}/tv`);
  expect(streams).toMatchObject([{ url: `${server.url}/tv`, name: 'tv' }]);
});

test.each([
  ['an error page', faults.html(), 'format.not-a-playlist'],
  ['nothing at all', faults.status(200), 'format.not-a-playlist'],
  ['a blocked account', faults.status(403), 'provider.refused'],
  ['a server in trouble', faults.status(502), 'provider.unavailable'],
  ['a list cut short', faults.wrongLength(LIST), 'net.truncated'],
  ['a gzip file cut short', faults.truncatedGzip(LIST.repeat(100)), 'net.truncated'],
  ['a connection reset', faults.reset(LIST), 'net.reset'],
])('%s is an error', async (_what, fault, code) => {
  server.on('/list', fault);
  await expect(reading(`${server.url}/list`)).rejects.toMatchObject({ code });
});

test('it stops when it is told to', async () => {
  server.on('/list', faults.endless());
  const abort = new AbortController();
  const running = reading(`${server.url}/list`, { signal: abort.signal });
  await expect.poll(() => progress.length).toBeGreaterThan(0);
  abort.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
});
