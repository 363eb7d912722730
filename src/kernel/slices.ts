// Long work on the thread that streams, a few milliseconds at a time. It is written as a generator that yields wherever somebody
// else may have a turn, and is run at once where nobody waits.

import { setImmediate } from 'node:timers/promises';

/** Yields often: to look at the clock costs less than a microsecond. */
export type Sliced<Result> = Generator<undefined, Result>;

/** A viewer's picture comes every 20 ms at the least. */
const SLICE_MS = 4;

export async function inSlices<Result>(work: Sliced<Result>): Promise<Result> {
  let endsMs = performance.now() + SLICE_MS;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() < endsMs) continue;
    await setImmediate();
    endsMs = performance.now() + SLICE_MS;
  }
}

export function atOnce<Result>(work: Sliced<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
