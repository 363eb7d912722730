// Five-field cron expressions in local time: minute hour day-of-month month day-of-week.

import { AppError } from './errors.ts';

export interface Cron {
  /**
   * The first instant after `after` (epoch milliseconds) that the expression names. A time that the clocks skip in
   * spring comes an hour later, one that they repeat in autumn comes once.
   */
  next(after: number): number;
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELDS: readonly [Field, Field, Field, Field, Field] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  { name: 'weekday', min: 0, max: 7, words: WEEKDAYS }, // 7 is Sunday too
];

/** The longest gap that an expression can have: 29 February over a year like 2100. */
const MAX_DAYS = 8 * 366 + 1;

/** @throws AppError `settings.invalid` saying which field, also for a day that no month has */
export function parseCron(expression: string): Cron {
  const parts = expression.trim().toLowerCase().split(/\s+/);
  if (parts.length !== FIELDS.length) throw invalid(expression, 'it needs five fields');
  const [minutes, hours, days, months, weekdays] = FIELDS.map((field, index) =>
    parseField(field, parts[index]!, expression),
  ) as [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>];
  if (weekdays.has(7)) weekdays.add(0);
  // As in every cron: with both days given, either will do.
  const isEither = !parts[2]!.startsWith('*') && !parts[4]!.startsWith('*');
  const isDay = (date: Date): boolean => {
    const [inMonth, inWeek] = [days.has(date.getDate()), weekdays.has(date.getDay())];
    return months.has(date.getMonth() + 1) && (isEither ? inMonth || inWeek : inMonth && inWeek);
  };
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => [hour, minute] as const));
  const cron = { next: (after: number) => firstAfter(after, isDay, times) ?? Number.NaN };
  if (Number.isNaN(cron.next(Date.UTC(2096, 2, 1)))) throw invalid(expression, 'there is no such day');
  return cron;
}

function firstAfter(
  after: number,
  isDay: (date: Date) => boolean,
  times: readonly (readonly [hour: number, minute: number])[],
): number | undefined {
  const from = new Date(after);
  for (let ahead = 0; ahead <= MAX_DAYS; ahead += 1) {
    const day = new Date(from.getFullYear(), from.getMonth(), from.getDate() + ahead, 12); // noon is there on every day
    if (!isDay(day)) continue;
    const instants = times.map(([hour, minute]) =>
      new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute).getTime(),
    );
    const later = instants.filter((instant) => instant > after);
    if (later.length > 0) return Math.min(...later);
  }
  return undefined;
}

/** A star, `5`, `1-5`, `mon`, each but the single ones with a step as in `10-40/10`, and lists of these. */
function parseField(field: Field, text: string, expression: string): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(?:\*|([a-z\d]+)(?:-([a-z\d]+))?)(?:\/(\d{1,2}))?$/.exec(part);
    const step = Number(match?.[3] ?? 1);
    const first = match?.[1] === undefined ? field.min : valueOf(field, match[1]);
    const single = match?.[1] !== undefined && match[3] === undefined;
    const last = match?.[2] === undefined ? (single ? first : field.max) : valueOf(field, match[2]);
    if (!match || step < 1 || !(first >= field.min && last <= field.max && first <= last)) {
      throw invalid(expression, `"${part}" is no ${field.name}`);
    }
    for (let value = first; value <= last; value += step) values.add(value);
  }
  return values;
}

function valueOf(field: Field, text: string): number {
  const word = field.words?.indexOf(text) ?? -1;
  if (word >= 0) return word + field.min;
  return /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
}

function invalid(expression: string, reason: string): AppError {
  return new AppError('settings.invalid', `The schedule "${expression}" cannot be used: ${reason}.`);
}
