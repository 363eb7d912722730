import { expect, test } from 'vitest';
import { HealthStrip, uptimeText } from '../../../panel/elements/health-strip.ts';
import type { HealthDay } from '../../../panel/api/routes.ts';
import { mount } from './mount.ts';

const day = (uptime: number | null): HealthDay => ({
  at: Date.UTC(2026, 10, 26),
  uptime,
  known_seconds: 86_400,
  down_seconds: 0,
  worst: null,
  checks: 4,
  failed_checks: 0,
  failovers: 0,
});

test('a month has thirty bars, also before anybody has looked', async () => {
  const { element, all, settled } = await mount(HealthStrip);
  const bars = async (days: readonly HealthDay[]): Promise<string[]> => {
    element.days = days;
    await settled();
    return all('i').map(({ className }) => className);
  };
  expect(await bars([])).toEqual(Array.from({ length: 30 }, () => 'unknown'));
  const week = await bars([1, 0.95, 0.2, null].map(day));
  expect(week).toHaveLength(30);
  expect(week.slice(-4)).toEqual(['good', 'warn', 'bad', 'unknown']);
});

test('shares of time are told as they are known, and not as three dashes where nothing is', () => {
  expect(uptimeText({ day: 1, week: 0.994, month: null })).toBe('up 100% in 24 h, 99.4% in 7 days, – in 30 days');
  expect(uptimeText({ day: null, week: null, month: null })).toBe('');
});
