// A program that is asked something and ends by itself: what it wrote, within a time and a size.

import type { Clock } from '../kernel/clock.ts';
import { KIBIBYTE, MEBIBYTE } from '../kernel/units.ts';
import { Child } from './child.ts';

const CHUNK_BYTES = 256 * KIBIBYTE;
const MOST_OUTPUT_BYTES = 1 * MEBIBYTE;

export interface Inquiry {
  /** Absolute. */
  readonly file: string;
  readonly args: readonly string[];
  readonly clock: Clock;
  /** It is ended, with all that it has started, when it takes longer. */
  readonly mostMs: number;
  /** Handed to it by the pipe `FIRST_INPUT`. */
  readonly input?: Uint8Array;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  /** At most a mebibyte: one that writes more is ended. */
  readonly output: Buffer;
  /** It ended well, by itself, and `output` is all that it wrote. */
  readonly isWhole: boolean;
  /** Its last complaints, a line each. */
  readonly messages: readonly string[];
}

/** Resolves when it is over, however it ended. */
export async function inquire({ file, args, clock, mostMs, input, signal }: Inquiry): Promise<Answer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const onOutput = (chunk: Uint8Array): void => {
    size += chunk.length;
    if (size > MOST_OUTPUT_BYTES) void child.stop();
    else parts.push(chunk);
  };
  const child: Child = new Child({ file, args, clock, onOutput, inputCount: input ? 1 : 0 });
  const stop = (): void => void child.stop();
  const timer = clock.after(mostMs, stop);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    if (input) void feed(child, input);
    const { code } = await child.over;
    const isWhole = code === 0 && size <= MOST_OUTPUT_BYTES;
    return { output: Buffer.concat(parts), isWhole, messages: child.messages };
  } finally {
    timer.cancel();
    signal?.removeEventListener('abort', stop);
  }
}

async function feed(child: Child, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) await child.write(0, bytes.subarray(at, at + CHUNK_BYTES));
  child.endInput(0);
}
