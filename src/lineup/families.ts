// Channels that are alike without being one, for lists that can be folded. Written with each build, read by tasks.

import type { DatabaseSync } from 'node:sqlite';
import { NumberMap } from '../kernel/number-map.ts';
import { printFamilyId, type ChannelId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import { formatCursor, parseCursor } from '../storage/keyset.ts';
import { nameConditions, wordsOf } from './filter.ts';
import type { Naming } from './naming.ts';
import { PAGE_LIMIT, type FamilyPage, type FamilyQuery, type FamilyRow } from './query.ts';

/** Families of two channels and more. Channels that no list has now keep theirs. */
export function writeFamilies(
  database: DatabaseSync,
  { families, channelOf: groupOf }: Pick<Naming, 'channelOf' | 'families'>,
  channelOf: (name: number) => ChannelId | undefined,
): void {
  const familyOf = new NumberMap();
  const counts = new NumberMap();
  for (const [name, family] of families.entries()) {
    const channel = groupOf[name] === name ? channelOf(name) : undefined;
    if (channel === undefined || family === 0 || familyOf.has(channel)) continue;
    familyOf.set(channel, family);
    counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  transact(database, () => {
    const remove = database.prepare('DELETE FROM family WHERE channel = ?');
    const stored = new NumberMap();
    for (const row of database.prepare('SELECT channel, family FROM family').iterate())
      stored.set(row['channel'] as number, row['family'] as number);
    const write = database.prepare('INSERT OR REPLACE INTO family (channel, family) VALUES (?, ?)');
    for (const [channel, family] of familyOf.entries()) {
      if (counts.get(family)! < 2) remove.run(channel);
      else if (stored.get(channel) !== family) write.run(channel, family);
    }
  });
}

/** Of channels that some provider has a stream for. */
const FROM = `FROM family JOIN channel ON channel.id = family.channel WHERE channel.present = 1`;

/** In cursors. */
const LIST = 'families';

/** In the order of their first channel. */
export function listFamilies(database: DatabaseSync, query: FamilyQuery): FamilyPage {
  const after = parseCursor(query.cursor, LIST, 2);
  const limit = Math.min(Math.max(query.limit, 1), PAGE_LIMIT);
  const words = nameConditions(wordsOf(query.search ?? ''));
  const found =
    words.length === 0 ? '' : ` AND family IN (SELECT family ${FROM} AND ${words.map(({ sql }) => sql).join(' AND ')})`;
  const values = words.flatMap((condition) => condition.values);
  const grouped = `${FROM}${found} GROUP BY family HAVING count(*) > 1`;
  const total = database.prepare(`SELECT count(*) AS total FROM (SELECT 1 ${grouped})`).get(...values)?.['total'];
  // SQLite: with one min() the other columns are those of its row.
  const rows = database
    .prepare(
      `SELECT family, name, min(number) AS first, count(*) AS channel_count, sum(enabled) AS enabled_count,
         sum(length(streams) / 8) AS stream_count ${grouped}${after ? ' AND (first, family) > (?, ?)' : ''} ORDER BY first, family LIMIT ?`,
    )
    .all(...values, ...(after ?? []), limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next = last ? formatCursor(LIST, [last['first'] as number, last['family'] as number]) : null;
  return { items: rows.slice(0, limit).map(toRow), next, total: total as number };
}

const toRow = (row: Readonly<Record<string, unknown>>): FamilyRow => ({
  id: printFamilyId(row['family'] as number),
  name: row['name'] as string,
  channel_count: row['channel_count'] as number,
  enabled_count: row['enabled_count'] as number,
  stream_count: row['stream_count'] as number,
});
