// A part of a programme of the past for a player in a page: what the browser does not play is made for it on the way.

import type { Context } from 'hono';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { PacketSync } from '../formats/mpegts/sync.ts';
import { isAbort, toAppError, type AppError } from '../kernel/errors.ts';
import { printFit, type PageAbility } from '../streaming/fit/fit.ts';
import { Fitting, type Workshop } from '../streaming/fit/fitting.ts';
import type { OpenedFile } from '../streaming/files/file-relay.ts';
import type { FileResponseRequest } from './file-response.ts';
import { refusalOf } from './live-refusal.ts';
import { viewerOf } from './live-response.ts';
import type { LanEnv } from './output.ts';

/** What there is to hear, and what was made into something else: JSON, as `PageTracks`. */
export const TRACKS_HEADER = 'x-masthead-tracks';

interface FittedRequest extends FileResponseRequest {
  readonly ability: PageAbility;
  readonly workshop: Workshop;
}

/** As `respondFile`, without ranges: what is made has no length. */
export async function respondFitted(c: Context<LanEnv>, request: FittedRequest): Promise<Response> {
  const { outgoing } = c.env;
  const gone = new AbortController();
  if (outgoing.destroyed) gone.abort();
  else outgoing.once('close', () => gone.abort());
  try {
    const { relay, key, group, sources, via } = request;
    const opened = await relay.open({
      key,
      ...(group !== undefined && { group }),
      sources,
      range: undefined,
      viewer: viewerOf(c, via),
      signal: gone.signal,
    });
    request.onOpened?.(opened.source);
    const failure = await new Carrier(outgoing, request).carry(opened, gone.signal);
    return failure === undefined || outgoing.headersSent ? RESPONSE_ALREADY_SENT : refusalOf(failure, 'player');
  } catch (error) {
    if (outgoing.headersSent) outgoing.destroy(); // an end would be taken for the part's
    if (outgoing.headersSent || gone.signal.aborted || isAbort(error)) return RESPONSE_ALREADY_SENT;
    return refusalOf(toAppError(error), 'player');
  }
}

class Carrier {
  readonly #outgoing: LanEnv['Bindings']['outgoing'];
  readonly #fitting: Fitting;
  #failure: AppError | undefined;
  #wake: () => void = () => undefined;

  constructor(outgoing: LanEnv['Bindings']['outgoing'], { ability, workshop }: FittedRequest) {
    this.#outgoing = outgoing;
    this.#fitting = new Fitting({
      ...workshop,
      ability,
      onBytes: (packets) => this.#write(packets),
      onBreak: () => undefined, // each part is one by itself
      onDrained: () => this.#wake(),
      onFailed: (error) => {
        this.#failure = error;
        this.#wake();
      },
    });
  }

  /** Resolves when all is sent, or with why it cannot be made. @throws why the provider's part broke off */
  async carry(opened: OpenedFile, signal: AbortSignal): Promise<AppError | undefined> {
    signal.addEventListener('abort', () => this.#abandon(), { once: true });
    const found: Uint8Array[] = [];
    const sync = new PacketSync((bytes, from, to) => found.push(bytes.slice(from, to)));
    try {
      for await (const bytes of opened.body) {
        sync.push(bytes);
        // All at once: with what it ends decides whether there is a program that is waited for.
        const isFull = !this.#fitting.push(joined(found.splice(0)));
        if (isFull || this.#outgoing.writableNeedDrain) await this.#room(signal);
        if (this.#failure || signal.aborted) break;
      }
      if (!this.#failure && !signal.aborted) await this.#fitting.finish();
    } finally {
      this.#fitting.stop();
    }
    if (this.#failure) {
      if (this.#outgoing.headersSent) this.#outgoing.destroy();
      return this.#failure;
    }
    if (!this.#outgoing.headersSent) this.#begin();
    this.#outgoing.end();
    return undefined;
  }

  /** The player is gone: FFmpeg would wait for ever for it to take the rest. */
  #abandon(): void {
    this.#fitting.stop();
    this.#wake();
  }

  /** Until FFmpeg or the player takes more. */
  async #room(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    if (signal.aborted || this.#failure) resolve();
    await promise;
  }

  #begin(): void {
    const { fit } = this.#fitting;
    this.#outgoing.writeHead(200, {
      'content-type': 'video/mp2t',
      'cache-control': 'no-store',
      ...(fit && { [TRACKS_HEADER]: printFit(fit) }),
    });
    this.#outgoing.socket?.setTimeout(0); // a player fetches ahead, and waits
  }

  #write(packets: Uint8Array): void {
    const out = this.#outgoing;
    if (out.destroyed) return;
    if (!out.headersSent) this.#begin();
    if (out.write(packets) || out.writableLength === 0) return;
    this.#fitting.hold(true);
    out.once('drain', () => {
      this.#fitting.hold(false);
      this.#wake();
    });
  }
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => (parts.length === 1 ? parts[0]! : Buffer.concat(parts));
