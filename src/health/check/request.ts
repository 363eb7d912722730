// What a check is asked, and what it answers: plain values, as they cross to a worker and back.

import type { ErrorCode } from '../../kernel/errors.ts';
import type { StreamProbe } from '../stream-probe.ts';

export interface CheckRequest {
  readonly url: string;
  /** Names in lower case; an empty value sends none of that name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** How much of the stream is wanted besides the proof that it lives: for a probe of its bytes; 0 for none. */
  readonly wantBytes: number;
  readonly wantMs: number;
  /** Where its playlist ended at the last check. */
  readonly position: string | null;
}

export interface CheckAnswer {
  /** Null: it lives. */
  readonly code: ErrorCode | null;
  /** Redacted; empty for one that lives. */
  readonly message: string;
  /** Whether the same may work in a moment. */
  readonly isRetryable: boolean;
  /** From the request to the first bytes. */
  readonly latencyMs: number | null;
  readonly mark: string | null;
  readonly position: string | null;
  /** Transport stream as it came, when more was wanted. */
  readonly bytes: Uint8Array | null;
  /** What the bytes say by themselves, when more was wanted. */
  readonly probe: StreamProbe | null;
}
