// From sums of the API to what a plot shows: every day and every hour has its place, also those when nobody watched. Pure.

import type { Answer } from '../../api/routes.ts';

export type Sums = Answer<'GET /statistics'>;
export type Sum = Sums['items'][number];

const DAY_MS = 86_400_000;

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-26` of each of the last days, the oldest first, as they are called here. */
export function lastDays(count: number, now = new Date()): string[] {
  const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12).getTime(); // no day is lost to a clock change
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(noon - (count - 1 - index) * DAY_MS);
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  });
}

export const HOURS: readonly string[] = Array.from({ length: 24 }, (_, hour) => two(hour));

/** The value for each key, 0 where there is none. */
export function valuesFor(keys: readonly string[], items: readonly Sum[], value: (sum: Sum) => number): number[] {
  const known = new Map(items.map((item) => [item.key, item]));
  return keys.map((key) => {
    const item = known.get(key);
    return item ? value(item) : 0;
  });
}
