import { expect, test } from 'vitest';
import type { ProviderId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { SharedLimits } from '../../src/streaming/limits.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const [one, two] = ['one', 'two'] as ProviderId[] as [ProviderId, ProviderId];

test('a provider’s own limit takes the place of the general one, and holds for its viewers alone', () => {
  const limits = { ...defaultSettings.limits };
  const own = new Map<ProviderId, number>();
  const shared = new SharedLimits(
    createTurnedClock(),
    () => limits,
    (id) => own.get(id) ?? null,
  );
  const stream = shared.newStream();
  const throttleOf = (id: ProviderId) => shared.throttle({ rate: () => null, stream, provider: () => id });
  const [ofOne, ofTwo] = [throttleOf(one), throttleOf(two)];
  const takeBoth = (): void => {
    for (const throttle of [ofOne, ofTwo]) {
      throttle.look();
      throttle.take(10_000_000);
    }
  };
  takeBoth();
  expect([ofOne.waitMs, ofTwo.waitMs]).toEqual([0, 0]);
  own.set(one, 10);
  takeBoth();
  expect(ofOne.waitMs).toBeGreaterThan(50_000);
  expect(ofTwo.waitMs).toBe(0);
  limits.provider_kilobytes_per_second = 1_000;
  takeBoth();
  expect(ofTwo.waitMs).toBeGreaterThan(0);
  expect(ofTwo.waitMs).toBeLessThan(50_000);
});
