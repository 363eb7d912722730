import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import { providerSettings } from '../../src/model/provider.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { nextSyncAt, type NextSyncInput } from '../../src/sync/schedule.ts';

const provider = providerSettings.parse({ id: 'one', kind: 'm3u', name: 'One', source: '/a' });
const now = new Date(2026, 10, 23, 12).getTime();

const waitMs = (said: Partial<NextSyncInput>): number =>
  nextSyncAt({ settings: defaultSettings.sync, provider, now, failureCount: 0, random: () => 0.5, ...said }) - now;

test('the interval is the setting’s, or the provider’s own', () => {
  expect(waitMs({})).toBe(12 * HOUR_MS);
  expect(waitMs({ provider: { ...provider, sync_interval_hours: 1 } })).toBe(HOUR_MS);
});

test('intervals are spread by a tenth to both sides', () => {
  expect(waitMs({ random: () => 0 })).toBeCloseTo(10.8 * HOUR_MS, 3);
  expect(waitMs({ random: () => 0.999_999_999 })).toBeCloseTo(13.2 * HOUR_MS, -2);
});

test('a cron expression replaces the interval, and is met within two minutes', () => {
  const settings = { ...defaultSettings.sync, cron: '0 13 * * *' };
  expect(waitMs({ settings, random: () => 0 })).toBe(HOUR_MS);
  expect(waitMs({ settings, random: () => 0.999 })).toBeLessThan(HOUR_MS + 2 * MINUTE_MS);
  expect(waitMs({ settings, provider: { ...provider, sync_interval_hours: 1 } })).toBe(HOUR_MS);
});

test('a provider’s own expression goes before its interval and before the common one', () => {
  const settings = { ...defaultSettings.sync, cron: '0 13 * * *' };
  const own = { ...provider, sync_cron: '30 12 * * *', sync_interval_hours: 4 };
  expect(waitMs({ settings, provider: own, random: () => 0 })).toBe(HOUR_MS / 2);
});

test('failures are tried again soon, then less often, never later than the regular time', () => {
  expect([1, 2, 3, 4].map((failureCount) => waitMs({ failureCount }) / MINUTE_MS)).toEqual([2, 4, 8, 16]);
  expect(waitMs({ failureCount: 30 })).toBe(6 * HOUR_MS);
  expect(waitMs({ failureCount: 30, provider: { ...provider, sync_interval_hours: 0.5 } })).toBe(HOUR_MS / 2);
});
