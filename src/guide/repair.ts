// What guides get wrong between neighbours: overlaps are cut, missing ends are filled in. Always the same way.

import { HOUR_MS } from '../kernel/units.ts';
import type { Programme } from '../model/programme.ts';

/** The longest that a programme without a stop is taken to last when nothing follows it. */
const OPEN_END_MS = 4 * HOUR_MS;

/**
 * @param programmes one channel's, by start
 * @returns the same with a stop after each start, none reaching into the next
 */
export function* repaired(programmes: Iterable<Programme>): Generator<Programme> {
  let held: Programme | undefined;
  for (const next of programmes) {
    if (held !== undefined && next.startAt > held.startAt) yield closed(held, next.startAt);
    held = next;
  }
  if (held !== undefined) yield closed(held, Infinity);
}

function closed(programme: Programme, nextAt: number): Programme {
  const said = programme.stopAt > programme.startAt ? programme.stopAt : programme.startAt + OPEN_END_MS;
  const stopAt = Math.min(said, nextAt);
  return stopAt === programme.stopAt ? programme : { ...programme, stopAt };
}
