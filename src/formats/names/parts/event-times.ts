// The times in an event's name, with what leads to them: `20:00`, `8:30 PM`, `9 p.m.`, `21h`, `à 21h00`, `a las 18:30`, `20.15 Uhr`.

import { readDay } from '../day.ts';
import type { Span } from './event-title.ts';

const TIME =
  /(?<![\d/.:-])([01]?\d|2[0-3])([:h.])([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*([ap]\.?m\b\.?)?(?![\d/.])|(?<![\d.:]|\d\/)(1[0-2]|[1-9])\s*([ap]\.?m\b\.?)|(?<![\d/.:])([01]?\d|2[0-3])h(?![\p{L}\d])/giu;
/** What is written behind a time in one language or another. */
const UNIT = /^\s?(?:uhr|hrs?|hs?|horas|heures)(?![\p{L}\d])/iu;
/** What leads to it. */
const LEAD =
  /(?<![\p{L}\d])(?:um|ab|à|às|as|a las?|alle|ore|om|at|kl|klo|o godz|godz|saat|kick[ -]?off|ko|starts?(?: at)?|begins?(?: at)?)[.:]?\s*$/iu;
/** What stands between a beginning and an end: at most a day and a word. */
const BETWEEN = /^[\s)\]]*(?:[-–—]|to|bis|until|stop|end)[\s:]*$/i;

/** Whether there is anything like a time in it. */
export const mayBeEvent = (name: string): boolean => /\d\s*(?:[:h.]\s*\d\d|[ap]\.?m|h(?![a-z\d]))/i.test(name);

export interface Time extends Span {
  readonly minuteOfDay: number;
  /** `20:00`, `20h30`, `8 PM`: a point is of a frequency, and an hour alone a name's (`24h`), unless more says otherwise. */
  readonly isSigned: boolean;
  /** Whether a word says that a time follows. */
  readonly isLedTo: boolean;
}

export function timesIn(source: string): Time[] {
  return Array.from(source.matchAll(TIME), (match) => {
    const half = match[4] ?? match[6] ?? '';
    const lead = LEAD.exec(source.slice(0, match.index));
    const end = match.index + match[0].trimEnd().length;
    const hour = Number(match[1] ?? match[5] ?? match[7]);
    const hour24 = half === '' ? hour : (hour % 12) + (/^p/i.test(half) ? 12 : 0);
    return {
      start: lead?.index ?? match.index,
      end: end + (UNIT.exec(source.slice(end))?.[0].length ?? 0),
      minuteOfDay: hour24 * 60 + Number(match[3] ?? 0),
      isSigned: half !== '' || match[2] === ':' || /h/i.test(match[2] ?? ''),
      isLedTo: lead !== null,
    };
  });
}

/** `20:00 - 22:00`, `start:2026-11-26 20:00:00 stop:2026-11-26 23:00:00`. */
export function endAfter(source: string, begin: Time, times: readonly Time[]): Time | undefined {
  const next = times[times.indexOf(begin) + 1];
  if (!next) return undefined;
  const between = source.slice(begin.end, next.start);
  const day = readDay(between);
  const rest = day ? between.slice(0, day.start) + between.slice(day.end) : between;
  return BETWEEN.test(rest) ? next : undefined;
}

/** The same instant on other clocks: `10PM ET / 7PM PT`, `23:00 (11 PM)`. @param from behind the time and its zone */
export function sameTimes(source: string, from: number, times: readonly Time[]): Span[] {
  const same: Span[] = [];
  let at = from;
  for (const { start, end } of times) {
    if (start < at || !/^[\s)]*[/|,(&][\s(]*$/.test(source.slice(at, start))) continue;
    at = end + (/^\s*(?:[ECMP][SD]?T|GMT|BST|CES?T|UTC)\b/.exec(source.slice(end))?.[0].length ?? 0);
    same.push({ start, end: at });
  }
  return same;
}
