// The real clock, so many times faster: for tests in which a network and long waits meet.
//
// Where other programs have the processor a process may stand still for half a second, which is ten of such a clock's, and what
// waits for an answer gives up on a server that had no time to give one. So its time goes on with the event loop: however long
// a turn of it takes, the clock advances by no more than a few milliseconds before its speed.

import { systemClock, type Clock, type Timer } from '../../src/kernel/clock.ts';

const BEAT_MS = 4;
/** More than a beat that is a little late, less than anything that is waited for. */
const MOST_A_TURN_MS = 12;

let passedMs = 0;
let seenMs = performance.now();
let beat: Timer | undefined;

/** Milliseconds in which this process could run: real ones where the machine has nothing else to do. Only differences mean anything. */
export function fairMs(): number {
  beat ??= systemClock.every(BEAT_MS, () => void fairMs()); // for as long as the process lives
  const now = performance.now();
  passedMs += Math.min(now - seenMs, MOST_A_TURN_MS);
  seenMs = now;
  return passedMs;
}

export function createFastClock(speed: number): Clock {
  const after = (delayMs: number, task: () => void): Timer => {
    const dueMs = fairMs() + delayMs / speed;
    let timer: Timer;
    const wait = (): void => {
      const leftMs = dueMs - fairMs();
      timer = systemClock.after(Math.max(0, leftMs), () => (dueMs - fairMs() > 0.5 ? wait() : task()));
    };
    wait();
    return { cancel: () => timer.cancel() };
  };
  return {
    now: () => Date.now(),
    monotonicMs: () => fairMs() * speed,
    after,
    every(periodMs, task) {
      const run = (): void => {
        timer = after(periodMs, run);
        task();
      };
      let timer = after(periodMs, run);
      return { cancel: () => timer.cancel() };
    },
  };
}
