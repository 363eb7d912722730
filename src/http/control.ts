// A socket for whoever runs Masthead on this machine: health for Docker, and what a backup has to say. Who may reach it is
// decided by the folder that it lies in.

import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AppError, toAppError } from '../kernel/errors.ts';

export interface ControlDeps {
  /** Path of the socket. */
  readonly path: string;
  readonly isStopping: () => boolean;
  /** Resolves when the data folder can be copied. */
  readonly beforeBackup: () => Promise<void>;
  readonly afterBackup: () => void;
}

type Handler = (deps: ControlDeps) => Promise<number> | number;

const ROUTES: Readonly<Record<string, Handler>> = {
  'GET /health': ({ isStopping }) => (isStopping() ? 503 : 200),
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
  readonly #deps: ControlDeps;
  #server: Server | undefined;

  constructor(deps: ControlDeps) {
    this.#deps = deps;
  }

  /** @throws AppError `settings.invalid` when there can be no socket at the path */
  async start(): Promise<void> {
    const { path } = this.#deps;
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
      response.writeHead(handle ? await handle(this.#deps) : 404).end();
    } catch (error) {
      response.writeHead(500).end(`${toAppError(error).message}\n`);
    }
  }
}
