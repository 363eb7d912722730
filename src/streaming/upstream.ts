// What an upstream is: one connection that brings the bytes of one stream. A kind is a file in upstreams/ and an entry in
// the table that the app hands to the hub; the session neither knows nor asks how the bytes come.

import type { Clock } from '../kernel/clock.ts';
import type { AppError } from '../kernel/errors.ts';
import type { StreamSource } from '../model/stream.ts';

export interface DialRequest {
  readonly source: StreamSource;
  readonly clock: Clock;
  readonly limits: UpstreamLimits;
  /** A connection was closed just before whose place it needs: what comes may be the provider's clip "limit reached". */
  readonly isAfterClose?: boolean;
  /** Transport stream bytes in order, cut anywhere. The chunk is the receiver's to keep and to change. */
  readonly onBytes: (chunk: Uint8Array) => void;
  /** The bytes that follow do not go on where those before ended: other clock, counters or tables (an HLS discontinuity). */
  readonly onBreak?: () => void;
}

export interface UpstreamLimits {
  readonly connectMs: number;
  /** From the dial to the first byte, redirects included. */
  readonly firstByteMs: number;
}

export interface Upstream {
  /** Resolves once, with the reason why no more bytes come (`upstream.*` or `net.*`); never rejects. */
  readonly over: Promise<AppError>;
  /** Silence that counts as a stall here, when it is longer than the setting: HLS comes a segment at a time. */
  readonly stallAfterMs?: number;
  /** What its log should say besides, redacted, the newest last: a program's complaints, packets that were lost. */
  readonly messages?: readonly string[];
  /** Resolves when the provider's connection is closed: only then is its slot free. No bytes come after the call. */
  close(): Promise<void>;
}

export interface UpstreamKind {
  readonly name: string;
  accepts(source: StreamSource): boolean;
  dial(request: DialRequest): Upstream;
}
