// The Supervisor, and Home Assistant's Core behind it, as an add-on sees them: the envelope, the token, what is refused.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { freePort } from './free-port.ts';
import { WebSocketServer, type WebSocket } from 'ws';

export interface SupervisorState {
  info: Record<string, unknown>;
  /** Undefined: no broker is installed. */
  mqtt: Record<string, unknown> | undefined;
  network: Record<string, unknown>;
  /** Users as `config/auth/list` has them. */
  users: Record<string, unknown>[];
  /** That Home Assistant is set up in. */
  language: string;
  /** False: it has not come up yet, and the proxy before it says so. */
  isUp: boolean;
  /** False: Core is down, as while it restarts. */
  isCoreUp: boolean;
  /** How often it was asked, by path. */
  readonly asked: Map<string, number>;
  /** Services of Core that were called, in order. */
  readonly called: { readonly service: string; readonly data: Record<string, unknown> }[];
}

export interface FakeSupervisor extends SupervisorState {
  readonly url: string;
  readonly token: string;
  stop(): Promise<void>;
}

export async function startSupervisor(): Promise<FakeSupervisor> {
  const state: SupervisorState = {
    info: {
      slug: '5c53de3b_masthead',
      ip_address: '127.0.0.1',
      ingress_port: await freePort(),
      network: {},
      state: 'started',
      version: '0.1.0',
    },
    mqtt: undefined,
    network: {
      interfaces: [
        { interface: 'wlan0', enabled: true, primary: false, ipv4: { address: ['192.168.7.9/24'] } },
        { interface: 'eth0', enabled: true, primary: true, ipv4: { address: ['192.168.1.5/24'] } },
      ],
    },
    users: [
      { id: 'a'.repeat(32), name: 'Anna', is_owner: true, is_active: true, group_ids: ['system-admin'] },
      { id: 'b'.repeat(32), name: 'Ben', is_owner: false, is_active: true, group_ids: ['system-users'] },
    ],
    language: 'en',
    isUp: true,
    isCoreUp: true,
    asked: new Map(),
    called: [],
  };
  const token = 'supervisor-token';
  const server = createServer((request, response) => void answer(request, response, { token, state }));
  serveSocket(server, state, token);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const fake = Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  });
  return fake;
}

type Served = { readonly token: string; readonly state: SupervisorState };

async function answer(request: IncomingMessage, response: ServerResponse, { token, state }: Served): Promise<void> {
  const path = request.url ?? '';
  state.asked.set(path, (state.asked.get(path) ?? 0) + 1);
  if (!state.isUp) return void response.writeHead(502).end('502: Bad Gateway');
  if (request.headers.authorization !== `Bearer ${token}`) return refuse(response, 401, 'Unauthorized');
  if (path.startsWith('/core/api/')) return callCore(request, response, state);
  switch (path) {
    case '/addons/self/info':
      return succeed(response, state.info);
    case '/services/mqtt':
      return state.mqtt ? succeed(response, state.mqtt) : refuse(response, 400, 'Service not enabled');
    case '/network/info':
      return succeed(response, state.network);
    default:
      return refuse(response, 403, 'Forbidden');
  }
}

function succeed(response: ServerResponse, data: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ result: 'ok', data }));
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ result: 'error', message }));
}

async function callCore(request: IncomingMessage, response: ServerResponse, state: SupervisorState): Promise<void> {
  if (!state.isCoreUp) return void response.writeHead(502).end('502: Bad Gateway');
  if (request.url === '/core/api/config') {
    const config = { language: state.language, country: null, time_zone: 'UTC', version: '2026.11.0' };
    return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(config));
  }
  const [, domain, name] = /^\/core\/api\/services\/(\w+)\/(\w+)$/.exec(request.url ?? '') ?? [];
  if (request.method !== 'POST' || domain === undefined) return void response.writeHead(404).end('404: Not Found');
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const data = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
  state.called.push({ service: `${domain}.${name}`, data });
  response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
}

function serveSocket(server: Server, state: SupervisorState, token: string): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url !== '/core/websocket' || !state.isCoreUp) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => converse(client, state, token));
  });
}

function converse(client: WebSocket, state: SupervisorState, token: string): void {
  const say = (message: object): void => client.send(JSON.stringify(message));
  let isIn = false;
  say({ type: 'auth_required', ha_version: '2026.11.0' });
  client.on('message', (data: Buffer) => {
    const asked = JSON.parse(data.toString()) as { type: string; access_token?: string; id?: number };
    if (!isIn) {
      isIn = asked.type === 'auth' && asked.access_token === token;
      say(isIn ? { type: 'auth_ok' } : { type: 'auth_invalid', message: 'Invalid access token' });
      return isIn ? undefined : client.close();
    }
    if (asked.type === 'config/auth/list') say({ id: asked.id, type: 'result', success: true, result: state.users });
    else say({ id: asked.id, type: 'result', success: false, error: { code: 'unknown_command' } });
  });
}
