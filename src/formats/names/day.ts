// A day in the text of an event: `2026-12-14`, `14.12.`, `14 Dec`, `Dec 14`, `Sat`.

import { MONTHS, WEEKDAYS } from './words/zones.ts';

export interface ReadDay {
  /** `YYYY-MM-DD`, `MM-DD` or a weekday: `sat`. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const ISO_DAY = /\b(20\d\d)[-./](0?[1-9]|1[0-2])[-./](0?[1-9]|[12]\d|3[01])\b/;
/** Day before month, as most of the world writes it, unless only the other order is possible. */
const NUMERIC_DAY = /(?<![\d.:/])(0?[1-9]|[12]\d|3[01])[./](0?[1-9]|[12]\d|3[01])(?:[./](20\d\d|\d\d))?\.?(?![\d:])/;
const NAMED_DAY =
  /\b(?:(\d{1,2})(?:st|nd|rd|th|\.)?\s+(\p{L}{3,10})|(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?)\b(?![:.]\d)/giu;
const WEEKDAY = /\b\p{L}{3,10}\b/gu;

const two = (value: number): string => String(value).padStart(2, '0');

export function readDay(text: string): ReadDay | undefined {
  return readIso(text) ?? readNamed(text) ?? readNumeric(text) ?? readWeekday(text);
}

function readIso(text: string): ReadDay | undefined {
  const match = ISO_DAY.exec(text);
  return match ? found(match, `${match[1]}-${two(Number(match[2]))}-${two(Number(match[3]))}`) : undefined;
}

function readNumeric(text: string): ReadDay | undefined {
  const match = NUMERIC_DAY.exec(text);
  if (!match) return undefined;
  const [first, second] = [Number(match[1]), Number(match[2])];
  const month = second > 12 ? first : second;
  const day = second > 12 ? second : first;
  if (month > 12) return undefined;
  const year = match[3] ? `${match[3].length === 2 ? `20${match[3]}` : match[3]}-` : '';
  return found(match, `${year}${two(month)}-${two(day)}`);
}

function readNamed(text: string): ReadDay | undefined {
  for (const match of text.matchAll(NAMED_DAY)) {
    const month = MONTHS.get((match[2] ?? match[3] ?? '').toLowerCase());
    const day = Number(match[1] ?? match[4]);
    if (month !== undefined && day >= 1 && day <= 31) return found(match, `${two(month)}-${two(day)}`);
  }
  return undefined;
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
