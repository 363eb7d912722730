import { expect, test, vi } from 'vitest';
import { sleep, systemClock } from '../../src/kernel/clock.ts';
import { DAY_MS } from '../../src/kernel/units.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

test('sleep resolves when its time has passed, not before', async () => {
  const clock = createTurnedClock();
  let awake = false;
  const slept = sleep(clock, 1_000).then(() => (awake = true));
  await clock.advanceAsync(999);
  expect(awake).toBe(false);
  await clock.advanceAsync(1);
  await slept;
  expect(awake).toBe(true);
});

test('an aborted sleep rejects with the reason and leaves no timer behind', async () => {
  const clock = createTurnedClock();
  const abort = new AbortController();
  const slept = sleep(clock, 1_000, abort.signal);
  abort.abort(new Error('enough'));
  await expect(slept).rejects.toThrow('enough');
  expect(clock.pending).toBe(0);
});

test('a sleep under an aborted signal does not begin', async () => {
  const clock = createTurnedClock();
  await expect(sleep(clock, 1_000, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(clock.pending).toBe(0);
});

test('the system clock waits for months, longer than a timer of Node can', () => {
  vi.useFakeTimers();
  try {
    const task = vi.fn<() => void>();
    systemClock.after(90 * DAY_MS, task);
    vi.advanceTimersByTime(90 * DAY_MS - 1);
    expect(task).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});

test('a cancelled timer of the system clock does not run, in whichever step it waits', () => {
  vi.useFakeTimers();
  try {
    const task = vi.fn<() => void>();
    const timer = systemClock.after(60 * DAY_MS, task);
    vi.advanceTimersByTime(30 * DAY_MS);
    timer.cancel();
    vi.advanceTimersByTime(60 * DAY_MS);
    expect(task).not.toHaveBeenCalled();
  } finally {
    vi.useRealTimers();
  }
});

test('a repeated task runs every period until it cancels itself', () => {
  vi.useFakeTimers();
  try {
    let runs = 0;
    const timer = systemClock.every(1_000, () => {
      runs += 1;
      if (runs === 3) timer.cancel();
    });
    vi.advanceTimersByTime(10_000);
    expect(runs).toBe(3);
  } finally {
    vi.useRealTimers();
  }
});

test('the wall clock is the present, the monotonic one never goes back', () => {
  const before = systemClock.monotonicMs();
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(DAY_MS);
  expect(systemClock.monotonicMs()).toBeGreaterThanOrEqual(before);
});
