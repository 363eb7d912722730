// The channels that a patch or an edit means. For tasks: apart from what checks decisions, as a thread that has to load zod answers
// its first question 100 ms later.

import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../kernel/errors.ts';
import { printChannelId, type ChannelId } from '../model/ids.ts';
import { filterConditions, joinConditions } from './filter.ts';
import type { ChannelFilter, ChannelPatch } from './query.ts';
import { GROUP_DECIDED } from './settle.ts';

/** Of what was not found. */
const MOST_NAMED = 20;

/**
 * @returns the channels that each patch means
 * @throws AppError `channel.unknown`, `request.invalid`
 */
export const targetsOf = (database: DatabaseSync, patches: readonly ChannelPatch[]): (readonly ChannelId[])[] =>
  patches.map(({ ids, where }) => (where ? findIds(database, where) : knownIds(database, ids ?? [])));

function findIds(database: DatabaseSync, where: ChannelFilter): ChannelId[] {
  const filter = joinConditions(filterConditions(database, where));
  const rows = database.prepare(`SELECT id FROM channel WHERE ${filter.sql}`).all(...filter.values);
  return rows.map((row) => row['id'] as ChannelId);
}

/** Those that stood in one of these groups before any rule: their providers' or, where a person has given them one, that. */
export function regroupedIds(database: DatabaseSync, groups: readonly string[]): ChannelId[] {
  const among = 'IN (SELECT value FROM json_each(?1))';
  const stood = `base_group ${among} OR (decided & ${GROUP_DECIDED} <> 0 AND group_title ${among})`;
  const rows = database.prepare(`SELECT id FROM channel WHERE ${stood}`).all(JSON.stringify(groups));
  return rows.map((row) => row['id'] as ChannelId);
}

export function knownIds(database: DatabaseSync, ids: readonly ChannelId[]): readonly ChannelId[] {
  const known = database.prepare('SELECT 1 FROM channel WHERE id = ?');
  const unknown = ids.filter((id) => known.get(id) === undefined);
  if (unknown.length === 0) return ids;
  const named = unknown.slice(0, MOST_NAMED).map((id) => printChannelId(id));
  const more = unknown.length > named.length ? ` and ${unknown.length - named.length} more` : '';
  throw new AppError('channel.unknown', `There is no channel ${named.join(', ')}${more}.`);
}
