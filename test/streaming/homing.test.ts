import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/model/settings.ts';
import { Homing } from '../../src/streaming/homing.ts';

const settings = defaultSettings.streaming;

/** Walks through time; `works` says whether a look that begins then finds a picture. */
function returnsAt(
  homing: Homing,
  fromMs: number,
  untilMs: number,
  works: (nowMs: number) => boolean,
): number | undefined {
  let lookedMs: number | undefined;
  for (let nowMs = fromMs; nowMs < untilMs; nowMs += 100) {
    const next = homing.next(nowMs, lookedMs === undefined ? undefined : Math.max(0, nowMs - lookedMs - 500));
    if (next === 'return') return nowMs - fromMs;
    if (next === 'look') {
      homing.looked(nowMs);
      if (works(nowMs)) lookedMs = nowMs;
      else homing.failed();
    }
    if (next === 'end look') lookedMs = undefined;
  }
  return undefined;
}

test('when the preferred stream has worked at every look for two minutes, the session goes back', () => {
  const homing = new Homing(() => settings);
  homing.left(0);
  const ms = returnsAt(homing, 0, 600_000, () => true);
  expect(ms).toBeGreaterThan(120_000);
  expect(ms).toBeLessThan(200_000);
});

test('one look in vain, and the two minutes begin anew', () => {
  const homing = new Homing(() => settings);
  homing.left(0);
  expect(returnsAt(homing, 0, 600_000, (nowMs) => nowMs > 100_000)).toBeGreaterThan(220_000);
});

test('a session goes back at most once in ten minutes', () => {
  const homing = new Homing(() => settings);
  homing.returned(0);
  homing.left(5_000);
  const ms = returnsAt(homing, 5_000, 2_000_000, () => true);
  expect(ms).toBeGreaterThanOrEqual(594_900);
  expect(ms).toBeLessThan(720_000);
});

test('it can be switched off', () => {
  const homing = new Homing(() => ({ ...settings, return_to_preferred: false }));
  homing.left(0);
  expect(returnsAt(homing, 0, 2_000_000, () => true)).toBeUndefined();
});
