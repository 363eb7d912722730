// Reads a body until it is sure what it holds, and keeps as much of it as is wanted.

import { AppError } from '../../kernel/errors.ts';
import { KIBIBYTE, SECOND_MS } from '../../kernel/units.ts';
import { probeTransportStream } from '../probe/transport-stream.ts';
import type { CheckTools } from './ask.ts';
import { Examination } from './examination.ts';
import type { CheckAnswer, CheckRequest } from './request.ts';

/** A picture to begin with is waited for so long after the proof of life: most providers send one at once. */
const MARK_MS = 1 * SECOND_MS;
const MARK_BYTES = 512 * KIBIBYTE;
interface Body {
  readonly first: Uint8Array;
  readonly rest: AsyncIterator<Uint8Array>;
}

/** @param isWhole what ends is a segment: its end is no fault */
export async function examine(
  { first, rest }: Body,
  { clock, request }: CheckTools,
  isWhole = false,
): Promise<Pick<CheckAnswer, 'mark' | 'bytes' | 'probe'>> {
  const examination = new Examination();
  const kept: Uint8Array[] = [];
  let aliveMs: number | undefined;
  for (let chunk: Uint8Array | undefined = first; chunk;) {
    examination.push(chunk);
    if (request.wantBytes > 0) kept.push(chunk);
    if (examination.isGarbage) throw examination.complaint;
    if (examination.isAlive) aliveMs ??= clock.monotonicMs();
    if (aliveMs !== undefined && isEnough(examination, clock.monotonicMs() - aliveMs, request)) break;
    const next: IteratorResult<Uint8Array, unknown> = await rest.next();
    if (!next.done) chunk = next.value;
    else if (isWhole && aliveMs !== undefined) break;
    else throw aliveMs === undefined ? examination.complaint : ended();
  }
  const bytes = kept.length > 0 ? Buffer.concat(kept) : null;
  return { mark: examination.mark ?? null, bytes, probe: bytes && probeTransportStream(bytes) };
}

const ended = (): AppError => new AppError('upstream.ended', 'The provider ended the stream', { retryable: true });

function isEnough(examination: Examination, sinceMs: number, request: CheckRequest): boolean {
  const hasMark = !examination.awaitsMark || sinceMs >= MARK_MS || examination.bytes >= MARK_BYTES;
  if (request.wantBytes === 0) return hasMark;
  return examination.bytes >= request.wantBytes || sinceMs >= request.wantMs;
}
