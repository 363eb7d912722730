// Viewings, the newest first. For tasks.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  VIEWING_PAGE_LIMIT,
  type ViewingFilter,
  type ViewingPage,
  type ViewingQuery,
  type ViewingRow,
} from './query.ts';

interface Where {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

function whereOf({ kind, person, item, provider, fromAt, untilAt }: ViewingFilter): Where {
  const conditions: [sql: string, value: SQLInputValue][] = [];
  if (kind !== undefined) conditions.push(['kind = ?', kind]);
  if (person === '') conditions.push(['person IS NULL AND TRUE = ?', 1]);
  else if (person !== undefined) conditions.push(['person = ?', person]);
  if (item !== undefined) conditions.push(['item = ?', item]);
  if (provider !== undefined)
    conditions.push(['instr(streams, ?) > 0', JSON.stringify({ providerId: provider }).slice(1, -1)]);
  if (fromAt !== undefined) conditions.push(['ended_at >= ?', fromAt]);
  if (untilAt !== undefined) conditions.push(['started_at < ?', untilAt]);
  return {
    sql: conditions.map(([sql]) => sql).join(' AND ') || 'TRUE',
    values: conditions.map(([, value]) => value),
  };
}

export function listViewings(database: DatabaseSync, { cursor, limit, ...filter }: ViewingQuery): ViewingPage {
  const { sql, values } = whereOf(filter);
  const most = Math.min(Math.max(limit, 1), VIEWING_PAGE_LIMIT);
  const count = database.prepare(`SELECT count(*) AS total FROM viewing WHERE ${sql}`).get(...values);
  const rows = database
    .prepare(`SELECT * FROM viewing WHERE ${sql} AND id < ? ORDER BY id DESC LIMIT ?`)
    .all(...values, cursor ?? Number.MAX_SAFE_INTEGER, most + 1);
  const items = rows.slice(0, most).map(rowOf);
  return { items, next: rows.length > most ? String(items.at(-1)?.id) : null, total: count?.['total'] as number };
}

export function* eachViewing(database: DatabaseSync, filter: ViewingFilter): Generator<ViewingRow> {
  const { sql, values } = whereOf(filter);
  const rows = database.prepare(`SELECT * FROM viewing WHERE ${sql} ORDER BY id DESC`).iterate(...values);
  for (const row of rows) yield rowOf(row);
}

interface StoredShare {
  readonly id: string;
  readonly name: string;
  readonly providerId: string;
  readonly seconds: number;
}

function rowOf(row: Readonly<Record<string, unknown>>): ViewingRow {
  const streams = JSON.parse(row['streams'] as string) as StoredShare[];
  return {
    id: row['id'] as number,
    kind: row['kind'] as ViewingRow['kind'],
    item_id: row['item'] as string,
    name: row['name'] as string,
    past_at: row['past_at'] as number | null,
    person: row['person'] === null ? null : { id: row['person'] as string, name: row['person_name'] as string },
    address: row['address'] as string,
    country: row['country'] as string | null,
    client: row['client'] as string,
    via: row['via'] as string,
    started_at: row['started_at'] as number,
    ended_at: row['ended_at'] as number,
    watched_seconds: Math.round(row['seconds'] as number),
    bytes: row['bytes'] as number,
    failovers: row['failovers'] as number,
    stalls: row['stalls'] as number,
    provider_id: (row['provider'] as string) || null,
    streams: streams.map(({ id, name, providerId, seconds }) => ({
      id,
      name,
      provider_id: providerId,
      seconds: Math.round(seconds),
    })),
  };
}
