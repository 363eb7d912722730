// Home Assistant's ingress as a browser meets it: Core and Supervisor in one, with what the two of them do to requests,
// answers and WebSockets on the way (Supervisor 2026.08, api/ingress.py; Core, components/hassio/ingress.py).

import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { brotliDecompressSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { isBlocked } from './ingress-filters.ts';
import { relayWebSocket } from './ingress-socket.ts';

export interface IngressUser {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
}

export interface IngressOptions {
  /** Where Masthead's ingress listener is: `http://127.0.0.1:port`. */
  readonly target: () => string;
  /** The address from which the Supervisor connects. */
  readonly peer?: string;
  readonly user?: IngressUser;
  /** As config.yaml's `ingress_stream`: POST bodies are not held back, and not limited. */
  readonly stream?: boolean;
}

export interface IngressProxy {
  /** The panel's address as the browser has it, with its slash at the end. */
  readonly url: string;
  /** A page of Home Assistant with the panel in a frame, on the same origin. */
  readonly framedUrl: string;
  /** Who is logged in from now on. */
  logIn(user: IngressUser): void;
  stop(): Promise<void>;
}

export const SUPERVISOR = '127.0.0.2';
const TOKEN = 'hU3yHbYs0k6pGJ0wq2n8xTt1VdQe9cLr';
const PREFIX = `/api/hassio_ingress/${TOKEN}`;
const BODY_LIMIT_BYTES = 16 * 1024 ** 2;
/** An answer shorter than this is gathered and has a length; any other comes in chunks. */
const SIMPLE_ANSWER_BYTES = 4_194_000;
const TEXTS = /^(?:text\/.*|application\/(?:json|javascript|xml)|.*\+(?:json|xml)|image\/svg\+xml)$/;

const admin: IngressUser = { id: 'a'.repeat(32), name: 'anna', displayName: 'Anna Ådmin' };

export async function startIngressProxy(options: IngressOptions): Promise<IngressProxy> {
  const state = { user: options.user ?? admin };
  const server = createServer((incoming, response) => {
    handle(incoming, response, { ...options, user: state.user }).catch(() => badGateway(response));
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = pathOf(incoming);
    if (path === undefined || isBlocked(path)) {
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      return;
    }
    const url = new URL(path, options.target()).href.replace(/^http/, 'ws');
    const headers = forwardedHeaders(incoming, state.user);
    relayWebSocket({ incoming, socket, head, url, headers, localAddress: options.peer ?? SUPERVISOR });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}${PREFIX}/`,
    framedUrl: `${origin}/app/masthead`,
    logIn: (user) => void (state.user = user),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

type Chain = IngressOptions & { readonly user: IngressUser };

async function handle(incoming: IncomingMessage, response: ServerResponse, chain: Chain): Promise<void> {
  if (incoming.url === '/app/masthead') return framePage(response);
  const path = pathOf(incoming);
  if (path === undefined) return void response.writeHead(404).end('404: Not Found');
  if (isBlocked(path)) return void response.writeHead(400).end('400: Bad Request');
  const isStreamed = chain.stream === true && incoming.method === 'POST';
  const headers: OutgoingHttpHeaders = forwardedHeaders(incoming, chain.user);
  const body = isStreamed ? undefined : await gather(incoming);
  if (body === null) return void response.writeHead(413).end('Maximum request body size 16777216 exceeded');
  if (body && body.length > 0) headers['content-length'] = body.length;
  const upstream = request(new URL(path, chain.target()), {
    method: incoming.method ?? 'GET',
    headers,
    localAddress: chain.peer ?? SUPERVISOR,
    agent: false,
  });
  if (isStreamed) incoming.pipe(upstream);
  else upstream.end(body);
  response.once('close', () => upstream.destroy());
  await pass(await answered(upstream), incoming, response);
}

const answered = (upstream: ReturnType<typeof request>): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => void upstream.once('response', resolve).once('error', reject));

/** The path behind the prefix; the browser's own escapes stay as they are. */
function pathOf({ url = '' }: IncomingMessage): string | undefined {
  return url.startsWith(`${PREFIX}/`) ? url.slice(PREFIX.length) : undefined;
}

const NEVER_PASSED =
  /^(?:host|connection|keep-alive|transfer-encoding|content-length|content-encoding|accept-encoding|upgrade|sec-websocket-.*|x-supervisor-token|x-hassio-key|x-remote-user-.*|x-ingress-path|x-hass-source)$/;

function forwardedHeaders(incoming: IncomingMessage, user: IngressUser): Record<string, string> {
  const passed = Object.entries(incoming.headers).flatMap(([name, value]) =>
    NEVER_PASSED.test(name) || value === undefined ? [] : [[name, String(value)] as const],
  );
  const before = incoming.headers['x-forwarded-for'];
  const from = incoming.socket.remoteAddress ?? '127.0.0.1';
  return {
    ...Object.fromEntries(passed),
    host: incoming.headers.host ?? '',
    'x-ingress-path': PREFIX,
    'x-hass-source': 'core.ingress',
    'x-forwarded-for': `${before === undefined ? '' : `${String(before)}, `}${from}, 172.30.32.1`,
    'x-forwarded-host': incoming.headers.host ?? '',
    'x-forwarded-proto': 'http',
    'x-remote-user-id': user.id,
    'x-remote-user-name': asHeader(user.name),
    'x-remote-user-display-name': asHeader(user.displayName),
  };
}

/** aiohttp writes headers in UTF-8; Node takes each character of a string for one byte. */
const asHeader = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** @returns null for a body over the limit */
async function gather(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  return length > BODY_LIMIT_BYTES ? null : Buffer.concat(chunks);
}

const DECODERS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

async function pass(answer: IncomingMessage, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { headers, statusCode = 502 } = answer;
  const type = headers['content-type']?.split(';')[0];
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(?:transfer-encoding|content-(?:length|type|encoding)|connection|keep-alive|set-cookie)$/.test(name),
  );
  const out: OutgoingHttpHeaders = { ...Object.fromEntries(kept), ...(type !== undefined && { 'content-type': type }) };
  const cookie = headers['set-cookie']?.at(-1);
  if (cookie !== undefined) out['set-cookie'] = cookie; // several collapse into one
  const length = Number(headers['content-length'] ?? Number.NaN);
  const isEmpty = incoming.method === 'HEAD' || statusCode === 204 || statusCode === 304;
  if (isEmpty) {
    if (headers['content-length'] !== undefined) out['content-length'] = headers['content-length'];
    return void response.writeHead(statusCode, out).end();
  }
  if (length < SIMPLE_ANSWER_BYTES) return void sendWhole({ answer, incoming, response, statusCode, out });
  response.writeHead(statusCode, { ...out, 'x-accel-buffering': 'no' });
  response.flushHeaders();
  answer.once('error', () => response.destroy());
  answer.pipe(response);
}

interface Whole {
  readonly answer: IncomingMessage;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly statusCode: number;
  readonly out: OutgoingHttpHeaders;
}

/** The Supervisor takes compression off, Core puts its own on. */
async function sendWhole({ answer, incoming, response, statusCode, out }: Whole): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
  const decode = DECODERS[answer.headers['content-encoding'] ?? ''] ?? ((body: Buffer) => body);
  const body = decode(Buffer.concat(chunks));
  const isPacked = TEXTS.test(String(out['content-type'])) && /gzip/.test(String(incoming.headers['accept-encoding']));
  const sent = isPacked ? gzipSync(body) : body;
  response.writeHead(statusCode, {
    ...out,
    ...(isPacked && { 'content-encoding': 'gzip' }),
    'content-length': sent.length,
  });
  response.end(sent);
}

/** The frontend knows this very text, and offers to try again. */
function badGateway(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
  response.end('502: Bad Gateway');
}

function framePage(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html lang="en" style="--primary-color:#009ac7;--primary-background-color:#fafafa;--card-background-color:#fff;--primary-text-color:#141414">
<head><meta charset="utf-8"><meta name="color-scheme" content="light"><title>Home Assistant</title>
<style>body{margin:0}iframe{border:0;width:100vw;height:100vh;display:block}</style></head>
<body><iframe title="Masthead" src="${PREFIX}/"></iframe></body></html>`);
}
