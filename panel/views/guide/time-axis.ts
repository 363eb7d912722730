// Time and place on the grid. Pure.

export const HOUR_MS = 3_600_000;
/** What the axis is ruled by. */
const SLOT_MS = HOUR_MS / 2;

export interface Axis {
  /** The grid's first instant: the start of a day. */
  readonly fromAt: number;
  readonly untilAt: number;
  readonly pixelsPerHour: number;
}

interface AxisOptions {
  /** Days before today, and after it. */
  readonly back: number;
  readonly ahead: number;
  readonly pixelsPerHour: number;
}

export function axisOf(now: number, { back, ahead, pixelsPerHour }: AxisOptions): Axis {
  return { fromAt: startOfDay(now, -back), untilAt: startOfDay(now, ahead + 1), pixelsPerHour };
}

/** By the clock of the place, where a day may have 23 or 25 hours. @param days after the day of `at` */
function startOfDay(at: number, days: number): number {
  const day = new Date(at);
  day.setDate(day.getDate() + days);
  return day.setHours(0, 0, 0, 0);
}

export const xOf = ({ fromAt, pixelsPerHour }: Axis, at: number): number => ((at - fromAt) / HOUR_MS) * pixelsPerHour;
export const timeAt = ({ fromAt, pixelsPerHour }: Axis, x: number): number => fromAt + (x / pixelsPerHour) * HOUR_MS;
export const widthOf = (axis: Axis): number => xOf(axis, axis.untilAt);

/** Half hours that touch a stretch of the axis. */
export function slotsBetween(fromAt: number, untilAt: number): number[] {
  const slots: number[] = [];
  for (let at = Math.floor(fromAt / SLOT_MS) * SLOT_MS; at < untilAt; at += SLOT_MS) slots.push(at);
  return slots;
}

/** Instants of each day's start on the axis, by the clock of the place: days of 23 and 25 hours, too. */
export function daysOf({ fromAt, untilAt }: Axis): number[] {
  const days: number[] = [];
  for (const day = new Date(fromAt); day.getTime() < untilAt; day.setDate(day.getDate() + 1)) days.push(day.getTime());
  return days;
}
