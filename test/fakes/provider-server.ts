// A provider on port 0 that serves what a test gives it, well or badly, and remembers what it was asked.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface FakeContent {
  readonly body: string | Uint8Array;
  readonly contentType?: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Sends `Content-Encoding: gzip` to clients that accept it. */
  readonly gzip?: boolean;
}

export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** How a path answers. Anything may be a behaviour; the usual misdeeds are in `faults`. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export interface FakeProvider {
  /** `http://127.0.0.1:<port>`, or https with a certificate. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Sockets that are open now. */
  readonly openConnections: number;
  /** Answers a path (without query) from now on; anything else is a 404. */
  on(path: string, behaviour: Behaviour | FakeContent): void;
  /** Cuts every open connection. */
  cut(): void;
  close(): Promise<void>;
}

export interface FakeProviderOptions {
  readonly tls?: { readonly key: string; readonly cert: string };
}

export async function startProviderServer(options: FakeProviderOptions = {}): Promise<FakeProvider> {
  const behaviours = new Map<string, Behaviour>();
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const listener: Behaviour = (request, response) => {
    const path = request.url ?? '/';
    requests.push({ method: request.method ?? '', path, headers: request.headers });
    response.on('error', () => undefined);
    (behaviours.get(path.split('?', 1)[0]!) ?? faults.status(404))(request, response);
  };
  const server: Server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get openConnections() {
      return sockets.size;
    },
    on: (path, answer) => void behaviours.set(path, typeof answer === 'function' ? answer : content(answer)),
    cut,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
      sockets.clear();
    },
  };
}

/** Serves content as a good server does: length, validators, 304, HEAD, gzip for those who accept it. */
export function content(served: FakeContent): Behaviour {
  const plain = Buffer.from(served.body as Uint8Array);
  return (request, response) => {
    const asked = request.headers;
    const same = served.etag ? asked['if-none-match'] === served.etag : undefined;
    const isUnchanged = same ?? (served.lastModified && asked['if-modified-since'] === served.lastModified);
    if (served.etag) response.setHeader('etag', served.etag);
    if (served.lastModified) response.setHeader('last-modified', served.lastModified);
    if (isUnchanged) {
      response.writeHead(304).end();
      return;
    }
    const isZipped = served.gzip && /\bgzip\b/.test(asked['accept-encoding'] ?? '');
    const body = isZipped ? gzipSync(plain) : plain;
    if (isZipped) response.setHeader('content-encoding', 'gzip');
    response.setHeader('content-type', served.contentType ?? 'audio/x-mpegurl');
    response.setHeader('content-length', body.byteLength);
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

const send = (response: ServerResponse, body: string | Uint8Array, then: () => void): void =>
  void response.write(body.length > 0 ? body : '\n', then);

/** What providers do to their customers, by name. */
export const faults = {
  /** Accepts the request and says nothing. */
  silence: (): Behaviour => () => undefined,
  /** Sends `body` and then nothing more, without ending. */
  stall:
    (body: string | Uint8Array): Behaviour =>
    (_request, response) =>
      void response.writeHead(200).write(body),
  /** Sends `body` and resets the connection (RST). */
  reset:
    (body: string | Uint8Array): Behaviour =>
    (_request, response) =>
      send(response, body, () => setImmediate(() => (response.socket as Socket).resetAndDestroy())),
  /** Closes before any answer. */
  hangUp: (): Behaviour => (_request, response) => void response.socket?.destroy(),
  /** Sends `body` in pieces with a pause between them. */
  slow:
    (body: string | Uint8Array, pieceBytes: number, pauseMs: number): Behaviour =>
    (_request, response) => {
      const bytes = Buffer.from(body as Uint8Array);
      let at = 0;
      const timer = setInterval(() => {
        if (at >= bytes.byteLength) response.end();
        else response.write(bytes.subarray(at, at + pieceBytes));
        at += pieceBytes;
      }, pauseMs);
      response.on('close', () => clearInterval(timer));
    },
  /** `to` is sent as it is; the body of the redirect never ends when `endless`. */
  redirect:
    (to: string, status = 302, endless = false): Behaviour =>
    (_request, response) => {
      response.writeHead(status, { location: to });
      if (endless) pour(response);
      else response.end('moved');
    },
  /** 403, 404, 500, 503 and the ones that panels invent. */
  status:
    (status: number, body = ''): Behaviour =>
    (_request, response) =>
      void response.writeHead(status).end(body),
  /** Names more bytes than it sends, then closes. */
  wrongLength:
    (body: string | Uint8Array, more = 1_000): Behaviour =>
    (_request, response) => {
      response.writeHead(200, { 'content-length': Buffer.from(body as Uint8Array).byteLength + more });
      send(response, body, () => response.socket?.end());
    },
  /** Chunks without the last one, which says that it was the last. */
  lastChunkMissing:
    (body: string | Uint8Array): Behaviour =>
    (_request, response) => {
      response.writeHead(200, { connection: 'close' });
      send(response, body, () => response.socket?.end());
    },
  /** A gzip file that lost its end; the length header agrees with what is sent. */
  truncatedGzip: (body: string | Uint8Array): Behaviour => {
    const whole = gzipSync(body);
    return content({ body: whole.subarray(0, Math.floor(whole.byteLength / 2)), contentType: 'application/gzip' });
  },
  /** An error page that calls itself a success. */
  html: (): Behaviour =>
    content({ body: '<!DOCTYPE html><html><body><h1>Account expired</h1></body></html>', contentType: 'text/html' }),
  /** `piece` again and again until the client goes. */
  endless:
    (piece: string | Uint8Array = '#EXTINF:-1,A\nhttp://x.invalid/a\n'.repeat(1_000)): Behaviour =>
    (_request, response) => {
      response.writeHead(200);
      pour(response, piece);
    },
  /** Headers without end. */
  headerBomb: (): Behaviour => (_request, response) => {
    for (let index = 0; index < 1_500; index += 1) response.setHeader(`x-bomb-${index}`, 'x'.repeat(100));
    response.end('boom');
  },
  /** Something that is not HTTP. */
  notHttp: (): Behaviour => (_request, response) => void response.socket?.end('SSH-2.0-OpenSSH_9.9\r\n'),
  /** The request's headers as JSON. */
  headerEcho: (): Behaviour => (request, response) => void response.end(JSON.stringify(request.headers)),
} as const;

function pour(response: ServerResponse, piece: string | Uint8Array = 'x'.repeat(65_536)): void {
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
}
