// Under which condition something is changed: known all the way down, and looked at where it is written, when no other writer can
// come between.

import { AsyncLocalStorage } from 'node:async_hooks';

interface Condition {
  readonly insist: () => Promise<void>;
  isOpen: boolean;
}

const conditions = new AsyncLocalStorage<Condition>();

/**
 * The first thing that `work` writes is written where the condition holds, or not at all; what it writes then is of the same change.
 * What it has begun that goes on when it has ended is free of it.
 * @param insist rejects where it does not hold; it must not wait for anybody who writes
 */
export async function changeUnder<Result>(insist: () => Promise<void>, work: () => Promise<Result>): Promise<Result> {
  const condition: Condition = { insist, isOpen: true };
  try {
    return await conditions.run(condition, work);
  } finally {
    condition.isOpen = false;
  }
}

/** For whoever writes, in its turn and before anything has changed. @throws what the condition says */
export async function insistOnCondition(): Promise<void> {
  const condition = conditions.getStore();
  if (!condition?.isOpen) return;
  condition.isOpen = false;
  await condition.insist();
}
