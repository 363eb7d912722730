// When a programme is on, from its start tag; and whether that is of interest.

import { DAY_MS } from '../../kernel/units.ts';
import { decodeBytes } from './encoding.ts';
import type { StartTag } from './tag.ts';
import { attributeText } from './text.ts';
import { parseTime } from './time.ts';
import type { TimeZone } from './zone.ts';

/** Epoch milliseconds. */
export interface Window {
  readonly fromAt: number;
  readonly untilAt: number;
}

export interface ProgrammeTimes {
  readonly startAt: number;
  /** 0 when not said, or not after the start: the next programme's start decides then. */
  readonly stopAt: number;
  readonly catchupId: string;
  readonly isOutside: boolean;
}

/** A programme without a stop may still be on this long after its start. */
const OPEN_END_MS = DAY_MS;
/** Longer ones are fillers ("always on", 2000 to 2099): they are cut to the window. */
const ENDLESS_MS = 7 * DAY_MS;

/**
 * @param after the start of the same channel's programme before it
 * @returns undefined without a start that can be read
 */
export function readTimes(tag: StartTag, zone: TimeZone, window: Window, after: number): ProgrammeTimes | undefined {
  const startAt = parseTime(tag.value('start') ?? '', zone, after);
  if (Number.isNaN(startAt)) return undefined;
  const stop = tag.value('stop');
  const said = stop === undefined ? NaN : parseTime(stop, zone, startAt);
  const stopAt = said > startAt ? said : 0;
  const isOutside = startAt >= window.untilAt || (stopAt || startAt + OPEN_END_MS) <= window.fromAt;
  const catchup = tag.value('catchup-id');
  const catchupId = catchup === undefined ? '' : attributeText(decodeBytes(catchup));
  if (stopAt - startAt <= ENDLESS_MS) return { startAt, stopAt, catchupId, isOutside };
  return {
    startAt: Math.max(startAt, window.fromAt),
    stopAt: Math.min(stopAt, window.untilAt),
    catchupId,
    isOutside,
  };
}
