// Where a channel's programmes lie on the grid. One that is too short to be pressed is drawn wider than its time, at the cost
// of longer ones beside it; among short ones all lie where their time is, and the programme's card leads from one to the next.

import { xOf, type Axis } from './time-axis.ts';

/** What a press needs at a desk (WCAG 2.2, 2.5.8), with the space that is left between two cells. */
export const LEAST_CELL_PX = 28;

export interface CellPlace {
  /** Pixels from the start of the axis. */
  readonly x: number;
  /** With the space to the next cell. */
  readonly width: number;
}

interface Timed {
  readonly start_at: number;
  readonly stop_at: number;
}

interface Span {
  from: number;
  until: number;
}

const spare = ({ from, until }: Span): number => Math.max(0, until - from - LEAST_CELL_PX);

/** @param programmes one channel's, in order of time */
export function placesOf(programmes: readonly Timed[], axis: Axis): CellPlace[] {
  const spans = programmes.map(({ start_at: startAt, stop_at: stopAt }) => ({
    from: xOf(axis, Math.max(startAt, axis.fromAt)),
    until: xOf(axis, Math.min(stopAt, axis.untilAt)),
  }));
  for (const [index, span] of spans.entries()) widen(span, spans[index - 1], spans[index + 1]);
  return spans.map(({ from, until }) => ({ x: from, width: until - from }));
}

/** Takes what is missing from what comes after it, and the rest from what comes before it. */
function widen(span: Span, before: Span | undefined, after: Span | undefined): void {
  const missing = (): number => Math.max(0, LEAST_CELL_PX - (span.until - span.from));
  const until = Math.min(span.until + missing(), after ? after.from + spare(after) : span.until);
  if (after && until > span.until) {
    after.from = Math.max(after.from, until);
    span.until = until;
  }
  const from = Math.max(span.from - missing(), before ? before.until - spare(before) : 0);
  if (from >= span.from) return;
  if (before) before.until = Math.min(before.until, from);
  span.from = from;
}

/** What runs at an instant, or is nearest to it of what has come so far. */
export function entryOf<One extends Timed>(programmes: readonly One[], at: number): One | undefined {
  const away = ({ start_at: startAt, stop_at: stopAt }: Timed): number => Math.max(startAt - at, at - (stopAt - 1), 0);
  return programmes.toSorted((a, b) => away(a) - away(b))[0];
}
