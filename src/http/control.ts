// A socket for whoever runs Masthead on this machine: health for Docker, and what a backup has to say. Who may reach it is
// decided by the folder that it lies in.

import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AppError, toAppError } from '../kernel/errors.ts';

export interface ControlPorts {
  /** Whether it is to be left running. */
  readonly isHealthy: () => boolean;
  /** Resolves when the data folder can be copied. */
  readonly beforeBackup: () => Promise<void>;
  readonly afterBackup: () => void;
}

type Handler = (ports: ControlPorts) => Promise<number> | number;

const ROUTES: Readonly<Record<string, Handler>> = {
  'GET /health': ({ isHealthy }) => (isHealthy() ? 200 : 503),
  'POST /backup/pre': async ({ beforeBackup }) => {
    await beforeBackup();
    return 204;
  },
  'POST /backup/post': ({ afterBackup }) => {
    afterBackup();
    return 204;
  },
};

export class ControlSocket {
  readonly #path: string;
  #ports: ControlPorts;
  #server: Server | undefined;

  /** @param path of the socket */
  constructor(path: string, ports: ControlPorts) {
    this.#path = path;
    this.#ports = ports;
  }

  /** From now on these are asked. */
  serve(ports: ControlPorts): void {
    this.#ports = ports;
  }

  /** @throws AppError `settings.invalid` when there can be no socket at the path */
  async start(): Promise<void> {
    const path = this.#path;
    rmSync(path, { force: true }); // of a Masthead that was killed
    const server = createServer((request, response) => void this.#answer(request, response));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject);
    server.listen(path, resolve);
    await promise.catch((cause: unknown) => {
      throw new AppError('settings.invalid', `MASTHEAD_CONTROL_SOCKET: there can be no socket at ${path}`, { cause });
    });
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  async #answer({ method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
    const handle = ROUTES[`${method} ${url}`];
    try {
      response.writeHead(handle ? await handle(this.#ports) : 404).end();
    } catch (error) {
      const { message, retryable } = toAppError(error);
      response.writeHead(retryable ? 503 : 500).end(`${message}\n`);
    }
  }
}
