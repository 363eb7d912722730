// A holder of slots for tests, with a connection that it opens and closes as it is told.

import type { Slot, SlotHolder, SlotUseKind } from '../../../src/streaming/slots/slots.ts';

export class Holder implements SlotHolder {
  use: SlotUseKind = 'watched';
  priority = 0;
  clients: readonly string[] = [];
  slot: Slot | undefined;
  yields = 0;
  readonly closed = Promise.withResolvers<void>();

  constructor(more: Partial<Pick<Holder, 'use' | 'priority' | 'clients'>> = {}) {
    Object.assign(this, more);
  }

  yieldSlot(): Promise<void> {
    this.yields += 1;
    return this.closed.promise;
  }

  holds(slot: Slot): boolean {
    return this.slot === slot;
  }
}

/** Whether a promise has settled by now, without waiting for it. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  const mark = (): boolean => (isDone = true);
  void promise.then(mark, mark);
  for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
  return isDone;
}
