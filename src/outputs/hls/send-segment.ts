// A segment on its way to one client, as fast as that one may be sent. Its bytes go to the socket by reference: many clients
// share one segment.

import type { ServerResponse } from 'node:http';
import { sleep, type Clock } from '../../kernel/clock.ts';
import { SECOND_MS } from '../../kernel/units.ts';

/** A limit may be overdrawn by one piece. */
const PIECE_BYTES = 64 * 1024;
/** A client that takes no byte of a segment for so long has gone. */
const SILENT_MS = 30_000;
/** Limits that have changed hold from then on. */
const LOOK_AGAIN_MS = SECOND_MS;

export interface Sending {
  readonly clock: Clock;
  readonly headers: Readonly<Record<string, string>>;
  /** How long the client is to be sent nothing; undefined once it may not be sent any more. */
  readonly waitMs: () => number | undefined;
  /** So many bytes more have gone out. */
  readonly onSent: (count: number) => void;
}

/** Resolves when all has gone out, or the connection is closed: also by us, when the client may have no more. */
export async function sendSegment(outgoing: ServerResponse, bytes: Buffer, sending: Sending): Promise<void> {
  const { clock, headers, waitMs, onSent } = sending;
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  outgoing.on('error', () => outgoing.destroy());
  outgoing.on('timeout', () => outgoing.destroy());
  outgoing.writeHead(200, { ...headers, 'content-length': bytes.length });
  try {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      for (let wait = waitMs(); wait !== 0; wait = waitMs()) {
        if (wait === undefined) return void outgoing.destroy();
        await sleep(clock, Math.min(wait, LOOK_AGAIN_MS), gone.signal);
      }
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      await written(outgoing, piece, gone.signal);
      onSent(piece.length);
    }
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}

/** Resolves when the socket has taken it. @throws when that takes too long, or the connection is closed */
async function written(outgoing: ServerResponse, piece: Buffer, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onGone = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', onGone, { once: true });
  outgoing.setTimeout(SILENT_MS);
  outgoing.write(piece, (error) => (error ? reject(error) : resolve()));
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', onGone);
    outgoing.setTimeout(0); // it waits for us
  }
}
