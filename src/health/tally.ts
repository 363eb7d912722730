// What was counted of a stream each day (UTC) of a month: checks, those that failed, pictures lost by viewers, the lowest score.
// Fixed in size: 120 bytes a stream.

import { DAY_MS } from '../kernel/units.ts';
import { DAYS } from './uptime.ts';

/** Of a day: checks, failed checks, lost pictures, lowest score + 1 (0 for none); each stops at 255. */
const CELL_BYTES = 4;
const MOST = 255;

export type Tally = Uint8Array;

export const emptyTally = (): Tally => new Uint8Array(DAYS * CELL_BYTES);

export interface Tallied {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly isCheck: boolean;
  readonly isOk: boolean;
  /** A viewer's picture was lost, and not just again. */
  readonly isLoss: boolean;
  /** 0 to 100, with this sample. */
  readonly score: number | null;
}

/** @param lastAt when something was counted before; 0 for never */
export function tallied(tally: Tally, lastAt: number, { at, isCheck, isOk, isLoss, score }: Tallied): Tally {
  const cells = current(tally, lastAt, at);
  const cell = cellOf(Math.floor(at / DAY_MS));
  const count = (index: number, happened: boolean): void => {
    if (happened) cells[cell + index] = Math.min(MOST, cells[cell + index]! + 1);
  };
  count(0, isCheck);
  count(1, isCheck && !isOk);
  count(2, isLoss);
  const lowest = cells[cell + 3]!;
  if (score !== null && (lowest === 0 || score + 1 < lowest)) cells[cell + 3] = score + 1;
  return cells;
}

export interface DayTally {
  /** Its beginning (UTC), epoch milliseconds. */
  readonly at: number;
  readonly checks: number;
  readonly failed: number;
  readonly lost: number;
  /** 0 to 100; null on a day on which nothing was seen. */
  readonly worst: number | null;
}

/** The last 30 days, oldest first. */
export function dayTallies(tally: Tally, lastAt: number, now: number): DayTally[] {
  const cells = current(tally, lastAt, now);
  const today = Math.floor(Math.max(now, lastAt) / DAY_MS);
  return Array.from({ length: DAYS }, (_, index) => {
    const day = today - DAYS + 1 + index;
    const [checks = 0, failed = 0, lost = 0, lowest = 0] = cells.subarray(cellOf(day), cellOf(day) + CELL_BYTES);
    return { at: day * DAY_MS, checks, failed, lost, worst: lowest === 0 ? null : lowest - 1 };
  });
}

const cellOf = (day: number): number => (day % DAYS) * CELL_BYTES;

/** A copy without the days that have begun since: what is in their cells is a month old. */
function current(tally: Tally, lastAt: number, at: number): Tally {
  const cells = tally.length === DAYS * CELL_BYTES ? tally.slice() : emptyTally();
  const today = Math.floor(at / DAY_MS);
  for (let day = Math.max(Math.floor(lastAt / DAY_MS) + 1, today - DAYS + 1); day <= today; day += 1) {
    cells.fill(0, cellOf(day), cellOf(day) + CELL_BYTES);
  }
  return cells;
}
