import { onTestFinished, expect, test } from 'vitest';
import { checkStream, createCheckClient } from '../../src/health/check/check-stream.ts';
import type { CheckRequest } from '../../src/health/check/request.ts';
import { content, faults, startProviderServer, type Behaviour } from '../fakes/provider-server.ts';
import { TransportStream } from '../fakes/transport-stream.ts';
import { startTsServer } from '../fakes/ts-server.ts';

const http = createCheckClient();
const request = (url: string, more: Partial<CheckRequest> = {}): CheckRequest => ({
  url,
  headers: { 'user-agent': 'Tester' },
  timeoutMs: 1_500,
  wantBytes: 0,
  wantMs: 0,
  position: null,
  ...more,
});
const check = (url: string, more: Partial<CheckRequest> = {}) =>
  checkStream(request(url, more), { signal: new AbortController().signal, http });

function pictures(count: number): Buffer {
  const stream = new TransportStream();
  return Buffer.concat(Array.from({ length: count }, () => stream.next()));
}
const live: Behaviour = (_request, response) =>
  void response.writeHead(200, { 'content-type': 'video/mp2t' }).write(pictures(30));

async function serve(behaviour: Behaviour) {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  server.on('/1', behaviour);
  return server;
}

test('a live stream lives; it was asked for with its headers and a range, and the connection is closed', async () => {
  const server = await startTsServer();
  onTestFinished(() => server.close());
  const answer = await check(`${server.url}/1`);
  expect(answer).toMatchObject({ code: null, bytes: null });
  expect(answer.latencyMs).toBeGreaterThanOrEqual(0);
  expect(server.requests[0]!.headers).toMatchObject({ range: 'bytes=0-', 'user-agent': 'Tester' });
  await expect.poll(() => server.connections).toBe(0);
});

test('the same picture makes the same mark, another one another', async () => {
  const server = await serve(live);
  const [one, two] = [await check(`${server.url}/1`), await check(`${server.url}/1`)];
  expect(one.mark).toBe(two.mark);
});

test.each<[string, Behaviour, string]>([
  ['a page that calls itself a success', faults.html(), 'upstream.not-video'],
  ['404', faults.status(404), 'upstream.not-found'],
  ['403', faults.status(403), 'upstream.refused'],
  ['the limit of connections', faults.status(458), 'upstream.limit-reached'],
  ['an overloaded panel', faults.status(503), 'upstream.unavailable'],
  ['silence', faults.silence(), 'upstream.timeout'],
  ['an answer without a byte', (_q, response) => void response.writeHead(200).end(), 'upstream.empty'],
  ['noise', faults.endless(Buffer.alloc(65_536, 0x31)), 'upstream.garbage'],
  ['a hang-up', faults.hangUp(), 'net.reset'],
  ['redirects without end', faults.redirect('/1'), 'net.too-many-redirects'],
  [
    'a stream that ends at once',
    (_q, response) => void response.writeHead(200).end(pictures(9).subarray(0, 188 * 4)),
    'upstream.ended',
  ],
  [
    'a clip with an end, told by its length',
    (_q, response) =>
      void response.writeHead(200, { 'content-length': 188 * 40 }).end(pictures(9).subarray(0, 188 * 40)),
    'upstream.clip',
  ],
  [
    'tables and nothing else',
    (_q, response) => void response.writeHead(200).write(pictures(1).subarray(0, 188 * 2)),
    'upstream.timeout',
  ],
])('%s is not alive', async (_name, behaviour, code) => {
  const server = await serve(behaviour);
  const answer = await check(`${server.url}/1`);
  expect(answer.code).toBe(code);
  expect(answer.message).not.toBe('');
});

test.each([
  ['a clip of a minute', 8 * 10 ** 7, 'upstream.clip'],
  ['an end that is none', 2 ** 31 - 1, null],
])('%s is told by its length', async (_name, bytes, code) => {
  const server = await serve((_q, response) => {
    response.writeHead(206, { 'content-type': 'video/mp2t', 'content-range': `bytes 0-${bytes - 1}/${bytes}` });
    response.write(pictures(30));
  });
  expect((await check(`${server.url}/1`)).code).toBe(code);
});

test('a server that knows no ranges is asked without', async () => {
  const server = await serve((asked, response) =>
    asked.headers.range ? void response.writeHead(416).end() : live(asked, response),
  );
  expect((await check(`${server.url}/1`)).code).toBeNull();
});

test('nobody listens there', async () => {
  expect((await check('http://127.0.0.1:9/1')).code).toBe('net.refused');
  expect((await check('http://nowhere.invalid/1')).code).toBe('net.dns');
});

test('a check that is called off says so, and closes its connection', async () => {
  const server = await startTsServer();
  onTestFinished(() => server.close());
  const abort = new AbortController();
  const checking = checkStream(request(`${server.url}/1`, { wantBytes: 1e9, wantMs: 9_000 }), {
    signal: abort.signal,
    http,
  });
  await expect.poll(() => server.connections).toBe(1);
  abort.abort(new Error('called off'));
  await expect(checking).rejects.toThrow('called off');
  await expect.poll(() => server.connections).toBe(0);
});

const playlist = (sequence: number, more = ''): string =>
  `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:${sequence}\n#EXTINF:1,\n/${sequence}.ts\n#EXTINF:1,\n/${sequence + 1}.ts\n${more}`;

async function serveHls(text: () => string) {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  server.on('/1', (_q, response) => void response.end(text()));
  server.on('/master', { body: '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\n/1\n' });
  server.on('/8.ts', { body: pictures(30), contentType: 'video/mp2t' });
  server.on('/9.ts', content({ body: pictures(30), contentType: 'video/mp2t' }));
  return server;
}

test('HLS: the newest segment of the best variant is looked at', async () => {
  const server = await serveHls(() => playlist(7));
  expect(await check(`${server.url}/master`)).toMatchObject({ code: null, position: '8 /8.ts' });
});

test('HLS: a playlist that stands still since the last check is no life, one that goes on is', async () => {
  let sequence = 7;
  const server = await serveHls(() => playlist(sequence));
  const stale = await check(`${server.url}/1`, { position: '8 /8.ts', timeoutMs: 4_000 });
  expect(stale.code).toBe('upstream.stalled');
  sequence = 8;
  expect((await check(`${server.url}/1`, { position: '8 /8.ts' })).code).toBeNull();
});

test.each([
  ['has an end', playlist(7, '#EXT-X-ENDLIST\n'), 'upstream.ended'],
  ['is empty', '#EXTM3U\n#EXT-X-TARGETDURATION:1\n', 'upstream.empty'],
  ['names a segment that is not there', playlist(20), 'upstream.not-found'],
])('HLS: a playlist that %s is no life', async (_name, text, code) => {
  const server = await serveHls(() => text);
  expect((await check(`${server.url}/1`)).code).toBe(code);
});

test('when more is wanted, its bytes come with what they say', async () => {
  const server = await startTsServer();
  onTestFinished(() => server.close());
  const { bytes, probe } = await check(`${server.url}/1`, { wantBytes: 200_000, wantMs: 4_000 });
  expect(bytes!.length).toBeGreaterThan(100_000);
  expect(probe).toMatchObject({ by: 'masthead', video: { codec: 'h264' } });
});
