import { request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import type { LanEnv } from '../../src/outputs/output.ts';
import { respondLive, viewerOf, type LiveRequest } from '../../src/outputs/live-response.ts';
import { checkTransportStream } from '../fakes/ts-checker.ts';
import { startTsServer, type TsServer } from '../fakes/ts-server.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';
import { channel, onAir, until, type Air } from '../streaming/on-air.ts';

let provider: TsServer;
let air: Air;
let lan: ServerType;
let port: number;
let more: Partial<LiveRequest>;
let endCount: number;

beforeEach(async () => {
  provider = await startTsServer({ speed: 40, stream: () => ({ firstPicture: 3, pictureBytes: 8_000 }) });
  air = onAir(provider);
  more = {};
  endCount = 0;
  const app = new Hono<LanEnv>();
  app.get('/stream/:number', (c) =>
    respondLive(c, {
      hub: air.hub,
      channelId: channel(Number(c.req.param('number'))),
      viewer: viewerOf(c, 'm3u'),
      dialect: 'player',
      onEnd: () => (endCount += 1),
      ...more,
    }),
  );
  lan = await new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(server));
  });
  port = (lan.address() as AddressInfo).port;
});

afterEach(async () => {
  await air.hub.stop();
  await Promise.all([provider.close(), new Promise((resolve) => lan.close(resolve))]);
});

function get(path: string, method = 'GET'): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'user-agent': 'Lavf/61', range: 'bytes=0-' };
    request({ port, path, method, headers, agent: false }, resolve).on('error', reject).end();
  });
}

async function read(response: IncomingMessage, bytes = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let got = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    got += (chunk as Buffer).length;
    if (got >= bytes) break;
  }
  return Buffer.concat(chunks);
}

test('a channel is sent as a live stream: no length, no ranges, one connection, whole from its first packet', async () => {
  const response = await get('/stream/1');
  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({ 'content-type': 'video/mp2t', connection: 'close' });
  for (const absent of ['content-length', 'accept-ranges', 'content-range', 'transfer-encoding']) {
    expect(response.headers[absent]).toBeUndefined();
  }
  const recording = await read(response, 400_000);
  const whole = recording.subarray(0, recording.length - (recording.length % 188));
  const findings = checkTransportStream(whole);
  expect(findings).toMatchObject({ syncErrors: 0, continuityErrors: 0, tornPictures: 0, beginsAtKeyFrame: true });
  expect(findings.firstPids).toEqual([0, 0x1000, 0x100]);
});

test('the viewer is shown with its address and name, and gone when its connection is', async () => {
  const response = await get('/stream/1');
  await read(response, 1);
  expect(air.hub.sessions()[0]?.viewers).toMatchObject([{ address: '127.0.0.1', user_agent: 'Lavf/61', via: 'm3u' }]);
  response.destroy();
  await until(() => air.hub.sessions().length === 0);
  await until(() => provider.connections === 0);
  expect(endCount).toBe(1);
});

test('HEAD says what GET would and opens nothing', async () => {
  const response = await get('/stream/1', 'HEAD');
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toBe('video/mp2t');
  expect((await read(response)).length).toBe(0);
  expect([provider.requests.length, endCount]).toEqual([0, 0]);
});

test('a duration ends the response by itself', async () => {
  more = { durationSeconds: 0.05 };
  const recording = await read(await get('/stream/1'));
  expect(recording.length % 188).toBe(0);
  expect(recording.length).toBeGreaterThan(188);
  await until(() => endCount === 1);
});

const refusals = [
  { of: 'an unknown channel', dialect: 'hdhomerun', code: 'channel.unknown', status: 404, text: '801 Unknown Channel' },
  {
    of: 'a disabled channel',
    dialect: 'hdhomerun',
    code: 'channel.disabled',
    status: 404,
    text: '801 Unknown Channel',
  },
  { of: 'no connection', dialect: 'hdhomerun', code: 'upstream.no-slot', status: 503, text: '805 All Tuners In Use' },
  { of: 'no picture', dialect: 'hdhomerun', code: 'upstream.timeout', status: 503, text: '807 No Video Data' },
  { of: 'a dead link', dialect: 'hdhomerun', code: 'upstream.not-found', status: 503, text: '806 Tune Failed' },
  { of: 'a dead host', dialect: 'hdhomerun', code: 'net.refused', status: 503, text: '806 Tune Failed' },
  { of: 'an unknown channel', dialect: 'player', code: 'channel.unknown', status: 404, text: undefined },
  { of: 'no connection', dialect: 'player', code: 'upstream.no-slot', status: 503, text: undefined },
] as const;

test.each(refusals)(
  '$of is refused in the dialect $dialect, without a byte of body',
  async ({ dialect, code, status, text }) => {
    const join = (): Promise<never> => Promise.reject(new AppError(code, 'no'));
    more = { dialect, hub: { join } };
    const response = await get('/stream/1');
    expect(response.statusCode).toBe(status);
    expect(response.headers['x-hdhomerun-error']).toBe(text);
    expect(response.headers['content-length']).toBe('0');
    expect(response.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
    expect((await read(response)).length).toBe(0);
    await until(() => endCount === 1);
  },
);

test('nothing is sent, not even headers, before there is a picture', async () => {
  provider.answer = 'silent';
  let hasAnswer = false;
  const response = get('/stream/1').then((answer) => {
    hasAnswer = true;
    return answer;
  });
  await until(() => provider.requests.length === 1);
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  expect(hasAnswer).toBe(false);
  air.hub.endSession(channel(1));
  expect((await response).statusCode).toBe(503);
});

test('a client that gives up waiting leaves nothing behind', async () => {
  provider.answer = 'silent';
  const waiting = request({ port, path: '/stream/1', agent: false });
  waiting.on('error', () => undefined).end();
  await until(() => provider.requests.length === 1);
  waiting.destroy();
  await until(() => air.hub.sessions().length === 0);
  expect(endCount).toBe(1);
});

test('a client that reads nothing is cut off when it is to go', async () => {
  const clock = createTurnedClock();
  more = { clock };
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).write('GET /stream/1 HTTP/1.1\r\nHost: lan\r\n\r\n');
  socket.pause();
  await until(() => (air.hub.sessions()[0]?.viewers[0]?.lag_bytes ?? 0) > 500_000);
  air.hub.endSession(channel(1));
  await new Promise(setImmediate);
  expect(endCount).toBe(0);
  clock.advance(2_000);
  await until(() => endCount === 1);
  socket.destroy();
});
