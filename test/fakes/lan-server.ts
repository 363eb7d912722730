// The whole LAN listener on a free port, with the API's rooms in memory and a login at hand.

import { onTestFinished } from 'vitest';
import type { Face } from '../../src/http/lan-env.ts';
import { createLanServer, type LanServer } from '../../src/http/server.ts';
import { silentLog, type Log } from '../../src/kernel/log.ts';
import { openApiRooms, PASSWORD, type ApiRooms } from './api-rooms.ts';
import { temporaryFolder, type WhenOver } from './folder.ts';

export interface RunningLan {
  /** Without a trailing slash. */
  readonly url: string;
  readonly rooms: ApiRooms;
  /** Called by itself at the end. */
  readonly stop: () => Promise<void>;
  /** Of the login. */
  readonly token: string;
  readonly server: LanServer;
  /** A request to the API with a login; the body goes as JSON. */
  readonly api: (method: string, path: string, body?: unknown) => Promise<Response>;
}

export interface LanOptions {
  readonly outputs?: readonly Face[];
  readonly adminPassword?: string;
  readonly log?: Log;
  readonly change?: (rooms: ApiRooms) => ApiRooms;
  /** When it is to be stopped; without it, at the test's end. */
  readonly whenOver?: WhenOver;
}

/** Stopped when the test has ended, or when `whenOver` says. */
export async function startLan(options: LanOptions = {}): Promise<RunningLan> {
  const { outputs = [], log = silentLog, whenOver = onTestFinished } = options;
  const opened = await openApiRooms(temporaryFolder(whenOver), options.adminPassword);
  const rooms = options.change?.(opened) ?? opened;
  const server = createLanServer({ host: '127.0.0.1', port: 0, outputs, api: rooms, log });
  await server.start();
  whenOver(() => server.stop());
  const url = `http://127.0.0.1:${server.address?.port}`;
  const password = options.adminPassword ?? PASSWORD;
  const device = { address: '127.0.0.2', userAgent: 'a test' };
  const token = password === '' ? '' : (await opened.accounts.logIn({ name: 'admin', password }, device)).token;
  return {
    url,
    rooms,
    token,
    stop: () => server.stop(),
    server,
    api: (method, path, body) =>
      fetch(`${url}/api${path}`, {
        redirect: 'manual',
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}
