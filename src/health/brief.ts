// The shortest word about a stream or a channel, for the rows of lists: read by index, some ten microseconds each.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ChannelId, StreamId } from '../model/ids.ts';
import type { Verdict } from './quality.ts';
import { everyPlace } from './schema.ts';
import { stateCondition, type StreamState } from './states.ts';

export interface HealthBrief {
  readonly state: StreamState;
  /** 0 to 100, as of its last sample; null while nothing was seen of it. */
  readonly health: number | null;
  /** 0 to 1000; null of what is not in the plan. */
  readonly quality: number | null;
  readonly verdict: Verdict;
}

export const UNKNOWN: HealthBrief = { state: 'unknown', health: null, quality: null, verdict: 'unknown' };

export interface Briefs {
  readonly stream: (id: StreamId) => HealthBrief;
  /** Of the best of its streams. */
  readonly channel: (id: ChannelId) => HealthBrief;
}

type Row = Readonly<Record<string, unknown>>;

const STATE = `CASE WHEN ${stateCondition('unknown')} THEN 'unknown' WHEN ${stateCondition('dead')} THEN 'dead'
  WHEN ${stateCondition('failing')} THEN 'failing' ELSE 'alive' END`;
/** The best first: one that lives, then the score. With `max` the other columns are of the row that has it. */
const BEST = `max(coalesce(score, -1) + CASE WHEN dead_since IS NULL THEN 1000 ELSE 0 END) AS best`;
/** What the two below are made of. */
const RAW = 'seen_at, failures, dead_since, score, quality, verdict';
const COLUMNS = `${STATE} AS state, score, quality, verdict`;

export function readBriefs(database: DatabaseSync): Briefs {
  const stream = database.prepare(`SELECT ${COLUMNS} FROM stream WHERE id = ? AND is_planned = 1`);
  const channel = database.prepare(`SELECT ${BEST}, ${COLUMNS} FROM (${everyPlace(RAW, '= ?1')})`);
  return {
    stream: (id) => toBrief(stream.get(id)),
    channel: (id) => toBrief(channel.get(id)),
  };
}

const toBrief = (row: Row | undefined): HealthBrief =>
  typeof row?.['quality'] !== 'number'
    ? UNKNOWN
    : {
        state: row['state'] as StreamState,
        health: row['score'] as number | null,
        quality: row['quality'],
        verdict: row['verdict'] as Verdict,
      };

export interface WorstQuery {
  readonly of: 'stream' | 'channel';
  readonly state?: StreamState;
  readonly verdict?: Verdict;
  /** Both ends included. */
  readonly healthMin?: number;
  readonly healthMax?: number;
  readonly qualityMin?: number;
  readonly qualityMax?: number;
}

const BOUNDS = [
  ['healthMin', 'score >= ?'],
  ['healthMax', 'score <= ?'],
  ['qualityMin', 'quality >= ?'],
  ['qualityMax', 'quality <= ?'],
] as const;

/** Ids of those that have been seen, or are in that state, the worst first. */
export function listWorst(database: DatabaseSync, query: WorstQuery): number[] {
  const { of, state, verdict } = query;
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  if (state) {
    conditions.push('state = ?');
    values.push(state);
  }
  if (verdict) {
    conditions.push('verdict = ?');
    values.push(verdict);
  }
  for (const [name, sql] of BOUNDS) {
    const bound = query[name];
    if (bound === undefined) continue;
    conditions.push(sql);
    values.push(bound);
  }
  if (conditions.length === 0) conditions.push('score IS NOT NULL');
  const from =
    of === 'stream'
      ? `SELECT id, ${COLUMNS} FROM stream WHERE is_planned = 1`
      : `SELECT channel AS id, ${BEST}, ${COLUMNS} FROM (${everyPlace(RAW)}) GROUP BY channel`;
  return database
    .prepare(`SELECT id FROM (${from}) WHERE ${conditions.join(' AND ')} ORDER BY score IS NULL, score, id`)
    .all(...values)
    .map((row) => row['id'] as number);
}
