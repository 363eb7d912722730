// A live channel as an HTTP response, for every output that has one: the success, the refusals in the client's dialect, and
// the outgoing socket as a sink. Bytes are written to the socket itself: the response object would wrap each chunk anew.

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { isAbort, toAppError } from '../kernel/errors.ts';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { clientAddressOf } from '../net/network.ts';
import { SECOND_MS } from '../kernel/units.ts';
import type { ChannelId } from '../model/ids.ts';
import type { Sink, Subscription, Viewer } from '../streaming/sink.ts';
import type { LanEnv } from './output.ts';
import { refusalOf, type Dialect } from './live-refusal.ts';

/** The part of the hub that a response needs. */
export interface Joinable {
  join(channelId: ChannelId, viewer: Viewer, sink: Sink, signal?: AbortSignal): Promise<Subscription>;
}

export interface LiveRequest {
  readonly hub: Joinable;
  readonly channelId: ChannelId;
  readonly viewer: Viewer;
  readonly dialect: Dialect;
  /** Ends the response after so long; HDHomeRun's `?duration=`. */
  readonly durationSeconds?: number;
  readonly clock?: Clock;
  /** Told once, when the response to a GET has ended, whichever way: an output that counts tuners frees one. */
  readonly onEnd?: () => void;
}

/**
 * What every live answer says. No length, no ranges: with either, ffmpeg opens three connections to look for the end.
 * The connection's end is the stream's, as on the hardware.
 */
const LIVE_HEADERS = {
  'content-type': 'video/mp2t',
  'cache-control': 'no-cache, no-store',
  connection: 'close',
  'transfermode.dlna.org': 'Streaming',
} as const;

/** How long a client may take for its last bytes: one that has fallen silent would hold its socket for a quarter of an hour. */
const LAST_BYTES_MS = 2 * SECOND_MS;

/** A header may have 16 KiB, and is shown to everybody who watches the sessions. */
const MAX_USER_AGENT_CHARACTERS = 300;

/** Who asks, as the sessions' list shows it. */
export function viewerOf(c: Context<LanEnv>, via: string): Viewer {
  const { rights } = c.var;
  return {
    ...(rights && {
      account: { id: rights.id, name: rights.name, maxStreams: rights.maxStreams, pass: rights.pass },
    }),
    address: clientAddressOf(c.env),
    userAgent: (c.req.header('user-agent') ?? '').slice(0, MAX_USER_AGENT_CHARACTERS),
    via,
  };
}

/** Answers with the channel, or says in the client's dialect why not. HEAD is answered at once and opens nothing. */
export async function respondLive(c: Context<LanEnv>, request: LiveRequest): Promise<Response> {
  if (c.req.method === 'HEAD') return new Response(null, { headers: LIVE_HEADERS });
  const outgoing = c.env.outgoing;
  const gone = new AbortController();
  const onClose = (): void => {
    gone.abort();
    request.onEnd?.();
  };
  if (outgoing.destroyed) onClose();
  else outgoing.once('close', onClose);
  try {
    const sink = new ResponseSink(outgoing, request.clock ?? systemClock);
    const subscription = await request.hub.join(request.channelId, request.viewer, sink, gone.signal);
    carry(outgoing, subscription, request);
    return RESPONSE_ALREADY_SENT;
  } catch (error) {
    if (gone.signal.aborted || isAbort(error)) return RESPONSE_ALREADY_SENT;
    return refusalOf(toAppError(error), request.dialect);
  }
}

/** Sends the client to the provider. Never kept: the next time another stream may be the one. */
export function respondRedirect(url: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location: url, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  });
}

function carry(outgoing: ServerResponse, subscription: Subscription, request: LiveRequest): void {
  const socket = outgoing.socket;
  if (!socket || outgoing.destroyed) return subscription.close();
  const timer =
    request.durationSeconds === undefined
      ? undefined
      : (request.clock ?? systemClock).after(request.durationSeconds * SECOND_MS, () => subscription.close());
  socket.on('drain', () => subscription.drained());
  outgoing.once('close', () => {
    timer?.cancel();
    subscription.close();
  });
  socket.setNoDelay(true);
  outgoing.useChunkedEncodingByDefault = false;
  outgoing.writeHead(200, LIVE_HEADERS);
  outgoing.flushHeaders();
  subscription.start();
}

class ResponseSink implements Sink {
  readonly #outgoing: ServerResponse;
  readonly #socket: Socket | null;
  readonly #clock: Clock;

  constructor(outgoing: ServerResponse, clock: Clock) {
    this.#outgoing = outgoing;
    this.#socket = outgoing.socket;
    this.#clock = clock;
  }

  write(chunk: Uint8Array): boolean {
    const socket = this.#socket;
    if (!socket || socket.destroyed) return false;
    return socket.write(chunk) || socket.writableLength === 0;
  }

  cork(): void {
    this.#socket?.cork();
  }

  uncork(): boolean {
    const socket = this.#socket;
    if (!socket) return false;
    socket.uncork();
    return !socket.writableNeedDrain || socket.writableLength === 0;
  }

  end(): void {
    this.#outgoing.end();
    const socket = this.#socket;
    if (socket && socket.writableLength > 0) this.#clock.after(LAST_BYTES_MS, () => socket.destroy());
  }
}
