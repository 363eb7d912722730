// The socket of the LAN: opening it on the right addresses, limits against idle and slow clients, a prompt end.

import type { IncomingMessage, Server, ServerOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { KIBIBYTE, SECOND_MS } from '../kernel/units.ts';
import { ownPort } from '../net/reach.ts';
import { refuse } from './refusal.ts';

const LIMITS: ServerOptions = {
  maxHeaderSize: 16 * KIBIBYTE,
  keepAliveTimeout: 20 * SECOND_MS,
  keepAlive: true, // TCP's own: a viewer whose cable was pulled is noticed also when nothing is written to it
  keepAliveInitialDelay: 30 * SECOND_MS,
  noDelay: true,
  // The others are answered as if they had not asked: Java's client offers HTTP/2 with every plain request.
  shouldUpgradeCallback: (request: IncomingMessage) => isWebSocket(request),
};
export interface Patience {
  /** From the connection, or the request before, to the end of the headers. */
  readonly headersMs: number;
  /** To the end of the request: an answer may stream for days. */
  readonly requestMs: number;
  /** How long a client may take none of the bytes that wait for it. Who may be paused, as a movie, says so. */
  readonly unreadMs: number;
  /** How often the first two are looked at. */
  readonly everyMs: number;
}

const PATIENCE: Patience = {
  headersMs: 15 * SECOND_MS,
  requestMs: 60 * SECOND_MS,
  unreadMs: 60 * SECOND_MS,
  everyMs: 5 * SECOND_MS,
};
/** Where sockets are opened; elsewhere a request to upgrade is an ordinary one. */
const WEB_SOCKET_PATH = /^\/api\/live(?:\?|$)/;
/** A login is the longest thing a client has to say. */
const MAX_MESSAGE_BYTES = 16 * KIBIBYTE;
/** Four times the viewers we aim at; the next one would be refused by the system's own limits. */
const MAX_CONNECTIONS = 4_096;
/** A thousand players that come back at once after a restart wait in the queue and are not refused. */
const BACKLOG = 1_024;
/** Answers under way may end; the contract gives the whole of Masthead 3 s. */
const STOP_GRACE_MS = 500;

/** WebSocket's close code. */
const GOING_AWAY = 1_001;

const EVERY_ADDRESS = '::'; // with ipv6Only off: IPv4 and IPv6 on one socket
const EVERY_IPV4_ADDRESS = '0.0.0.0';
/** What the system says where IPv6 is switched off. */
const NO_IPV6 = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL']);

export type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch'];

export interface ListenerOptions {
  readonly fetch: Fetch;
  /** Empty is every address, IPv4 and IPv6. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly clock: Clock;
  readonly patience?: Patience;
}

export class Listener {
  readonly #options: ListenerOptions;
  #fetch: Fetch;
  #server: Server | undefined;
  #sockets: WebSocketServer | undefined;

  constructor(options: ListenerOptions) {
    this.#options = options;
    this.#fetch = options.fetch;
  }

  /** From now on these routes answer, on whatever connections there are. */
  serve(fetch: Fetch): void {
    this.#fetch = fetch;
  }

  /** Where it listens; undefined before the start. */
  get address(): AddressInfo | undefined {
    const address = this.#server?.address();
    return typeof address === 'object' && address !== null ? address : undefined;
  }

  /** Nothing where it is open already. @throws AppError `process.port-taken`, `settings.invalid` for a host that is not this machine's */
  async start(): Promise<void> {
    if (this.#server) return;
    const { host, port, patience = PATIENCE } = this.#options;
    const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
    const server = createAdaptorServer({
      fetch: (request, bindings) => this.#fetch(request, bindings),
      hostname: 'localhost',
      serverOptions: { ...LIMITS, ...timeoutsOf(patience) },
      websocket: { server: sockets as unknown as WebSocketServerLike },
    }) as Server;
    server.maxConnections = MAX_CONNECTIONS;
    server.on('clientError', refuse);
    server.setTimeout(patience.unreadMs, dropUnread);
    try {
      await listen(server, host || EVERY_ADDRESS, port).catch((error: NodeJS.ErrnoException) => {
        if (host !== '' || !NO_IPV6.has(error.code ?? '')) throw error;
        return listen(server, EVERY_IPV4_ADDRESS, port);
      });
    } catch (error) {
      throw explain(error as NodeJS.ErrnoException, host, port);
    }
    this.#server = server;
    const { port: opened } = server.address() as AddressInfo;
    server.once('close', ownPort(opened));
    this.#sockets = sockets;
  }

  /** Takes no more requests, gives those under way a moment, then cuts them off. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const sockets = [...(this.#sockets?.clients ?? [])];
    for (const socket of sockets) socket.close(GOING_AWAY, 'Masthead is stopping');
    const cut = this.#options.clock.after(STOP_GRACE_MS, () => {
      server.closeAllConnections();
      for (const socket of sockets) socket.terminate();
    });
    await closed;
    cut.cancel();
  }
}

const timeoutsOf = ({ headersMs, requestMs, everyMs }: Patience): ServerOptions => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  connectionsCheckingInterval: everyMs,
});

/** Nothing has come or gone for a while: to be waited for, unless it is the client that does not take what there is. */
function dropUnread(socket: Socket): void {
  if (socket.writableLength > 0) socket.destroy();
}

function isWebSocket({ url = '', headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && WEB_SOCKET_PATH.test(url);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen({ host, port, backlog: BACKLOG, ipv6Only: false }, () => {
    server.off('error', reject);
    resolve();
  });
  return promise;
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): AppError {
  const at = host === '' ? `Port ${port}` : `Port ${port} of ${host}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new AppError('process.port-taken', `${at} is taken by another program. Set MASTHEAD_PORT to a free one.`, {
        cause: error,
      });
    case 'EACCES':
      return new AppError('process.port-taken', `${at} may not be opened by this user. Take one above 1023.`, {
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'ENOTFOUND':
      return new AppError('settings.invalid', `MASTHEAD_HOST: ${host} is no address of this machine.`, {
        cause: error,
      });
    default:
      return new AppError('internal', `${at} could not be opened: ${error.message}`, { cause: error });
  }
}
