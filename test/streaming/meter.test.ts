import { expect, test } from 'vitest';
import { Meter } from '../../src/streaming/meter.ts';

test('the rate is that of the last seconds, the total that of all', () => {
  const meter = new Meter();
  for (let second = 0; second <= 10; second += 1) {
    meter.tick(second * 1_000);
    meter.add(second < 3 ? 9_000_000 : 1_000_000);
  }
  meter.tick(11_000);
  expect(meter.bitsPerSecond).toBe(8_000_000);
  expect(meter.total).toBe(35_000_000);
});

test('before it has been looked at twice there is no rate', () => {
  const meter = new Meter();
  meter.add(1_000);
  meter.tick(0);
  expect(meter.bitsPerSecond).toBe(0);
});
