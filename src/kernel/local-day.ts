// Days and hours as people count them: in the time of this machine.

import { DAY_MS, HOUR_MS, MINUTE_MS } from './units.ts';

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

/** What the clock here is ahead of full hours elsewhere: half an hour in India, three quarters in Nepal, mostly nothing. */
const partOfHourMs = (at: number): number => ((-new Date(at).getTimezoneOffset() + 1_440) * MINUTE_MS) % HOUR_MS;

/** Counts hours as they strike here: no two that lie in different days have one number. @param at epoch milliseconds */
export const hourNumber = (at: number): number => Math.floor((at + partOfHourMs(at)) / HOUR_MS);

/** When an hour began; epoch milliseconds. @param hour as `hourNumber` counts */
export const hourStart = (hour: number): number => hour * HOUR_MS - partOfHourMs(hour * HOUR_MS);
