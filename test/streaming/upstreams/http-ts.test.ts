import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import type { ProviderId, StreamId } from '../../../src/model/ids.ts';
import type { StreamSource } from '../../../src/model/stream.ts';
import { createHttpTs } from '../../../src/streaming/upstreams/http-ts.ts';
import type { Upstream } from '../../../src/streaming/upstream.ts';
import { startTsServer, type Answer, type TsServer } from '../../fakes/ts-server.ts';

let server: TsServer | undefined;
afterEach(() => server?.close());

function dial(url: string, more: Partial<StreamSource> = {}, firstByteMs = 5_000): Dialled {
  const source = { streamId: 1 as StreamId, providerId: 'p' as ProviderId, name: 'One', url, headers: {}, ...more };
  const first = Promise.withResolvers<Uint8Array>();
  const limits = { connectMs: 1_000, firstByteMs };
  const upstream = createHttpTs().dial({
    source,
    clock: systemClock,
    limits,
    onBytes: (chunk) => first.resolve(chunk),
  });
  return { upstream, first: first.promise };
}

interface Dialled {
  readonly upstream: Upstream;
  readonly first: Promise<Uint8Array>;
}

test('bytes come, and after it is closed the provider has no connection', async () => {
  server = await startTsServer();
  const { upstream, first } = dial(`${server.url}/live`);
  expect((await first)[0]).toBe(0x47);
  await upstream.close();
  while (server.connections > 0) await new Promise(setImmediate);
  expect((await upstream.over).code).toBe('upstream.ended');
});

const answers: [Answer, string][] = [
  ['html', 'upstream.not-video'],
  ['hls', 'upstream.unsupported'],
  ['empty', 'upstream.empty'],
  ['loop', 'net.too-many-redirects'],
  [401, 'upstream.refused'],
  [403, 'upstream.refused'],
  [404, 'upstream.not-found'],
  [429, 'upstream.limit-reached'],
  [503, 'upstream.unavailable'],
];

test.each(answers)('the answer %s is over at once with its own code', async (answer, code) => {
  server = await startTsServer();
  server.answer = answer;
  const { upstream } = dial(`${server.url}/live`);
  expect((await upstream.over).code).toBe(code);
});

test('a provider that says nothing is not waited for longer than allowed', async () => {
  server = await startTsServer();
  server.answer = 'silent';
  const { upstream } = dial(`${server.url}/live`, {}, 50);
  expect(await upstream.over).toMatchObject({ code: 'upstream.timeout', retryable: true });
});

test('the end of the stream and a cut connection are both an end', async () => {
  server = await startTsServer();
  const ended = dial(`${server.url}/live`);
  await ended.first;
  server.end();
  expect(await ended.upstream.over).toMatchObject({ code: 'upstream.ended', retryable: true });
  const cut = dial(`${server.url}/live`);
  await cut.first;
  server.reset();
  expect(await cut.upstream.over).toMatchObject({ code: 'upstream.ended', retryable: true });
});

test('nobody listening has a code of the net', async () => {
  server = await startTsServer();
  const { url } = server;
  await server.close();
  expect((await dial(`${url}/live`).upstream.over).code).toBe('net.refused');
});

test('redirects are followed with the headers, and the URL they lead to is not remembered', async () => {
  server = await startTsServer();
  server.answer = 'redirect';
  const headers = { 'user-agent': 'Box/1', referer: 'http://portal.example/' };
  const { upstream, first } = dial(`${server.url}/live`, { headers });
  await first;
  await upstream.close();
  expect(server.requests.map((request) => request.path)).toEqual(['/live', '/edge']);
  expect(server.requests[1]?.headers).toMatchObject(headers);
});

test('a header with an empty value is not sent', async () => {
  server = await startTsServer();
  const { upstream, first } = dial(`${server.url}/live`, { headers: { accept: '', referer: '', 'x-own': '1' } });
  await first;
  await upstream.close();
  expect(server.requests[0]?.headers).toMatchObject({ 'x-own': '1' });
  expect(Object.keys(server.requests[0]!.headers)).not.toEqual(expect.arrayContaining(['accept']));
  expect(server.requests[0]?.headers.referer).toBeUndefined();
});

test.each([429, 458, 509])('the status %d says that the limit of connections is reached', async (status) => {
  server = await startTsServer();
  server.answer = status;
  const { upstream } = dial(`${server.url}/live`);
  expect(await upstream.over).toMatchObject({ code: 'upstream.limit-reached', retryable: true });
});

test('a user name and password in the URL go as a header', async () => {
  server = await startTsServer();
  const { upstream, first } = dial(server.url.replace('://', '://user:pass@'));
  await first;
  await upstream.close();
  expect(server.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('user:pass').toString('base64')}`);
});

test('an address that is none, or of another kind, is refused', async () => {
  expect(createHttpTs().accepts({ url: 'udp://@239.0.0.1:1234' } as StreamSource)).toBe(false);
  expect((await dial('http://').upstream.over).code).toBe('net.bad-address');
});

test('closing during a redirect opens nothing more', async () => {
  server = await startTsServer();
  server.answer = 'loop';
  const { upstream } = dial(`${server.url}/live`);
  while (server.requests.length === 0) await new Promise(setImmediate);
  await upstream.close();
  const asked = server.requests.length;
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  expect(server.requests.length).toBeLessThanOrEqual(asked + 1);
});
