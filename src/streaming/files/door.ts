// A file at an address on this machine, for a program of ours that is to read it: whole or in parts, through the relay, so
// that limits, logins and broken connections are the relay's. Nobody else learns the address.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toAppError, type AppError } from '../../kernel/errors.ts';
import type { OpenedFile } from './file-relay.ts';
import { Unsatisfiable } from './file-upstream.ts';
import { parseRange, type ByteRange } from './range.ts';

/** Opens the file from a byte on. @throws as `FileRelay.open` */
export type Bring = (range: ByteRange | undefined, signal: AbortSignal) => Promise<OpenedFile>;

export interface Entrance {
  readonly url: string;
  /** Why it could not be brought the last time; undefined when it could. */
  readonly fault: AppError | undefined;
  /** Nobody comes in any more; who is in has what he has. */
  close(): void;
}

interface Way {
  readonly bring: Bring;
  fault: AppError | undefined;
}

export class FileDoor {
  readonly #ways = new Map<string, Way>();
  #server: Server | undefined;

  /** Opened when it is first wanted. */
  async let(bring: Bring): Promise<Entrance> {
    const { port } = (await this.#listening()).address() as AddressInfo;
    const name = randomBytes(16).toString('hex');
    const way: Way = { bring, fault: undefined };
    this.#ways.set(name, way);
    return {
      url: `http://127.0.0.1:${port}/${name}`,
      get fault() {
        return way.fault;
      },
      close: () => void this.#ways.delete(name),
    };
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  async #listening(): Promise<Server> {
    if (!this.#server) {
      this.#server = createServer((request, response) => void this.#answer(request, response));
      this.#server.listen(0, '127.0.0.1');
    }
    if (!this.#server.listening) await once(this.#server, 'listening');
    return this.#server;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const way = this.#ways.get((request.url ?? '').slice(1));
    if (!way) return void response.writeHead(404).end();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const range = parseRange(request.headers.range);
    const failed = (error: unknown): void => {
      if (!gone.signal.aborted) way.fault = toAppError(error);
    };
    try {
      const opened = await way.bring(range, gone.signal);
      way.fault = undefined;
      response.writeHead(...headOf(opened, range !== undefined));
      await pipeline(Readable.from(watched(opened.body, failed), { objectMode: false }), response);
    } catch (error) {
      if (response.headersSent) return void response.destroy();
      if (error instanceof Unsatisfiable) {
        response.writeHead(416, { 'content-range': `bytes */${error.total ?? '*'}` }).end();
        return;
      }
      failed(error);
      response.writeHead(503).end();
    }
  }
}

/** Told where it breaks: by the time that a pipeline says so it has closed the answer, as the reader does who has enough. */
async function* watched(body: OpenedFile['body'], failed: (error: unknown) => void): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    failed(error);
    throw error;
  }
}

function headOf(
  { from, until, total, hasRanges }: OpenedFile,
  isRange: boolean,
): [status: number, headers: Record<string, string>] {
  const headers: Record<string, string> = { connection: 'close' };
  if (hasRanges) headers['accept-ranges'] = 'bytes';
  if (until !== undefined) headers['content-length'] = String(until - from);
  if (!isRange || !hasRanges || until === undefined) return [200, headers];
  return [206, { ...headers, 'content-range': `bytes ${from}-${until - 1}/${total ?? '*'}` }];
}
