// HTTP towards providers, guides and logos: undici with limits, redirects and our error codes.

import { getCACertificates } from 'node:tls';
import { Agent, type Dispatcher } from 'undici';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { DEFAULT_USER_AGENT } from '../model/provider.ts';
import type { CookieJar } from './cookies.ts';
import { netError } from './errors.ts';
import { guardedConnector } from './connector.ts';
import { DEFAULT_HTTP_LIMITS, type HttpLimits } from './limits.ts';
import type { Purpose } from './reach.ts';
import { basicAuthorization, nextHop, parseHttpUrl, type Hop } from './redirect.ts';

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD';
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the request and its body, at any time. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<HttpLimits>;
  /** What it is for; a source when left out. */
  readonly purpose?: Purpose;
}

export type { HttpLimits };

export type HttpBody = AsyncIterable<Uint8Array> & { destroy(): void };

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated ones joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the redirects ended. */
  readonly url: string;
  /** To be read or destroyed. As sent: compressed where the server compressed it. Throws `net.*`. */
  readonly body: HttpBody & {
    /** Destroys it; resolves when its connection is let go of. */
    close(): Promise<void>;
  };
}

export interface HttpClient {
  /** Any status is a response. @throws AppError `net.*`, or the signal's reason */
  request(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

export interface HttpClientOptions {
  readonly clock?: Clock;
  readonly limits?: Partial<HttpLimits>;
  /** Certificates to trust besides the system's, PEM. */
  readonly trustedCertificates?: string;
  /** Kept and sent along, redirects included. */
  readonly cookies?: CookieJar;
  /** Requests above it wait for one another; any number without it. */
  readonly connectionsPerOrigin?: number;
  /** How long an idle connection is kept, where the server allows it. */
  readonly keepAliveMs?: number;
  /** False closes each with its answer. */
  readonly keepsConnections?: boolean;
}

interface Exchange {
  readonly method: 'GET' | 'HEAD';
  readonly limits: HttpLimits;
  readonly purpose: Purpose;
  readonly signal: AbortSignal;
}

/** Sockets of a provider that counts connections are not kept for long. */
const KEEP_ALIVE_MS = 1_000;

export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  return new UndiciClient(options);
}

class UndiciClient implements HttpClient {
  /** Time to connect and header size are properties of undici's agents: one agent for each pair that is used. */
  readonly #agents = new Map<string, Agent>();
  readonly #options: HttpClientOptions;
  readonly #clock: Clock;

  constructor(options: HttpClientOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const limits = { ...DEFAULT_HTTP_LIMITS, ...this.#options.limits, ...request.limits };
    const { method = 'GET', purpose = 'source' } = request;
    const url = parseHttpUrl(request.url);
    const abort = new AbortController();
    const onAbort = (): void => abort.abort(request.signal?.reason);
    request.signal?.throwIfAborted();
    request.signal?.addEventListener('abort', onAbort, { once: true });
    const forget = (): void => request.signal?.removeEventListener('abort', onAbort);
    const deadline = this.#clock.after(limits.headersMs, () =>
      abort.abort(new AppError('net.timeout', `${url.host} did not answer in time`, { retryable: true })),
    );
    try {
      const first: Hop = { url, headers: { 'user-agent': DEFAULT_USER_AGENT, accept: '*/*', ...request.headers } };
      const { hop, data } = await this.#follow(first, { method, limits, purpose, signal: abort.signal });
      data.body.once('close', forget);
      return {
        status: data.statusCode,
        headers: flat(data.headers),
        url: hop.url.href,
        body: guarded(data.body, hop.url.host, abort.signal),
      };
    } catch (error) {
      forget();
      throw error;
    } finally {
      deadline.cancel();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
    this.#agents.clear();
  }

  async #follow(first: Hop, exchange: Exchange): Promise<{ hop: Hop; data: Dispatcher.ResponseData }> {
    let hop = first;
    for (let redirects = 0; redirects <= exchange.limits.redirects; redirects += 1) {
      const data = await this.#dial(hop, exchange);
      const location = data.headers['location'];
      const next = followed(hop, data, Array.isArray(location) ? location[0] : location);
      if (!next) return { hop, data };
      hop = next;
    }
    throw new AppError('net.too-many-redirects', `${first.url.host} redirects without end`);
  }

  async #dial(hop: Hop, { method, limits, purpose, signal }: Exchange): Promise<Dispatcher.ResponseData> {
    try {
      const data = await this.#agentFor(limits, purpose).request({
        origin: hop.url.origin,
        path: hop.url.pathname + hop.url.search,
        method,
        headers: { ...hop.headers, ...basicAuthorization(hop), ...this.#cookie(hop) },
        signal,
        headersTimeout: limits.headersMs,
        bodyTimeout: limits.bodyIdleMs,
      });
      this.#options.cookies?.store(hop.url, data.headers['set-cookie']);
      data.body.on('error', () => undefined); // whoever reads it is told; nobody reading it is no crash
      return data;
    } catch (error) {
      signal.throwIfAborted(); // whatever the reason was, it is handed back as it is
      throw netError(error, hop.url.host, 'head');
    }
  }

  #cookie(hop: Hop): Record<string, string> {
    const cookie = this.#options.cookies?.header(hop.url, hop.headers['cookie']);
    return cookie === undefined ? {} : { cookie };
  }

  #agentFor({ connectMs, maxHeaderBytes }: HttpLimits, purpose: Purpose): Agent {
    const key = `${connectMs} ${maxHeaderBytes} ${purpose}`;
    const known = this.#agents.get(key);
    if (known) return known;
    const more = this.#options.trustedCertificates;
    const agent = new Agent({
      connect: guardedConnector(
        {
          timeout: connectMs,
          keepAlive: this.#options.keepsConnections !== false,
          ...(more === undefined ? {} : { ca: [...getCACertificates(), more] }),
        },
        purpose,
      ),
      maxHeaderSize: maxHeaderBytes,
      keepAliveTimeout: this.#options.keepAliveMs ?? KEEP_ALIVE_MS,
      connections: this.#options.connectionsPerOrigin ?? null,
      pipelining: this.#options.keepsConnections === false ? 0 : 1, // undici's word for it
    });
    this.#agents.set(key, agent);
    return agent;
  }
}

/** The next hop, with the body that stands between let go of: it may be endless. */
function followed(hop: Hop, data: Dispatcher.ResponseData, location: string | undefined): Hop | undefined {
  try {
    const next = nextHop(hop, data.statusCode, location);
    if (next) data.body.destroy();
    return next;
  } catch (error) {
    data.body.destroy();
    throw error;
  }
}

function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const pairs = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as Record<string, string>;
}

function guarded(body: Dispatcher.ResponseData['body'], host: string, signal: AbortSignal): HttpResponse['body'] {
  const told = (error: unknown): never => {
    signal.throwIfAborted();
    throw netError(error, host, 'body');
  };
  return {
    destroy: () => void body.destroy(),
    close: async () => {
      body.destroy(); // with its socket, whose descriptor is closed when this returns
      if (!body.closed) await new Promise<void>((resolve) => body.once('close', resolve)); // `once` would throw its error
    },
    [Symbol.asyncIterator]() {
      const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
      return {
        next: () => chunks.next().catch(told),
        return: async () => {
          await chunks.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
