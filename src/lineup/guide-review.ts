// Channels whose guide a person should look at: those without one of which a guide's channel may be it, and those whose
// guide was found by likeness and may be wrong. Written with each build, read by tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId, GuideChannelId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import { formatCursor, parseCursor } from '../storage/keyset.ts';
import type { Condition } from '../storage/text-search.ts';
import { filterConditions, joinConditions } from './filter.ts';
import { CHANNEL_COLUMNS, toRow } from './list.ts';
import type { NearGuide } from './merge.ts';
import { PAGE_LIMIT, type GuideReviewPage, type GuideReviewQuery } from './query.ts';

/** Of a hundred thousand channels most have no guide; more than these nobody looks through. */
const KEPT = 5_000;

export function writeNearGuides(database: DatabaseSync, near: ReadonlyMap<ChannelId, NearGuide>): void {
  const kept = [...near].toSorted(([id, a], [other, b]) => b.score - a.score || id - other).slice(0, KEPT);
  const insert = database.prepare('INSERT INTO near_guide (channel, score, asked) VALUES (?, ?, ?)');
  transact(database, () => {
    database.prepare('DELETE FROM near_guide').run();
    for (const [id, { score, id: guide }] of kept) insert.run(id, Math.max(1, Math.round(score)), guide);
  });
}

/**
 * Either kind with what it is ordered by: what may gain a guide comes first, the likeliest of them first; then what has one, the
 * least sure first.
 */
const MISSING = `SELECT channel.id AS found, near_guide.score AS near, asked, 0 AS kind, -near_guide.score AS likelihood, number
  FROM near_guide CROSS JOIN channel ON channel.id = near_guide.channel WHERE guide IS NULL`;
const UNSURE = `SELECT id AS found, NULL AS near, NULL AS asked, 1 AS kind, guide ->> '$.score' AS likelihood, number
  FROM channel INDEXED BY channel_likeness WHERE guide ->> '$.by' = 'likeness' AND guide ->> '$.score' < ?`;

/** In cursors. */
const LIST = 'guides to look at';
const ORDER = ['kind', 'likelihood', 'number', 'found'] as const;

/** Of channels that are taken into the lineup, and have streams. */
export function listGuideReview(database: DatabaseSync, query: GuideReviewQuery): GuideReviewPage {
  const { cursor, limit: asked, kind, below, ...filter } = query;
  const parts: Condition[] = [];
  if (kind !== 'unsure') parts.push({ sql: MISSING, values: [] });
  if (kind !== 'missing') parts.push({ sql: UNSURE, values: [below] });
  const among = joinConditions([
    { sql: 'enabled = 1 AND present = 1', values: [] },
    ...filterConditions(database, filter),
  ]);
  const open = parts.map(({ sql }) => `${sql} AND ${among.sql}`).join(' UNION ALL ');
  const given = parts.flatMap(({ values }) => [...values, ...among.values]);
  const total = database.prepare(`SELECT count(*) AS total FROM (${open})`).get(...given)?.['total'] as number;
  const after = parseCursor(cursor, LIST, ORDER.length);
  const limit = Math.min(Math.max(asked, 1), PAGE_LIMIT);
  const by = ORDER.join(', ');
  const beyond = after ? `WHERE (${by}) > (${ORDER.map(() => '?').join(', ')})` : '';
  const page = `SELECT found, near, asked, kind, likelihood, number AS place FROM (${open}) ${beyond} ORDER BY ${by} LIMIT ?`;
  const rows = database
    .prepare(
      `SELECT ${CHANNEL_COLUMNS}, near, asked, kind, likelihood, found FROM (${page}) CROSS JOIN channel ON channel.id = found
       ORDER BY kind, likelihood, place, found`,
    )
    .all(...given, ...(after ?? []), limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const items = rows.slice(0, limit).map((row) => {
    const channel = toRow(row);
    const score = channel.guide?.score ?? (row['near'] as number);
    const near = row['asked'] as GuideChannelId | null;
    return { kind: channel.guide ? ('unsure' as const) : ('missing' as const), score, near, channel };
  });
  const next = last
    ? formatCursor(
        LIST,
        ORDER.map((key) => last[key] as number),
      )
    : null;
  return { items, next, total };
}
