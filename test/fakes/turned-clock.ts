// A clock that a test turns by hand: timers run in order, at their instant, when it passes them.

import type { Clock, Timer } from '../../src/kernel/clock.ts';

interface Entry {
  at: number;
  readonly periodMs: number;
  readonly task: () => void;
}

export interface TurnedClock extends Clock {
  /** Lets `ms` pass; timers that become due run synchronously, those that they set within the span too. */
  advance(ms: number): void;
  /** As `advance`, and lets promises settle between timers. */
  advanceAsync(ms: number): Promise<void>;
  /** Timers that are set and have not run. */
  readonly pending: number;
}

export function createTurnedClock(startAt = Date.UTC(2026, 10, 23, 12)): TurnedClock {
  let elapsedMs = 0;
  const entries = new Set<Entry>();
  const add = (delayMs: number, periodMs: number, task: () => void): Timer => {
    const entry: Entry = { at: elapsedMs + Math.max(0, delayMs), periodMs, task };
    entries.add(entry);
    return { cancel: () => void entries.delete(entry) };
  };
  const runNext = (until: number): boolean => {
    const due = [...entries].filter((entry) => entry.at <= until).toSorted((a, b) => a.at - b.at)[0];
    if (!due) return false;
    elapsedMs = due.at;
    if (due.periodMs > 0) due.at += due.periodMs;
    else entries.delete(due);
    due.task();
    return true;
  };
  return {
    now: () => startAt + elapsedMs,
    monotonicMs: () => elapsedMs,
    after: (delayMs, task) => add(delayMs, 0, task),
    every: (periodMs, task) => add(periodMs, Math.max(1, periodMs), task),
    advance(ms) {
      const until = elapsedMs + ms;
      while (runNext(until));
      elapsedMs = until;
    },
    async advanceAsync(ms) {
      const until = elapsedMs + ms;
      do await new Promise(setImmediate);
      while (runNext(until));
      elapsedMs = until;
    },
    get pending() {
      return entries.size;
    },
  };
}
