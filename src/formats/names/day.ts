// A day in the text of an event: `2026-12-14`, `14.12.`, `14 Dec`, `Dec 14`, `29 de noviembre`, `Sat`, `tomorrow`.

import { foldText } from './fold.ts';
import { MONTHS, RELATIVE_DAYS, SHY_MONTHS, SHY_WEEKDAYS, WEEKDAYS } from './words/days.ts';

export interface ReadDay {
  /** `YYYY-MM-DD`, `MM-DD`, a weekday (`sat`), `tomorrow`, or empty for today. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const ISO_DAY = /\b(20\d\d)[-./](0?[1-9]|1[0-2])[-./](0?[1-9]|[12]\d|3[01])(?:\b|T(?=\d\d:\d\d))/;
/** With dashes only before a time: `2-1` is a score. */
const DASHED_DAY = /(?<![\d-])(0?[1-9]|[12]\d|3[01])-(0?[1-9]|[12]\d|3[01])(?=\s+\d{1,2}[:.h]\d\d)/;
const DASHED_YEAR = /(?<![\d-])(0?[1-9]|[12]\d|3[01])-(0?[1-9]|[12]\d|3[01])-(20\d\d)(?![\d-])/;
/** `24/7` is a loop. */
const NUMERIC_DAY =
  /(?<![\d.:/])(?!24\/7\b|7\/24\b)(0?[1-9]|[12]\d|3[01])[./](0?[1-9]|[12]\d|3[01])(?:[./](20\d\d|\d\d))?\.?(?![\d:])/;
const NAMED_DAY =
  /(?<![\p{L}\d])(?:(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?(\p{L}{3,12})\.?(?:,?\s+(?:de\s+)?(20\d\d))?|(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(20\d\d))?)(?![\p{L}\d]|[:.h]\d)/giu;
/** `terça-feira` is a word. */
const WORD = /\p{L}{2,13}(?:-feira)?(?!\p{L})/gu;

const two = (value: number): string => String(value).padStart(2, '0');
const folded = (word: string): string => foldText(word.replace(/-feira$/i, '')).text;

/**
 * @param isMonthFirst whether `12.10` is of December; elsewhere the day comes first, unless only the other order is possible
 */
export function readDay(text: string, isMonthFirst = false): ReadDay | undefined {
  const day = readIso(text) ?? readNamed(text) ?? readNumeric(text, isMonthFirst);
  return day ? withWords(text, day) : readWord(text);
}

const BEFORE = /(?<!\p{L})(\p{L}{2,13}(?:-feira)?)[.,]*\s+$/u;
const AFTER = /^[\s,(]+(\p{L}{2,13})[.)]?(?=[\s|,)@-]*\d{1,2}(?:[:.h]\d\d|\s*[ap]\.?m))/iu;
/** `am 28.11.`, `on Nov 28`, `le 28 novembre`. */
const ON = /(?<!\p{L})(?:am|on|den|dia|le|el|il)\s+$/iu;

/** A weekday right beside a day tells nothing more: `Sat 14 Dec`, `14.12. (Sa)`. */
function withWords(text: string, { value, start, end }: ReadDay): ReadDay {
  const before = BEFORE.exec(text.slice(0, start));
  const after = AFTER.exec(text.slice(end));
  const from = before && isWeekday(before[1]!) ? before.index : start;
  const to = after && isWeekday(after[1]!) ? end + after[0].length : end;
  return { value, start: ON.exec(text.slice(0, from))?.index ?? from, end: to };
}

const isWeekday = (word: string): boolean => WEEKDAYS.has(folded(word)) || SHY_WEEKDAYS.has(folded(word));

function readIso(text: string): ReadDay | undefined {
  const match = ISO_DAY.exec(text);
  return match ? found(match, `${match[1]}-${two(Number(match[2]))}-${two(Number(match[3]))}`) : undefined;
}

function readNumeric(text: string, isMonthFirst: boolean): ReadDay | undefined {
  const match = DASHED_YEAR.exec(text) ?? NUMERIC_DAY.exec(text) ?? DASHED_DAY.exec(text);
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
    const [, dayBefore, monthAfter, yearAfter, monthBefore, dayAfter, year = yearAfter] = match;
    const word = folded(monthAfter ?? monthBefore ?? '');
    const month = MONTHS.get(word);
    const day = Number(dayBefore ?? dayAfter);
    if (month === undefined || day < 1 || day > 31) continue;
    if (monthBefore && (SHY_MONTHS.has(word) || isBeforeMonth(text.slice(match.index + match[0].length)))) continue;
    return found(match, `${year ? `${year}-` : ''}${two(month)}-${two(day)}`);
  }
  return undefined;
}

/** `Mar. 1 déc.` is a Tuesday. */
function isBeforeMonth(text: string): boolean {
  const next = /^\s+(?:de\s+)?(\p{L}{3,12})(?!\p{L})/u.exec(text);
  return next !== null && MONTHS.has(folded(next[1]!));
}

function matchFrom(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const TIME_AHEAD = /^[.,]?[\s|@,–-]*(?:\p{L}{1,4}\s+(?:las?\s+)?)?\d{1,2}(?:[:h.]\d\d|\s*[ap]\.?m\b|h\b)/iu;
const TIME_BEHIND = /\d(?:[:h.]\d\d|\s*[ap]\.?m\.?)(?::\d\d)?\s*(?:[A-Z]{2,4})?[\s|,()–-]*$/;

/** `17:30 SAT.1` */
const NUMBERED = /^[.\s]?\d/;

/** A weekday that is nothing else tells the day wherever it stands; it is left out of the title only beside the time. */
function readWord(text: string): ReadDay | undefined {
  let sure: ReadDay | undefined;
  for (const match of text.matchAll(WORD)) {
    const word = folded(match[0]);
    const { index, 0: written } = match;
    const rest = text.slice(index + written.length);
    const isBeside = TIME_AHEAD.test(rest) || (TIME_BEHIND.test(text.slice(0, index)) && !NUMBERED.test(rest));
    const day = WEEKDAYS.get(word);
    const near = day ?? SHY_WEEKDAYS.get(word) ?? RELATIVE_DAYS.get(word);
    if (isBeside && near !== undefined) return found(match, near);
    if (day !== undefined) sure ??= { value: day, start: index, end: index };
  }
  return sure;
}

function found(match: RegExpExecArray, value: string): ReadDay {
  return { value, start: match.index, end: match.index + match[0].length };
}
