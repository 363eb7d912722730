import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atOnce, inSlices, type Sliced } from '../../src/kernel/slices.ts';

function* counted(to: number, onTurn: () => void = () => undefined): Sliced<number> {
  for (let at = 0; at < to; at += 1) {
    onTurn();
    yield;
  }
  return to;
}

function burn(): void {
  for (const endsMs = performance.now() + 1; performance.now() < endsMs;);
}

test('short work is done before anybody else has a turn; long work gives way and comes to the same', async () => {
  let done = 0;
  const short = inSlices(counted(3, () => (done += 1)));
  expect(done).toBe(3);
  expect(await short).toBe(3);
  const turnOfOthers = setImmediate('others');
  const long = inSlices(counted(100, burn)).then(() => 'long');
  expect(await Promise.race([long, turnOfOthers])).toBe('others');
  expect(await long).toBe('long');
  expect(atOnce(counted(5))).toBe(5);
});

test('work that throws in a later slice is refused with its error', async () => {
  const failing = (function* (): Sliced<never> {
    yield;
    throw new Error('no');
  })();
  await expect(inSlices(failing)).rejects.toThrow('no');
});
