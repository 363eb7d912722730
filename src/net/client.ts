// HTTP towards providers, guides and logos: undici with limits, redirects and our error codes.

import { AppError } from '../kernel/errors.ts';

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD';
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpLimits {
  readonly connectMs: number;
  readonly headersMs: number;
  /** Longest silence inside a body. */
  readonly bodyIdleMs: number;
  readonly redirects: number;
  readonly maxHeaderBytes: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated ones joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the redirects ended. */
  readonly url: string;
  readonly body: AsyncIterable<Uint8Array> & { destroy(): void };
}

export interface HttpClient {
  /** Any status is a response. @throws AppError `net.*` */
  request(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

export function createHttpClient(): HttpClient {
  throw new AppError('internal', 'replaced by the net room');
}
