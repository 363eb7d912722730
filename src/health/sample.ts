// One observation of a stream: a check's, or what somebody who watched has seen.

import type { ErrorCode } from '../kernel/errors.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';

/** `check` is ours; `viewer` is a session's: a picture came, or was lost. */
export const SAMPLE_KINDS = ['check', 'viewer'] as const;
export type SampleKind = (typeof SAMPLE_KINDS)[number];

export interface Sample {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: SampleKind;
  /** Why there was no picture; null when there was one. */
  readonly code: ErrorCode | null;
  /** From the request to the first bytes; null where it was not measured. */
  readonly latencyMs: number | null;
}

/** A sample with whose it is. */
export interface StreamSample extends Sample {
  readonly streamId: StreamId;
  readonly providerId: ProviderId;
}

export const isOk = ({ code }: Sample): boolean => code === null;

/** Who is to blame for a failure. */
export type Blame = 'stream' | 'path' | 'nobody';

/** Nobody learns of a stream that it had no place, or that Masthead was stopping. */
const NOBODY = new Set<ErrorCode>([
  'upstream.no-slot',
  'upstream.limit-reached',
  'process.stopping',
  'process.maintenance',
  'process.worker-failed',
  'channel.no-stream',
  'internal',
]);
/** The provider's host was not reached: it, or our own network, may be down as a whole. */
const PATH = new Set<ErrorCode>(['net.dns', 'net.refused', 'net.timeout', 'net.tls']);

export function blameFor(code: ErrorCode): Blame {
  if (NOBODY.has(code)) return 'nobody';
  return PATH.has(code) ? 'path' : 'stream';
}
