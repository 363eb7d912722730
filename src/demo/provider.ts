// The embedded demo provider: an HTTP server on the loopback address that speaks to the rest like any provider.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { parseRange } from '../streaming/files/range.ts';
import { CHANNELS } from './channels.ts';
import { Faults, faultRequest } from './faults.ts';
import { guideOf } from './guide.ts';
import { DemoHls, type HlsFile } from './hls.ts';
import { Live, channelNumbered } from './live.ts';
import { logoOf } from './logo.ts';
import { PAGE } from './page.ts';
import { panelAnswer } from './panel.ts';
import { playlistOf } from './playlist.ts';

const MOST_REQUEST_BYTES = 4_096;

export interface DemoOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** 0, the default, takes any free port. */
  readonly port?: number;
}

export interface DemoProvider {
  readonly playlistUrl: string;
  /** A page with a button for every fault. */
  readonly pageUrl: string;
  stop(): Promise<void>;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** `http://127.0.0.1:port` */
  readonly base: string;
  /** The number in the path, 0 where there is none. */
  readonly number: number;
  /** What else the path names. */
  readonly file: string;
}

type Route = readonly [method: 'GET' | 'POST', path: RegExp, answer: (exchange: Exchange) => void | Promise<void>];

/** Whether a provider's source is the demo of this start or of an earlier one. */
export const isDemoSource = (source: string): boolean => /^http:\/\/127\.0\.0\.1:\d+\/demo\.m3u$/.test(source);

export async function startDemoProvider({ clock, log, port = 0 }: DemoOptions): Promise<DemoProvider> {
  const faults = new Faults(clock);
  const live = new Live(clock, faults);
  const hls = new DemoHls({ clock, faults, live });
  const routes = routesOf(clock, { faults, live, hls });
  let base = '';
  const server = createServer((request, response) => {
    answer(routes, base, request, response).catch((error: unknown) => {
      log.warning('A request to the demo provider failed', { path: request.url, error });
      response.destroy();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  log.info('The demo provider is open', { faults: `${base}/` });
  return {
    playlistUrl: `${base}/demo.m3u`,
    pageUrl: `${base}/`,
    async stop() {
      live.stop();
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

async function answer(
  routes: readonly Route[],
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  for (const [wanted, pattern, run] of routes) {
    const match = pattern.exec(path);
    if (!match || wanted !== method) continue;
    await run({ request, response, base, number: Number(match[1] ?? 0), file: match[2] ?? '' });
    return;
  }
  notFound(response);
}

interface OnAir {
  readonly faults: Faults;
  readonly live: Live;
  readonly hls: DemoHls;
}

function routesOf(clock: Clock, onAir: OnAir): readonly Route[] {
  const { live, hls } = onAir;
  return [
    ['GET', /^\/$/, ({ response }) => send(response, 'text/html; charset=utf-8', PAGE)],
    [
      'GET',
      /^\/demo\.m3u$/,
      ({ response, base }) => send(response, 'audio/x-mpegurl; charset=utf-8', playlistOf(base)),
    ],
    [
      'GET',
      /^\/guide\.xml$/,
      ({ request, response, base }) => sendGuide(request, response, guideOf(base, clock.now())),
    ],
    ['GET', /^\/logo\/(\d+)\.png$/, (exchange) => sendLogo(exchange)],
    ['GET', /^\/live\/(\d+)\.ts$/, (exchange) => sendLive(exchange, live)],
    ['GET', /^\/live\/(\d+)\.m3u8$/, (exchange) => sendHls({ ...exchange, file: 'index.m3u8' }, hls)],
    ['GET', /^\/live\/(\d+)\/(master\.m3u8|index\.m3u8|key|\d{1,9}\.ts)$/, (exchange) => sendHls(exchange, hls)],
    ['GET', /^\/player_api\.php$/, (exchange) => sendPanel(exchange, clock.now())],
    [
      'GET',
      /^\/xmltv\.php$/,
      ({ request, response, base }) => sendGuide(request, response, guideOf(base, clock.now())),
    ],
    ['GET', /^\/live\/demo\/demo\/(\d+)(?:\.\w+)?$/, (exchange) => sendLive(exchange, live)],
    ['GET', /^\/(?:movie|series)\/demo\/demo\/(\d+)\.ts$/, (exchange) => sendFilm(exchange, live)],
    ['GET', /^\/timeshift\/demo\/demo\/\d+\/[^/]+\/(\d+)\.ts$/, (exchange) => sendFilm(exchange, live)],
    ['GET', /^\/state$/, ({ response }) => send(response, 'application/json', stateOf(onAir))],
    ['POST', /^\/fault$/, (exchange) => setFault(exchange, onAir)],
  ];
}

const notFound = (response: ServerResponse): void => void response.writeHead(404).end();

function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

function sendGuide(request: IncomingMessage, response: ServerResponse, pieces: Iterable<string>): void {
  response.writeHead(200, { 'content-type': 'application/xml; charset=utf-8' });
  if (request.method === 'HEAD') response.end();
  else Readable.from(pieces).pipe(response);
}

function sendLogo({ response, number }: Exchange): void {
  const channel = channelNumbered(number);
  if (channel) send(response, 'image/png', logoOf(channel));
  else notFound(response);
}

function sendLive({ request, response, number }: Exchange, live: Live): void {
  const channel = channelNumbered(number);
  if (!channel) notFound(response);
  else if (request.method === 'HEAD') response.writeHead(200, { 'content-type': 'video/mp2t' }).end();
  else if (request.url?.includes('utc=')) sendFilm({ request, response, number }, live);
  else live.open(channel, response);
}

const HLS_FILES: Readonly<Record<string, HlsFile>> = { 'master.m3u8': 'master', 'index.m3u8': 'list', key: 'key' };

function sendHls({ request, response, number, file }: Exchange, hls: DemoHls): void {
  const channel = channelNumbered(number);
  if (!channel) notFound(response);
  else if (request.method === 'HEAD') response.writeHead(200).end();
  else hls.answer(channel, HLS_FILES[file] ?? Number.parseInt(file, 10), response);
}

function sendPanel({ request, response, base }: Exchange, now: number): void {
  const query = new URL(request.url ?? '/', base).searchParams;
  send(response, 'application/json', JSON.stringify(panelAnswer({ base, query, now })));
}

/** A part of it, as players that seek want it. */
function sendFilm({ request, response, number }: Pick<Exchange, 'number' | 'request' | 'response'>, live: Live): void {
  const bytes = live.film(number % 2 === 0 ? 'harbour' : 'lighthouse');
  const range = parseRange(request.headers.range);
  const from = range?.kind === 'suffix' ? Math.max(0, bytes.length - range.bytes) : (range?.from ?? 0);
  const until = Math.min(bytes.length, (range?.kind === 'from' && range.until) || bytes.length);
  if (from >= until) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    return;
  }
  response.writeHead(range ? 206 : 200, {
    'content-type': 'video/mp2t',
    'accept-ranges': 'bytes',
    'content-length': until - from,
    ...(range && { 'content-range': `bytes ${from}-${until - 1}/${bytes.length}` }),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes.subarray(from, until));
}

function stateOf({ faults, live, hls }: OnAir): string {
  const channels = CHANNELS.map(({ number, name }) => ({
    number,
    name,
    connections: live.connections(number) + hls.connections(number),
    fault: faults.of(number) ?? null,
  }));
  return JSON.stringify({ channels });
}

/** JSON only: a page of another origin cannot send that without asking, so no web site presses these buttons. */
async function setFault({ request, response }: Exchange, onAir: OnAir): Promise<void> {
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  const asked = faultRequest.safeParse(isJson ? await readJson(request) : undefined);
  if (!asked.success) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end('{channel: number | "all", kind, seconds}\n');
    return;
  }
  const { channel, kind, seconds } = asked.data;
  for (const { number } of CHANNELS)
    if (channel === 'all' || channel === number) onAir.faults.set(number, kind, seconds);
  send(response, 'application/json', stateOf(onAir));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk as string;
    if (text.length > MOST_REQUEST_BYTES) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
