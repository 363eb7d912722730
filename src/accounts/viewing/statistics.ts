// Sums of what was watched, by whatever is to be compared: a year of a family is some ten thousand rows. For tasks.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { DAY_MS, HOUR_MS } from '../../kernel/units.ts';
import type { Statistics, StatisticsBy, StatisticsQuery, StatisticsRow, StatisticsSums } from './query.ts';

/** Rows are summed up by a column in SQLite; what that column's values are called is found here, where it is quick. */
interface Way {
  readonly column: 'day' | 'hour_at' | 'item' | 'kind' | 'person' | 'provider';
  /** Several values may have one key. */
  readonly keyOf?: (value: number) => string;
  readonly only?: string;
  /** Where its names are. */
  readonly names?: 'item' | 'person';
}

const two = (number: number): string => String(number).padStart(2, '0');
const partsOf = (day: number) => [Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100] as const;
function dateOf(day: number): string {
  const [year, month, date] = partsOf(day);
  return `${year}-${two(month)}-${two(date)}`;
}
function weekdayOf(day: number): string {
  return String(new Date(inUtc(day)).getUTCDay());
}

const WAYS: Readonly<Record<StatisticsBy, Way>> = {
  channel: { column: 'item', only: "kind IN ('live', 'archive')", names: 'item' },
  title: { column: 'item', only: "kind IN ('movie', 'episode')", names: 'item' },
  person: { column: 'person', names: 'person' },
  provider: { column: 'provider' },
  kind: { column: 'kind' },
  hour: { column: 'hour_at' },
  day: { column: 'day', keyOf: dateOf },
  hour_of_day: { column: 'hour_at', keyOf: (at) => two(new Date(at).getHours()) },
  weekday: { column: 'day', keyOf: weekdayOf },
};

type Sums = Record<'bytes' | 'failovers' | 'seconds' | 'stalls' | 'viewings', number>;

const SUMS = `sum(seconds) AS seconds, sum(bytes) AS bytes, sum(viewings) AS viewings, sum(failovers) AS failovers,
  sum(stalls) AS stalls`;

export function statisticsOf(database: DatabaseSync, query: StatisticsQuery): Statistics {
  const way = WAYS[query.by];
  const { sql, values } = whereOf(query, way);
  const isPart = [query.kind, query.person, query.item, query.provider].some((part) => part !== undefined);
  const rows = database
    .prepare(`SELECT ${way.column} AS value, ${SUMS} FROM hourly WHERE ${sql} GROUP BY 1`)
    .all(...values);
  const totals = noSums();
  const byKey = new Map<string, Sums>();
  for (const row of rows) {
    const key = keyIn(way, row['value']);
    const sums = byKey.get(key) ?? noSums();
    byKey.set(key, sums);
    add(sums, row);
    add(totals, row);
  }
  const nameOf = namer(database, way);
  const peaks = isPart ? undefined : peaksBy(database, way, query);
  const items = sorted([...byKey], query).map(([key, sums]): StatisticsRow => {
    return { key, name: nameOf(key), ...shown(sums), peak_viewers: peaks?.get(key) ?? null };
  });
  return { items, totals: { ...shown(totals), ...(isPart ? NO_PEAK : peakOf(database, query)) } };
}

const keyIn = ({ keyOf }: Way, value: unknown): string => (keyOf ? keyOf(value as number) : String(value));
const noSums = (): Sums => ({ seconds: 0, bytes: 0, viewings: 0, failovers: 0, stalls: 0 });

function add(sums: Sums, row: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(sums) as (keyof Sums)[]) sums[name] += row[name] as number;
}

function sorted(all: [string, Sums][], { sort, limit }: StatisticsQuery): [string, Sums][] {
  const byKey = ([one]: [string, Sums], [other]: [string, Sums]): number => (one < other ? -1 : 1);
  const order =
    sort === 'key'
      ? byKey
      : (one: [string, Sums], other: [string, Sums]) => other[1][sort] - one[1][sort] || byKey(one, other);
  return all.toSorted(order).slice(0, limit);
}

function whereOf({ fromDay, untilDay, kind, person, item, provider }: StatisticsQuery, { only }: Way) {
  const conditions = ['day BETWEEN ? AND ?', ...(only === undefined ? [] : [only])];
  const values: SQLInputValue[] = [fromDay, untilDay];
  for (const [column, value] of Object.entries({ kind, person, item, provider })) {
    if (value === undefined) continue;
    conditions.push(`${column} = ?`);
    values.push(value);
  }
  // The table is in the order of hours.
  conditions.push('hour_at BETWEEN ? AND ?');
  values.push(...hoursOf({ fromDay, untilDay }));
  return { sql: conditions.join(' AND '), values };
}

/** So far is a day at most from where the same date is in UTC. */
const FURTHEST_MS = 14 * HOUR_MS;

const hoursOf = ({ fromDay, untilDay }: Days): readonly [from: number, until: number] => [
  inUtc(fromDay) - FURTHEST_MS,
  inUtc(untilDay) + DAY_MS + FURTHEST_MS,
];

function inUtc(day: number): number {
  const [year, month, date] = partsOf(day);
  return Date.UTC(year, month - 1, date);
}

function namer(database: DatabaseSync, { names }: Way): (key: string) => string {
  if (names === undefined) return () => '';
  const read = database.prepare(`SELECT name FROM ${names} WHERE id = ?`);
  return (key) => (read.get(key)?.['name'] as string | undefined) ?? '';
}

type Days = Pick<StatisticsQuery, 'fromDay' | 'untilDay'>;

/** Of days and hours everybody's, of all else that thing's own. */
const sourceOf = (column: Way['column']): string =>
  column === 'day' || column === 'hour_at'
    ? `${column} AS value, max(viewers) AS viewers FROM peak WHERE TRUE`
    : `key AS value, max(viewers) AS viewers FROM part_peak WHERE part = '${column}'`;

function peaksBy(database: DatabaseSync, way: Way, { fromDay, untilDay }: Days): Map<string, number> {
  const rows = database
    .prepare(`SELECT ${sourceOf(way.column)} AND day BETWEEN ? AND ? AND hour_at BETWEEN ? AND ? GROUP BY 1`)
    .all(fromDay, untilDay, ...hoursOf({ fromDay, untilDay }));
  const peaks = new Map<string, number>();
  for (const row of rows) {
    const key = keyIn(way, row['value']);
    peaks.set(key, Math.max(peaks.get(key) ?? 0, row['viewers'] as number));
  }
  return peaks;
}

const NO_PEAK = { peak_viewers: null, peak_at: null };

function peakOf(
  database: DatabaseSync,
  { fromDay, untilDay }: Days,
): Pick<Statistics['totals'], 'peak_at' | 'peak_viewers'> {
  const row = database
    .prepare('SELECT hour_at, viewers FROM peak WHERE day BETWEEN ? AND ? ORDER BY viewers DESC, hour_at DESC LIMIT 1')
    .get(fromDay, untilDay);
  return row
    ? { peak_viewers: row['viewers'] as number, peak_at: row['hour_at'] as number }
    : { ...NO_PEAK, peak_viewers: 0 };
}

function shown({ seconds, bytes, viewings, failovers, stalls }: Sums): StatisticsSums {
  return { watched_seconds: Math.round(seconds), bytes, viewings, failovers, stalls };
}
