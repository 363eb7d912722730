// The real clock, so many times faster: for tests in which a network and long waits meet.

import { systemClock, type Clock } from '../../src/kernel/clock.ts';

export function createFastClock(speed: number): Clock {
  return {
    now: () => Date.now(),
    monotonicMs: () => systemClock.monotonicMs() * speed,
    after: (delayMs, task) => systemClock.after(delayMs / speed, task),
    every: (periodMs, task) => systemClock.every(periodMs / speed, task),
  };
}
