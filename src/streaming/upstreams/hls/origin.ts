// The exchanges of one track: playlists, keys and segments with the same headers and cookies, one after another over one
// connection, as providers count them.

import { AppError } from '../../../kernel/errors.ts';
import { MEBIBYTE, SECOND_MS } from '../../../kernel/units.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { ByteRange } from '../../../formats/hls/playlist.ts';
import { capped, unwrapped, type Chunks } from '../../../net/body.ts';
import { createHttpClient, type HttpClient, type HttpResponse } from '../../../net/client.ts';
import { CookieJar } from '../../../net/cookies.ts';
import { notVideo, refusal } from '../../../net/stream-answer.ts';

/** A day of two-second segments with signed addresses is 6 MB; what is larger is no live playlist. */
const MOST_PLAYLIST_BYTES = 8 * MEBIBYTE;
const MOST_KEY_BYTES = 4_096;
/** From the request to the answer's headers: live segments are cut while one waits for them. */
const HEADERS_MS = 8 * SECOND_MS;
const BODY_IDLE_MS = 8 * SECOND_MS;
/** Longer than the time between two reloads, so that one connection does for all. */
const KEEP_ALIVE_MS = 15 * SECOND_MS;

export interface OriginOptions {
  /** Names in lower case; an empty value sends none of that name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly connectMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly cookies?: CookieJar;
}

export interface TextAnswer {
  readonly text: string;
  /** Where the redirects ended. */
  readonly url: string;
}

export class Origin {
  readonly #http: HttpClient;
  readonly #options: OriginOptions;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #cookies: CookieJar;

  constructor(options: OriginOptions) {
    this.#options = options;
    this.#headers = Object.fromEntries(Object.entries(options.headers).filter(([, value]) => value !== ''));
    this.#cookies = options.cookies ?? new CookieJar();
    this.#http = createHttpClient({
      clock: options.clock,
      cookies: this.#cookies,
      connectionsPerOrigin: 1,
      keepAliveMs: KEEP_ALIVE_MS,
      limits: { connectMs: options.connectMs, headersMs: HEADERS_MS, bodyIdleMs: BODY_IDLE_MS },
    });
  }

  /** For a second track, which would wait behind the first: a connection of its own, with the same cookies. */
  sibling(): Origin {
    return new Origin({ ...this.#options, cookies: this.#cookies });
  }

  /** @throws AppError `upstream.*`, `net.*`, `format.too-large`; the signal's reason */
  async text(url: string): Promise<TextAnswer> {
    const answer = await this.#get(url, { 'accept-encoding': 'gzip' });
    const bytes = await gathered(capped(unwrapped(answer.body), MOST_PLAYLIST_BYTES));
    const refused = notPlaylist(answer, bytes);
    if (refused) throw refused;
    return { text: new TextDecoder().decode(bytes), url: answer.url };
  }

  async key(url: string): Promise<Uint8Array> {
    const key = await gathered(capped((await this.#get(url)).body, MOST_KEY_BYTES));
    if (key.length === 16) return key;
    throw new AppError('upstream.not-video', 'The provider sent no key for an encrypted stream', { retryable: true });
  }

  /** The bytes as they are sent; of a server without ranges, those that were asked for. */
  async bytes(url: string, range?: ByteRange): Promise<{ chunks: Chunks; contentType: string }> {
    const asked = range ? { range: `bytes=${range.offset}-${range.offset + range.length - 1}` } : {};
    const answer = await this.#get(url, asked);
    const isZipped = /gzip/i.test(answer.headers['content-encoding'] ?? '');
    const plain = isZipped ? unwrapped(answer.body) : answer.body;
    const chunks = range && answer.status !== 206 ? cut(plain, range) : plain;
    return { chunks, contentType: answer.headers['content-type'] ?? '' };
  }

  /** Resolves when every connection is closed. */
  close(): Promise<void> {
    return this.#http.close();
  }

  async #get(url: string, more: Readonly<Record<string, string>> = {}): Promise<HttpResponse> {
    if (url === '') throw new AppError('net.bad-address', 'The playlist names an address that is not http or https');
    const { signal } = this.#options;
    const answer = await this.#http.request({ url, headers: { ...this.#headers, ...more }, signal });
    const refused = refusal(URL.parse(answer.url)?.host ?? '', answer.status);
    if (!refused) return answer;
    answer.body.destroy();
    throw refused;
  }
}

/** A page, or a stream of another kind, where a playlist was to be. */
function notPlaylist({ headers }: HttpResponse, bytes: Uint8Array): AppError | undefined {
  const start = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1');
  if (/#EXT(?:M3U|INF|-X-)/.test(start)) return undefined;
  if (bytes.length === 0) return new AppError('upstream.empty', 'The playlist is empty', { retryable: true });
  const other = notVideo(headers['content-type'] ?? '', bytes);
  if (other?.code === 'upstream.not-video') return other;
  return new AppError('upstream.not-video', 'The provider sent something else than an HLS playlist', {
    retryable: true,
  });
}

async function gathered(chunks: Chunks): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

async function* cut(chunks: Chunks, { offset, length }: ByteRange): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const chunk of chunks) {
    const from = Math.max(0, offset - at);
    const to = Math.min(chunk.length, offset + length - at);
    at += chunk.length;
    if (to > from) yield chunk.subarray(from, to);
    if (at >= offset + length) return;
  }
}
