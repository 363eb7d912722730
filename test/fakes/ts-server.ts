// A provider of live transport streams on port 0, paced like the real thing or faster, that fails when it is told to and
// counts its connections as a panel does.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fairMs } from './fast-clock.ts';
import { PICTURE_MS, TransportStream, type TransportStreamOptions } from './transport-stream.ts';

/** How a new request is answered. */
export type Answer = 'live' | 'silent' | 'html' | 'hls' | 'empty' | 'garbage' | 'redirect' | 'loop' | number;

export interface TsServerOptions {
  /** 10 sends ten seconds of video in one. */
  readonly speed?: number;
  /** Seconds of video with which each stream begins; what follows comes by `send` alone, whatever the time is. */
  readonly byHandAfter?: number;
  /** The n-th request's stream, from 0. */
  readonly stream?: (request: number) => TransportStreamOptions;
}

export interface TsServer {
  readonly url: string;
  answer: Answer;
  /** While true, open streams say nothing. */
  stalled: boolean;
  /** Streams open now, the most there ever were, and all there have been. */
  readonly connections: number;
  readonly peak: number;
  readonly requests: readonly { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  /** So many seconds of video to every open stream, for servers whose streams go on by hand. */
  send(seconds: number): void;
  /** Ends every open stream as a provider does: the response is over. */
  end(): void;
  /** Cuts every open stream's socket. */
  reset(): void;
  close(): Promise<void>;
}

export async function startTsServer(options: TsServerOptions = {}): Promise<TsServer> {
  const speed = options.speed ?? 20;
  const open = new Set<ServerResponse>();
  const byHand = new Map<ServerResponse, TransportStream>();
  const sockets = new Set<Socket>();
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = [];
  let peak = 0;

  const goLive = (response: ServerResponse): void => {
    const stream = new TransportStream(options.stream?.(requests.length - 1));
    response.writeHead(200, { 'content-type': 'video/mp2t' });
    open.add(response);
    peak = Math.max(peak, open.size);
    if (options.byHandAfter !== undefined) {
      byHand.set(response, stream);
      write(response, stream, options.byHandAfter);
    }
    const nowMs = speed === 1 ? (): number => performance.now() : fairMs; // in step with a fast clock
    const startedMs = nowMs();
    let pictures = 0;
    const timer = setInterval(() => {
      if (byHand.has(response)) return;
      const due = Math.floor(((nowMs() - startedMs) * speed) / PICTURE_MS);
      for (; pictures < due; pictures += 1) if (!server.stalled) response.write(stream.next());
    }, 5);
    response.on('close', () => {
      clearInterval(timer);
      open.delete(response);
      byHand.delete(response);
    });
  };

  const answers: Record<Exclude<Answer, number>, (request: IncomingMessage, response: ServerResponse) => void> = {
    live: (_request, response) => goLive(response),
    silent: () => undefined,
    html: (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Buy!</html>'),
    hls: (_request, response) => void response.writeHead(200).end('#EXTM3U\n#EXT-X-VERSION:3\n'),
    empty: (_request, response) => void response.writeHead(200, { 'content-type': 'video/mp2t' }).end(),
    garbage: (_request, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(200_000, 0x31)), 2);
      response.on('close', () => clearInterval(timer));
    },
    redirect: (request, response) =>
      request.url === '/edge' ? goLive(response) : void response.writeHead(302, { location: '/edge' }).end('moved'),
    loop: (_request, response) => void response.writeHead(302, { location: '/again' }).end(),
  };

  const http = createServer((request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    response.on('error', () => undefined);
    if (typeof server.answer === 'number') response.writeHead(server.answer).end('no');
    else answers[server.answer](request, response);
  });
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));

  const server: TsServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    answer: 'live',
    stalled: false,
    requests,
    get connections() {
      return open.size;
    },
    get peak() {
      return peak;
    },
    send: (seconds) => byHand.forEach((stream, response) => write(response, stream, seconds)),
    end: () => open.forEach((response) => response.end()),
    reset: () => open.forEach((response) => response.socket?.resetAndDestroy()),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return server;
}

function write(response: ServerResponse, stream: TransportStream, seconds: number): void {
  for (let pictures = (seconds * 1_000) / PICTURE_MS; pictures > 0; pictures -= 1) response.write(stream.next());
}
