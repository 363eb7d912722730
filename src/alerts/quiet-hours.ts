// When a target is not to be disturbed, and when it may be again.

import { MINUTE_MS } from '../kernel/units.ts';
import type { QuietHours } from '../model/alert-target.ts';

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const DAY_MINUTES = 1_440;

/**
 * When something of this instant may be told: at once, or when the quiet hours are over. In the machine's time zone.
 * @param at epoch milliseconds @returns epoch milliseconds
 */
export function tellableAt(at: number, hours: QuietHours | null): number {
  if (!hours) return at;
  const from = minutesOf(hours.from);
  const until = minutesOf(hours.until);
  const local = new Date(at);
  const now = local.getHours() * 60 + local.getMinutes();
  const isQuiet = from <= until ? now >= from && now < until : now >= from || now < until;
  if (!isQuiet) return at;
  const leftMinutes = (until - now + DAY_MINUTES) % DAY_MINUTES;
  const end = new Date(at - (at % MINUTE_MS) + leftMinutes * MINUTE_MS);
  const turnedMinutes = end.getTimezoneOffset() - local.getTimezoneOffset(); // the clocks are changed in between
  return end.getTime() + turnedMinutes * MINUTE_MS;
}

/** The next instant at which the wall clock says so. @param time `HH:MM` */
export function nextAt(time: string, after: number): number {
  const minutes = minutesOf(time) % DAY_MINUTES;
  const next = new Date(after);
  next.setHours(0, minutes, 0, 0);
  if (next.getTime() <= after) next.setDate(next.getDate() + 1);
  return Math.max(next.getTime(), after + MINUTE_MS / 60);
}
