import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpRequest } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock, type Clock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { clientLimit, type ClientLimit } from '../../src/model/client-limits.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { StreamSource } from '../../src/model/stream.ts';
import { createHttpClient } from '../../src/net/client.ts';
import { respondFile } from '../../src/outputs/file-response.ts';
import { FileRelay } from '../../src/streaming/files/file-relay.ts';
import { SharedLimits } from '../../src/streaming/limits.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import { createStandings } from '../../src/streaming/standing.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { ask, startLanListener } from '../fakes/lan-listener.ts';
import { startPanel, type FakePanel } from '../fakes/xtream-panel.ts';

interface Setup {
  readonly url: string;
  readonly panel: FakePanel;
  readonly slots: SlotLedger;
}
const sourceAt = (panel: FakePanel, providerId = 'p'): StreamSource => ({
  streamId: 1 as StreamId,
  providerId: providerId as ProviderId,
  name: 'Sea',
  url: `${panel.base}/movie/anna/secret/501.mkv`,
  headers: { 'user-agent': 'Test/1' },
});

let clientLimits: readonly ClientLimit[] = [];

async function setUp(
  limit: number | null = 1,
  more: readonly StreamSource[] = [],
  clock: Clock = systemClock,
): Promise<Setup> {
  const panel = await startPanel();
  const http = createHttpClient();
  const slots = new SlotLedger({ clock: systemClock, limitOf: () => limit });
  const limits = new SharedLimits(clock, () => defaultSettings.limits);
  const standingOf = createStandings(() => clientLimits);
  const relay = new FileRelay({ slots, http, clock, limits, standingOf, log: silentLog, slotWaitMs: 200 });
  const { url } = await startLanListener([
    {
      name: 'files',
      routes: (lan) =>
        void lan.on(['GET', 'HEAD'], '/:file', (c) => {
          const sources = [...more, sourceAt(panel)];
          return respondFile(c, { relay, key: c.req.param('file'), sources, extension: 'mkv', via: 'vod' });
        }),
    },
  ]);
  onTestFinished(async () => {
    relay.stop();
    await http.close();
  });
  return { url, panel, slots };
}

const used = (slots: SlotLedger): number => slots.uses().reduce((sum, use) => sum + use.used, 0);

test('a file is given whole, in parts and from its end, and HEAD says how long it is', async () => {
  const { url, panel } = await setUp();
  const { file } = panel.content;
  const whole = await ask(`${url}/a`);
  expect([whole.status, whole.headers['content-length'], whole.headers['content-type']]).toEqual([
    200,
    '100000',
    'video/x-matroska',
  ]);
  expect(whole.body.equals(file)).toBe(true);
  const part = await ask(`${url}/a`, { range: 'bytes=10-19' });
  expect([part.status, part.headers['content-range']]).toEqual([206, 'bytes 10-19/100000']);
  expect(part.body.equals(file.subarray(10, 20))).toBe(true);
  const open = await ask(`${url}/a`, { range: 'bytes=99990-' });
  expect([open.status, open.headers['content-range']]).toEqual([206, 'bytes 99990-99999/100000']);
  const head = await ask(`${url}/a`, {}, 'HEAD');
  expect([head.status, head.headers['content-length'], head.headers['accept-ranges']]).toEqual([
    200,
    '100000',
    'bytes',
  ]);
  const changed = await ask(`${url}/a`, { range: 'bytes=10-19', 'if-range': '"another"' });
  expect([changed.status, changed.body.length]).toEqual([200, 100_000]);
  const same = await ask(`${url}/a`, { range: 'bytes=10-19', 'if-range': String(whole.headers.etag) });
  expect(same.status).toBe(206);
});

test('HEAD of a file that nobody has opened yet asks for one byte', async () => {
  const { url, panel } = await setUp();
  const head = await ask(`${url}/a`, {}, 'HEAD');
  expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '100000', 0]);
  expect(panel.requests).toHaveLength(1);
  await ask(`${url}/a`, {}, 'HEAD');
  expect(panel.requests).toHaveLength(1);
});

test('a range behind the end is 416 with the size', async () => {
  const { url, panel } = await setUp();
  panel.onMedia = (_request, response) => void response.writeHead(416, { 'content-range': 'bytes */5' }).end();
  const { status, headers, body } = await ask(`${url}/a`, { range: 'bytes=9-' });
  expect([status, headers['content-range'], body.length]).toEqual([416, 'bytes */5', 0]);
});

/** Sends so many bytes of what was asked for, then tears the connection down. */
const breaking =
  (panel: FakePanel, bytes: number) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const { file } = panel.content;
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const size = file.length - from;
    response.writeHead(206, {
      'content-length': size,
      'content-range': `bytes ${from}-${file.length - 1}/${file.length}`,
    });
    response.write(file.subarray(from, from + bytes), () => {
      if (bytes < size) setTimeout(() => response.socket?.destroy(), 5);
      else response.end();
    });
  };

test('a file whose connection breaks again and again arrives whole', async () => {
  const { url, panel } = await setUp();
  panel.onMedia = breaking(panel, 30_000);
  const { status, body } = await ask(`${url}/a`);
  expect(status).toBe(200);
  expect(body.equals(panel.content.file)).toBe(true);
  expect(panel.requests).toHaveLength(4);
});

test('a file that was exchanged meanwhile is not glued together from two', async () => {
  const { url, panel } = await setUp();
  panel.onMedia = (request, response) => {
    breaking(panel, 30_000)(request, response);
    panel.content.file = panel.content.file.subarray(0, 90_000);
  };
  await expect(ask(`${url}/a`)).rejects.toThrow(/aborted|hang up|reset/);
});

test('many ranges of one player are one viewer with one connection, and a viewer more is one too many', async () => {
  const { url, panel, slots } = await setUp(1);
  panel.onMedia = (request, response) => {
    const { file } = panel.content;
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = `bytes ${from}-${file.length - 1}/${file.length}`;
    response.writeHead(206, { 'content-length': file.length - from, 'content-range': range });
    response.write(file.subarray(from, from + 10));
    open.add(response);
    response.on('close', () => open.delete(response));
  };
  const open = new Set<ServerResponse>();
  const headers = { 'user-agent': 'Player/1' };
  const first = httpRequest(`${url}/a`, { headers, agent: false }, () => undefined).on('error', () => undefined);
  first.end();
  onTestFinished(() => void first.destroy());
  await expect.poll(() => open.size).toBe(1);
  const seek = httpRequest(`${url}/a`, { headers: { ...headers, range: 'bytes=500-' }, agent: false }).on(
    'error',
    () => undefined,
  );
  seek.end();
  onTestFinished(() => void seek.destroy());
  await expect.poll(() => panel.requests.length).toBe(2);
  await expect.poll(() => open.size).toBe(1);
  expect(used(slots)).toBe(1);
  seek.destroy(); // the older one goes on where it was
  await expect.poll(() => panel.requests.length).toBe(3);
  expect(used(slots)).toBe(1);
});

test('a second player is refused while the only connection is in use, and let in afterwards', async () => {
  const { url, panel, slots } = await setUp(1);
  panel.onMedia = (_request, response) => {
    response.writeHead(206, { 'content-length': 10, 'content-range': 'bytes 0-9/10' });
    response.write('12345');
  };
  const first = httpRequest(`${url}/a`, { agent: false }).on('error', () => undefined);
  first.end();
  await expect.poll(() => used(slots)).toBe(1);
  const refused = await ask(`${url}/b`, { 'user-agent': 'Other/1' });
  expect([refused.status, refused.body.length]).toEqual([503, 0]);
  first.destroy();
  panel.onMedia = undefined;
  expect((await ask(`${url}/b`, { 'user-agent': 'Other/1' })).status).toBe(200);
});

test('the next provider is asked when the first does not have it', async () => {
  const broken = await startPanel();
  broken.onMedia = (_request, response) => void response.writeHead(404).end();
  const { url, panel } = await setUp(1, [sourceAt(broken, 'q')]);
  expect((await ask(`${url}/a`)).body.equals(panel.content.file)).toBe(true);
});

test('a page in place of a file is refused without a body', async () => {
  const { url, panel } = await setUp();
  panel.onMedia = (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
  const { status, body } = await ask(`${url}/a`);
  expect([status, body.length]).toEqual([503, 0]);
});

test('a provider without ranges gives the whole, and that is said', async () => {
  const { url, panel } = await setUp();
  panel.onMedia = (_request, response) => {
    response.writeHead(200, { 'content-length': panel.content.file.length });
    response.end(panel.content.file);
  };
  const { status, headers, body } = await ask(`${url}/a`, { range: 'bytes=10-19' });
  expect([status, headers['accept-ranges'], body.length]).toEqual([200, 'none', 100_000]);
});

test('a client with a rate gets no burst anew with each range', async () => {
  clientLimits = [clientLimit.parse({ user_agent: 'slow', kilobytes_per_second: 1 })];
  onTestFinished(() => void (clientLimits = []));
  const clock = createTurnedClock();
  const { url } = await setUp(1, [], clock);
  const headers = { 'user-agent': 'Slow/1', range: 'bytes=0-9999' };
  expect((await ask(`${url}/a`, headers)).body.length).toBe(10_000);
  let isThere = false;
  const second = ask(`${url}/a`, headers).finally(() => (isThere = true));
  for (let step = 0; step < 40; step += 1) {
    clock.advance(100); // of the five seconds by which the first has overdrawn it
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(isThere).toBe(false);
  await expect
    .poll(() => {
      clock.advance(1_000);
      return isThere;
    })
    .toBe(true);
  expect((await second).body.length).toBe(10_000);
});

test('a client with a rate is sent a file no faster than that', async () => {
  clientLimits = [clientLimit.parse({ user_agent: 'slow', kilobytes_per_second: 1 })];
  onTestFinished(() => void (clientLimits = []));
  const clock = createTurnedClock();
  const { url, panel } = await setUp(1, [], clock);
  let received = 0;
  const request = httpRequest(`${url}/a`, { agent: false, headers: { 'user-agent': 'Slow/1' } }, (response) =>
    response.on('data', (chunk: Buffer) => (received += chunk.length)),
  );
  request.end();
  await expect.poll(() => received).toBeGreaterThan(0);
  expect(received).toBeLessThan(panel.content.file.length);
  await expect
    .poll(() => {
      clock.advance(100_000);
      return received;
    })
    .toBe(panel.content.file.length);
});
