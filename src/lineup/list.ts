// Pages of the lineup, also of disabled and absent channels. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import { formatChannelNumber, type ChannelNumber } from '../model/channel.ts';
import { printChannelId, printFamilyId, type ChannelId, type StreamId } from '../model/ids.ts';
import { formatCursor, parseCursor } from '../storage/keyset.ts';
import type { Condition } from '../storage/text-search.ts';
import { amongConditions, filterConditions, groupConditions, joinConditions } from './filter.ts';
import type { GuideOrigin } from './merge.ts';
import {
  PAGE_LIMIT,
  type ChannelGuide,
  type ChannelPage,
  type ChannelQuery,
  type ChannelRow,
  type ChannelSort,
} from './query.ts';
import { fieldsOf, LOGO_DECIDED } from './settle.ts';
import { decodeFills, decodeIds } from './store.ts';
import { TRAITS, traitsFrom } from './traits.ts';

/** The columns of each order; the id makes it total, so that a page begins right after the one before. */
const ORDERS: Readonly<Record<ChannelSort, readonly string[]>> = {
  number: ['number', 'id'],
  name: ['sort_name', 'id'],
  group: ['group_title', 'number', 'id'],
  health: ['place', 'id'],
};

/** Of `toRow`. */
export const CHANNEL_COLUMNS = `id, number, name, sort_name, group_title, logo_url <> '' OR decided & ${LOGO_DECIDED} <> 0 AS has_logo, enabled, present, is_radio, guide, guide_fills, guide_shift,
  length(streams) / 8 AS stream_count, decided, catchup_days,
  (SELECT family FROM family WHERE channel = channel.id) AS family, ${TRAITS}`;

/** Ids with their places, from a JSON array. */
const RANKED = '(SELECT value AS ranked, key AS nth FROM json_each(?))';

export function listChannels(database: DatabaseSync, query: ChannelQuery): ChannelPage {
  const { ranked, unranked } = query;
  const isDown = query.order === 'desc';
  const sort = query.sort === 'health' && !ranked ? 'number' : (query.sort ?? 'number');
  const order = ORDERS[sort];
  const list = `channels ${sort} ${isDown ? 'desc' : 'asc'}`;
  const given = ranked ? [JSON.stringify(ranked)] : [];
  const limit = Math.min(Math.max(query.limit, 1), PAGE_LIMIT);
  const found = joinConditions([
    ...filterConditions(database, query),
    ...amongConditions(query.among),
    ...groupConditions(query.groups),
    ...(ranked && !unranked ? [{ sql: 'id IN (SELECT value FROM json_each(?))', values: given }] : []),
  ]);
  const filter = query.folded ? folded(found) : found;
  const source = `${howRead(query)}${ranked ? ` ${unranked ? 'LEFT ' : ''}JOIN ${RANKED} ON ranked = channel.id` : ''}`;
  const known = query.folded ? undefined : found.count;
  const after = parseCursor(query.cursor, list, order.length);
  const by = order.map((column) => `${column}${isDown ? ' DESC' : ''}`).join(', ');
  const place = ranked ? `, coalesce(nth, ${isDown ? -1 : ranked.length}) AS place` : '';
  const beyond = after ? ` AND (${order.join(', ')}) ${isDown ? '<' : '>'} (${order.map(() => '?').join(', ')})` : '';
  // Which rows, and then what is in them: sorted with all that they hold they would take several times as long.
  const page = `SELECT id AS found${place} FROM ${source} WHERE ${filter.sql}${beyond} ORDER BY ${by} LIMIT ? OFFSET ?`;
  const rows = database
    .prepare(
      `SELECT ${CHANNEL_COLUMNS}${ranked ? ', place' : ''} FROM (${page}) CROSS JOIN channel ON channel.id = found ORDER BY ${by}`,
    )
    .all(...given, ...filter.values, ...(after ?? []), limit + 1, query.offset ?? 0);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map(toRow),
    next: last
      ? formatCursor(
          list,
          order.map((column) => last[column] as string | number),
        )
      : null,
    total: known ?? countIn(database, source, { sql: filter.sql, values: [...given, ...filter.values] }),
  };
}

const countIn = (database: DatabaseSync, source: string, { sql, values }: Condition): number =>
  database.prepare(`SELECT count(*) AS total FROM ${source} WHERE ${sql}`).get(...values)!['total'] as number;

/** Of these every index of an order knows enough. */
const INDEXED = new Set<string>(['enabled', 'present', 'sort', 'order', 'cursor', 'offset', 'limit']);

/** Where an index is no help all rows are read as they lie: row by row in its order they would take five times as long. */
function howRead(query: ChannelQuery): string {
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const others = asked.filter((name) => !INDEXED.has(name));
  const isLookedUp = ['among', 'family', 'group', 'groups', 'ranked', 'search'].some((name) => others.includes(name));
  return others.length === 0 || isLookedUp ? 'channel' : 'channel NOT INDEXED';
}

/** Families are few beside the channels: what is not the first of one is left out. */
const folded = ({ sql, values }: Condition): Condition => ({
  sql: `${sql} AND id NOT IN (
    SELECT id FROM (SELECT channel.id AS id, row_number() OVER (PARTITION BY family.family ORDER BY number, channel.id) AS nth
      FROM family JOIN channel ON channel.id = family.channel WHERE ${sql}) WHERE nth > 1)`,
  values: [...values, ...values],
});

/** @returns undefined for an id that no channel has or had */
export function readChannel(database: DatabaseSync, id: ChannelId): ChannelRow | undefined {
  const row = database.prepare(`SELECT ${CHANNEL_COLUMNS} FROM channel WHERE id = ?`).get(id);
  return row && toRow(row);
}

/** What providers have for a channel: also for a disabled or absent one. */
export interface ChannelOrigin {
  /** The provider's own, or empty. */
  readonly logoUrl: string;
  /** In fail-over order. */
  readonly streamIds: readonly StreamId[];
}

/** @returns undefined for an id that no channel has or had */
export function readOrigin(database: DatabaseSync, id: ChannelId): ChannelOrigin | undefined {
  const row = database.prepare('SELECT logo_url, streams FROM channel WHERE id = ?').get(id);
  return row && { logoUrl: row['logo_url'] as string, streamIds: decodeIds(row['streams'] as Uint8Array) };
}

export function toRow(row: Readonly<Record<string, unknown>>): ChannelRow {
  const id = printChannelId(row['id'] as ChannelId);
  const guide = row['guide'] === null ? null : (JSON.parse(row['guide'] as string) as GuideOrigin);
  return {
    id,
    number: formatChannelNumber(row['number'] as ChannelNumber),
    name: row['name'] as string,
    group: row['group_title'] as string,
    logo_url: row['has_logo'] === 1 ? `logo/${id}` : '',
    enabled: row['enabled'] === 1,
    present: row['present'] === 1,
    is_radio: row['is_radio'] === 1,
    guide: guide && toGuide(guide),
    guide_fills: decodeFills(row['guide_fills']).map(({ origin }) => toGuide(origin)),
    guide_shift_minutes: row['guide_shift'] as number,
    stream_count: row['stream_count'] as number,
    family: row['family'] === null ? null : printFamilyId(row['family'] as number),
    ...traitsFrom(row['traits']),
    catchup_days: row['catchup_days'] as number,
    decided: fieldsOf(row['decided'] as number),
  };
}

const toGuide = ({ source, xmltvId, name, by, score }: GuideOrigin): ChannelGuide => ({
  source,
  xmltv_id: xmltvId,
  name,
  by,
  score,
});
