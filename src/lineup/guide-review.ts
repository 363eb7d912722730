// Channels whose guide a person should look at: those without one of which a guide's channel may be it, and those whose
// guide was found by likeness and may be wrong. Written with each build, read by tasks.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ChannelId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import { formatCursor, parseCursor } from '../storage/keyset.ts';
import { filterConditions, joinConditions } from './filter.ts';
import { CHANNEL_COLUMNS, toRow } from './list.ts';
import { PAGE_LIMIT, type GuideReviewPage, type GuideReviewQuery } from './query.ts';

/** Of a hundred thousand channels most have no guide; more than these nobody looks through. */
const KEPT = 5_000;

export function writeNearGuides(database: DatabaseSync, near: ReadonlyMap<ChannelId, number>): void {
  const kept = [...near].toSorted(([id, score], [other, rival]) => rival - score || id - other).slice(0, KEPT);
  const insert = database.prepare('INSERT INTO near_guide (channel, score) VALUES (?, ?)');
  transact(database, () => {
    database.prepare('DELETE FROM near_guide').run();
    for (const [id, score] of kept) insert.run(id, Math.max(1, Math.round(score)));
  });
}

const FOUND_SCORE = `guide ->> '$.score'`;
const MISSING = 'guide IS NULL AND near_guide.score IS NOT NULL';
const UNSURE = `guide IS NOT NULL AND guide ->> '$.by' = 'likeness' AND ${FOUND_SCORE} < ?`;

/** What may gain a guide comes first, the likeliest of them first; then what has one, the least sure first. */
const ORDER = [
  'guide IS NOT NULL',
  `CASE WHEN guide IS NULL THEN -near_guide.score ELSE ${FOUND_SCORE} END`,
  'number',
  'id',
] as const;

/** Of channels that are taken into the lineup, and have streams. */
export function listGuideReview(database: DatabaseSync, query: GuideReviewQuery): GuideReviewPage {
  const { cursor, limit: asked, kind, below, ...filter } = query;
  const after = parseCursor(cursor, ORDER.length);
  const limit = Math.min(Math.max(asked, 1), PAGE_LIMIT);
  const open: Readonly<Record<string, [sql: string, values: SQLInputValue[]]>> = {
    missing: [MISSING, []],
    unsure: [UNSURE, [below]],
    any: [`(${MISSING} OR ${UNSURE})`, [below]],
  };
  const [sql, values] = open[kind ?? 'any']!;
  const found = joinConditions([
    { sql: 'enabled = 1 AND present = 1', values: [] },
    { sql, values },
    ...filterConditions(database, filter),
  ]);
  const source = `FROM channel NOT INDEXED LEFT JOIN near_guide ON near_guide.channel = channel.id WHERE ${found.sql}`;
  const total = database.prepare(`SELECT count(*) AS total ${source}`).get(...found.values)?.['total'] as number;
  const keys = ORDER.map((key, at) => `${key} AS key${at}`);
  const beyond = after ? ` AND (${ORDER.join(', ')}) > (${ORDER.map(() => '?').join(', ')})` : '';
  const rows = database
    .prepare(
      `SELECT ${CHANNEL_COLUMNS}, near_guide.score AS near, ${keys.join(', ')} ${source}${beyond} ORDER BY ${ORDER.join(', ')} LIMIT ?`,
    )
    .all(...found.values, ...(after ?? []), limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const items = rows.slice(0, limit).map((row) => {
    const channel = toRow(row);
    const score = channel.guide?.score ?? (row['near'] as number);
    return { kind: channel.guide ? ('unsure' as const) : ('missing' as const), score, channel };
  });
  const next = last ? formatCursor(ORDER.map((_, at) => last[`key${at}`] as number)) : null;
  return { items, next, total };
}
