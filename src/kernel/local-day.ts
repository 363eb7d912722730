// Days and hours as people count them: in the time of this machine.

import { DAY_MS, MINUTE_MS, SECOND_MS } from './units.ts';

/** `20261126` of the local day that an instant lies in. @param at epoch milliseconds */
export function dayNumber(at: number): number {
  const date = new Date(at);
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate();
}

/** So many days before, on the calendar. @param day 20261126 */
export function dayBefore(day: number, count: number): number {
  const at = Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) - count * DAY_MS;
  return Number(new Date(at).toISOString().slice(0, 10).replaceAll('-', ''));
}

/**
 * When the hour began that an instant lies in, as it strikes here; epoch milliseconds. Where clocks are changed an hour begins, also
 * by half an hour (Lord Howe): no two that are called differently, or lie in different days, are one.
 * @param at epoch milliseconds
 */
export function hourStart(at: number): number {
  const date = new Date(at);
  let start = at - date.getMinutes() * MINUTE_MS - date.getSeconds() * SECOND_MS - date.getMilliseconds();
  while (new Date(start).getTimezoneOffset() !== date.getTimezoneOffset()) start += MINUTE_MS;
  return start;
}
