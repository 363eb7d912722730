// Sums of what was watched, by whatever is to be compared: a year of a family is some ten thousand rows. For tasks.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { HOUR_MS } from '../../kernel/units.ts';
import type { Statistics, StatisticsBy, StatisticsQuery, StatisticsRow, StatisticsSums } from './query.ts';

/** `key` of a row of `hourly`; `peak` the same of a row of `peak`, where that means something. */
interface Way {
  readonly key: string;
  readonly peak?: string;
  readonly only?: string;
  /** Where its names are. */
  readonly names?: 'item' | 'person';
}

const SECONDS_OF_HOUR = 'hour * 3600';
const local = (format: string): string => `strftime('${format}', ${SECONDS_OF_HOUR}, 'unixepoch', 'localtime')`;
const DATE = "printf('%d-%02d-%02d', day / 10000, day / 100 % 100, day % 100)";

const WAYS: Readonly<Record<StatisticsBy, Way>> = {
  channel: { key: 'item', only: "kind IN ('live', 'archive')", names: 'item' },
  title: { key: 'item', only: "kind IN ('movie', 'episode')", names: 'item' },
  person: { key: 'person', names: 'person' },
  provider: { key: 'provider' },
  kind: { key: 'kind' },
  hour: { key: `hour * ${HOUR_MS}`, peak: `hour * ${HOUR_MS}` },
  day: { key: DATE, peak: DATE },
  hour_of_day: { key: local('%H'), peak: local('%H') },
  weekday: { key: `strftime('%w', ${DATE})`, peak: `strftime('%w', ${DATE})` },
};

const SUMS = `sum(seconds) AS seconds, sum(bytes) AS bytes, sum(viewings) AS viewings, sum(failovers) AS failovers,
  sum(stalls) AS stalls`;

export function statisticsOf(database: DatabaseSync, query: StatisticsQuery): Statistics {
  const way = WAYS[query.by];
  const { sql, values } = whereOf(query, way);
  const isPart = [query.kind, query.person, query.item, query.provider].some((part) => part !== undefined);
  const order = query.sort === 'key' ? 'key' : `${query.sort} DESC, key`;
  const rows = database
    .prepare(`SELECT ${way.key} AS key, ${SUMS} FROM hourly WHERE ${sql} GROUP BY 1 ORDER BY ${order} LIMIT ?`)
    .all(...values, query.limit);
  const totals = database.prepare(`SELECT ${SUMS} FROM hourly WHERE ${sql}`).get(...values) ?? {};
  const nameOf = namer(database, way);
  const peaks = isPart ? undefined : peaksBy(database, way, query);
  const items = rows.map((row): StatisticsRow => {
    const key = String(row['key']);
    return { key, name: nameOf(key), ...sumsOf(row), peak_viewers: peaks ? (peaks.get(key) ?? 0) : null };
  });
  return { items, totals: { ...sumsOf(totals), ...(isPart ? NO_PEAK : peakOf(database, query)) } };
}

function whereOf({ fromDay, untilDay, kind, person, item, provider }: StatisticsQuery, { only }: Way) {
  const conditions = ['day BETWEEN ? AND ?', ...(only === undefined ? [] : [only])];
  const values: SQLInputValue[] = [fromDay, untilDay];
  for (const [column, value] of Object.entries({ kind, person, item, provider })) {
    if (value === undefined) continue;
    conditions.push(`${column} = ?`);
    values.push(value);
  }
  // The table is in the order of hours: a day is at most 14 hours away from where the same date is in UTC.
  conditions.push('hour BETWEEN ? AND ?');
  values.push(hourOf(fromDay) - 14, hourOf(untilDay) + 24 + 14);
  return { sql: conditions.join(' AND '), values };
}

const hourOf = (day: number): number =>
  Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) / HOUR_MS;

function namer(database: DatabaseSync, { names }: Way): (key: string) => string {
  if (names === undefined) return () => '';
  const read = database.prepare(`SELECT name FROM ${names} WHERE id = ?`);
  return (key) => (read.get(key)?.['name'] as string | undefined) ?? '';
}

type Days = Pick<StatisticsQuery, 'fromDay' | 'untilDay'>;

function peaksBy(database: DatabaseSync, { peak }: Way, { fromDay, untilDay }: Days): Map<string, number> | undefined {
  if (peak === undefined) return undefined;
  const rows = database
    .prepare(`SELECT ${peak} AS key, max(viewers) AS viewers FROM peak WHERE day BETWEEN ? AND ? GROUP BY 1`)
    .all(fromDay, untilDay);
  return new Map(rows.map((row) => [String(row['key']), row['viewers'] as number]));
}

const NO_PEAK = { peak_viewers: null, peak_at: null };

function peakOf(
  database: DatabaseSync,
  { fromDay, untilDay }: Days,
): Pick<Statistics['totals'], 'peak_at' | 'peak_viewers'> {
  const row = database
    .prepare('SELECT hour, viewers FROM peak WHERE day BETWEEN ? AND ? ORDER BY viewers DESC, hour DESC LIMIT 1')
    .get(fromDay, untilDay);
  return row
    ? { peak_viewers: row['viewers'] as number, peak_at: (row['hour'] as number) * HOUR_MS }
    : { ...NO_PEAK, peak_viewers: 0 };
}

function sumsOf(row: Readonly<Record<string, unknown>>): StatisticsSums {
  const of = (name: string): number => Math.round((row[name] as number | null) ?? 0);
  return {
    watched_seconds: of('seconds'),
    bytes: of('bytes'),
    viewings: of('viewings'),
    failovers: of('failovers'),
    stalls: of('stalls'),
  };
}
