// A day in the text of an event: `2026-12-14`, `14.12.`, `14 Dec`, `Dec 14`, `Sat`.

import { MONTHS, WEEKDAYS } from './words/zones.ts';

export interface ReadDay {
  /** `YYYY-MM-DD`, `MM-DD` or a weekday: `sat`. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const ISO_DAY = /\b(20\d\d)[-./](0?[1-9]|1[0-2])[-./](0?[1-9]|[12]\d|3[01])\b/;
/** With dashes only before a time: `2-1` is a score. */
const DASHED_DAY = /(?<![\d-])(0?[1-9]|[12]\d|3[01])-(0?[1-9]|[12]\d|3[01])(?=\s+\d{1,2}[:.h]\d\d)/;
const NUMERIC_DAY = /(?<![\d.:/])(0?[1-9]|[12]\d|3[01])[./](0?[1-9]|[12]\d|3[01])(?:[./](20\d\d|\d\d))?\.?(?![\d:])/;
const NAMED_DAY =
  /\b(?:(\d{1,2})(?:st|nd|rd|th|\.)?\s+(\p{L}{3,10})|(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?)\b(?![:.]\d)/giu;
const WEEKDAY = /\b\p{L}{3,10}\b/gu;

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * @param isMonthFirst whether `12.10` is of December; elsewhere the day comes first, unless only the other order is possible
 */
export function readDay(text: string, isMonthFirst = false): ReadDay | undefined {
  return readIso(text) ?? readNamed(text) ?? readNumeric(text, isMonthFirst) ?? readWeekday(text);
}

/** A weekday that stands right before a day tells nothing more: `Sat 14 Dec`. */
export function withWeekday(text: string, day: ReadDay): ReadDay {
  const before = /(\p{L}{2,10})[.,]?\s+$/u.exec(text.slice(0, day.start));
  return before && WEEKDAYS.has(before[1]!.toLowerCase()) ? { ...day, start: before.index } : day;
}

function readIso(text: string): ReadDay | undefined {
  const match = ISO_DAY.exec(text);
  return match ? found(match, `${match[1]}-${two(Number(match[2]))}-${two(Number(match[3]))}`) : undefined;
}

function readNumeric(text: string, isMonthFirst: boolean): ReadDay | undefined {
  const match = NUMERIC_DAY.exec(text) ?? DASHED_DAY.exec(text);
  if (!match) return undefined;
  const [first, second] = [Number(match[1]), Number(match[2])];
  const isMonth = second > 12 || (isMonthFirst && first <= 12);
  const [month, day] = isMonth ? [first, second] : [second, first];
  if (month > 12) return undefined;
  const year = match[3] ? `${match[3].length === 2 ? `20${match[3]}` : match[3]}-` : '';
  return found(match, `${year}${two(month)}-${two(day)}`);
}

function readNamed(text: string): ReadDay | undefined {
  // From word to word: in `Sat 14 Dec` the first pair of a word and a number is none.
  for (let at = 0, match; (match = matchFrom(NAMED_DAY, text, at)); at = match.index + 1) {
    const month = MONTHS.get((match[2] ?? match[3] ?? '').toLowerCase());
    const day = Number(match[1] ?? match[4]);
    if (month !== undefined && day >= 1 && day <= 31) return found(match, `${two(month)}-${two(day)}`);
  }
  return undefined;
}

function matchFrom(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function readWeekday(text: string): ReadDay | undefined {
  for (const match of text.matchAll(WEEKDAY)) {
    const day = WEEKDAYS.get(match[0].toLowerCase());
    if (day !== undefined) return found(match, day);
  }
  return undefined;
}

function found(match: RegExpExecArray, value: string): ReadDay {
  return { value, start: match.index, end: match.index + match[0].length };
}
