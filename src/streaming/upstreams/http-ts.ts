// MPEG-TS over HTTP: one GET, redirects followed, what is no video refused with its own code. An HLS playlist, which many an
// address turns out to be, is handed over to who can follow it, as part of the same dial.

import { Client, type Dispatcher } from 'undici';
import type { Timer } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import { DEFAULT_USER_AGENT } from '../../model/provider.ts';
import { guardedConnector } from '../../net/connector.ts';
import { netError } from '../../net/errors.ts';
import { DEFAULT_HTTP_LIMITS } from '../../net/limits.ts';
import { basicAuthorization, nextHop, parseHttpUrl, type Hop } from '../../net/redirect.ts';
import type { DialRequest, Upstream, UpstreamKind } from '../upstream.ts';
import { Clips, type Answered } from './clips.ts';
import { isHlsPlaylist, notVideo, refusal } from '../../net/stream-answer.ts';

/** A socket that does not close when it is told to holds up its slot no longer than this. */
const CLOSE_WITHIN_MS = 1 * SECOND_MS;

/** @param playlists what follows a playlist; without it one is refused */
export function createHttpTs(playlists?: UpstreamKind): UpstreamKind {
  const clips = new Clips();
  return {
    name: 'http-ts',
    accepts: (source) => /^https?:/i.test(source.url),
    dial: (request) => new HttpTsUpstream(request, { playlists, clips }),
  };
}

interface Head {
  readonly location: string | undefined;
  /** NaN where it is not said. */
  readonly bytes: number;
  readonly redirects: number;
}

class HttpTsUpstream implements Upstream {
  readonly over: Promise<AppError>;
  readonly #request: DialRequest;
  readonly #end: (reason: AppError) => void;
  readonly #firstByteTimer: Timer;
  #client: Client | undefined;
  /** The connection of a redirect, being closed. */
  #leaving: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #bytes = 0;
  readonly #playlists: UpstreamKind | undefined;
  readonly #clips: Clips;
  #answer: Answered | undefined;
  /** Who follows the playlist that came. */
  #follower: Upstream | undefined;

  constructor(request: DialRequest, { playlists, clips }: { playlists: UpstreamKind | undefined; clips: Clips }) {
    const { promise, resolve } = Promise.withResolvers<AppError>();
    this.over = promise;
    this.#request = request;
    this.#playlists = playlists;
    this.#clips = clips;
    this.#end = resolve;
    this.#firstByteTimer = request.clock.after(request.limits.firstByteMs, () =>
      this.#fail(new AppError('upstream.timeout', 'The provider sent nothing in time', { retryable: true })),
    );
    try {
      const url = parseHttpUrl(request.source.url);
      const headers = { 'user-agent': DEFAULT_USER_AGENT, accept: '*/*', ...request.source.headers };
      this.#dial({ url, headers: withoutEmpty(headers) }, 0);
    } catch (error) {
      this.#fail(netError(error, 'the provider', 'head'));
    }
  }

  get stallAfterMs(): number {
    return this.#follower?.stallAfterMs ?? 0;
  }

  get messages(): readonly string[] {
    return this.#follower?.messages ?? [];
  }

  close(): Promise<void> {
    this.#firstByteTimer.cancel();
    this.#closing ??= this.#hangUp(this.#client);
    this.#end(new AppError('upstream.ended', 'The connection was closed by us'));
    return this.#closing;
  }

  /** A client of its own for each connection: the socket is ours to close, and its closing can be awaited. */
  #dial(hop: Hop, redirects: number): void {
    const client = new Client(hop.url.origin, {
      connect: guardedConnector({ timeout: this.#request.limits.connectMs }, 'source'),
      headersTimeout: 0, // the first byte is waited for, and silence after it noticed, by the clock that we were given
      bodyTimeout: 0,
      maxHeaderSize: DEFAULT_HTTP_LIMITS.maxHeaderBytes,
    });
    this.#client = client;
    client.dispatch(
      {
        path: hop.url.pathname + hop.url.search,
        method: 'GET',
        headers: { ...hop.headers, ...basicAuthorization(hop) },
      },
      this.#handler(client, hop, redirects),
    );
  }

  #handler(client: Client, hop: Hop, redirects: number): Dispatcher.DispatchHandler {
    const host = hop.url.host;
    const isCurrent = (): boolean => this.#client === client && !this.#closing;
    let contentType = '';
    return {
      onRequestStart() {},
      onResponseStart: (_controller, status, headers) => {
        if (!isCurrent() || status < 200) return;
        contentType = String(headers['content-type'] ?? '');
        const location = headers['location'];
        this.#answered(hop, status, {
          location: Array.isArray(location) ? location[0] : location,
          bytes: Number.parseInt(String(headers['content-length']), 10),
          redirects,
        });
      },
      onResponseData: (_controller, chunk) => {
        if (isCurrent()) this.#received(chunk, contentType);
      },
      onResponseEnd: () => {
        if (isCurrent()) this.#ended();
      },
      onResponseError: (_controller, error) => {
        if (!isCurrent()) return;
        if (this.#bytes > 0) this.#ended(error);
        else this.#fail(netError(error, host, 'head'));
      },
    };
  }

  #answered(hop: Hop, status: number, more: Head): void {
    try {
      const next = nextHop(hop, status, more.location);
      if (!next) {
        const refused = refusal(hop.url.host, status);
        if (refused) this.#fail(refused);
        else this.#begun(hop, more.bytes);
        return;
      }
      if (more.redirects >= DEFAULT_HTTP_LIMITS.redirects) {
        throw new AppError('net.too-many-redirects', `${hop.url.host} redirects without end`);
      }
      void this.#goOn(next, more.redirects + 1);
    } catch (error) {
      this.#fail(netError(error, hop.url.host, 'head'));
    }
  }

  #begun({ url }: Hop, bytes: number): void {
    const { source, isAfterClose = false, clock } = this.#request;
    const asked = parseHttpUrl(source.url).href;
    const { providerId } = source;
    this.#answer = { providerId, asked, final: url.href, bytes, isAfterClose, atMs: clock.monotonicMs() };
  }

  #clip(): AppError | undefined {
    if (!this.#answer || !this.#clips.isClip(this.#answer)) return undefined;
    return new AppError('upstream.limit-reached', 'The provider sent a clip in place of the stream', {
      retryable: true,
    });
  }

  /** The connection that redirected is closed before the next request: the provider may count both. */
  async #goOn(next: Hop, redirects: number): Promise<void> {
    const before = this.#client;
    this.#client = undefined;
    this.#leaving = this.#hangUp(before);
    await this.#leaving;
    if (!this.#closing) this.#dial(next, redirects);
  }

  /** The connection is closed first: the provider may count both. */
  async #handOver(playlists: UpstreamKind): Promise<void> {
    const before = this.#client;
    this.#client = undefined;
    this.#leaving = this.#hangUp(before);
    await this.#leaving;
    if (this.#closing) return;
    this.#follower = playlists.dial(this.#request);
    this.#fail(await this.#follower.over);
  }

  #received(chunk: Uint8Array, contentType: string): void {
    if (this.#bytes === 0) {
      this.#firstByteTimer.cancel();
      if (this.#playlists && isHlsPlaylist(contentType, chunk)) return void this.#handOver(this.#playlists);
      const refused = this.#clip() ?? notVideo(contentType, chunk);
      if (refused) return this.#fail(refused);
    }
    this.#bytes += chunk.length;
    this.#request.onBytes(chunk);
  }

  #ended(cause?: Error): void {
    if (this.#answer) this.#clips.ended(this.#answer, this.#request.clock.monotonicMs());
    const more = { retryable: true, ...(cause ? { cause } : {}) };
    this.#fail(
      this.#bytes === 0
        ? new AppError('upstream.empty', 'The provider answered without a single byte', more)
        : new AppError('upstream.ended', 'The provider ended the stream', more),
    );
  }

  #fail(reason: Error): void {
    this.#firstByteTimer.cancel();
    this.#closing ??= this.#hangUp(this.#client);
    this.#end(reason instanceof AppError ? reason : new AppError('upstream.ended', reason.message, { cause: reason }));
  }

  async #hangUp(client: Client | undefined): Promise<void> {
    if (this.#follower) return this.#follower.close();
    if (!client) return this.#leaving;
    const closed = Promise.withResolvers<void>();
    const timer = this.#request.clock.after(CLOSE_WITHIN_MS, closed.resolve);
    client.destroy().then(closed.resolve, closed.resolve);
    await closed.promise;
    timer.cancel();
  }
}

/** An empty value removes a header. */
const withoutEmpty = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
