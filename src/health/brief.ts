// The shortest word about streams or channels, for the rows of lists: read by index, all of a page at once.

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
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

/** Of a page of a list at once; `UNKNOWN` of what is not in the plan. */
export interface Briefs {
  readonly streams: (ids: readonly StreamId[]) => (id: StreamId) => HealthBrief;
  /** Of the best of its streams. */
  readonly channels: (ids: readonly ChannelId[]) => (id: ChannelId) => HealthBrief;
}

type Columns = readonly [
  id: number,
  state: StreamState,
  score: number | null,
  quality: number,
  verdict: Verdict,
  best?: number,
];

const STATE = `CASE WHEN ${stateCondition('unknown')} THEN 'unknown' WHEN ${stateCondition('dead')} THEN 'dead'
  WHEN ${stateCondition('failing')} THEN 'failing' ELSE 'alive' END`;
/** The best first: one that lives, then the score. With `max` the other columns are of the row that has it. */
const BEST = `max(coalesce(score, -1) + CASE WHEN dead_since IS NULL THEN 1000 ELSE 0 END) AS best`;
/** What the two below are made of. */
const RAW = 'seen_at, failures, dead_since, score, quality, verdict';
const COLUMNS = `${STATE} AS state, score, quality, verdict`;

/** From a JSON array. */
const GIVEN = 'IN (SELECT value FROM json_each(?1))';

export function readBriefs(database: DatabaseSync): Briefs {
  const streams = database.prepare(`SELECT id, ${COLUMNS} FROM stream WHERE id ${GIVEN} AND is_planned = 1`);
  const channels = database.prepare(
    `SELECT channel, ${COLUMNS}, ${BEST} FROM (${everyPlace(RAW, GIVEN)}) GROUP BY channel`,
  );
  return { streams: (ids) => readSome(streams, ids), channels: (ids) => readSome(channels, ids) };
}

function readSome(statement: StatementSync, ids: readonly number[]): (id: number) => HealthBrief {
  statement.setReturnArrays(true);
  const rows = statement.all(JSON.stringify(ids)) as unknown as Columns[];
  const briefs = new Map(rows.map((row) => [row[0], toBrief(row)]));
  return (id) => briefs.get(id) ?? UNKNOWN;
}

const toBrief = ([, state, health, quality, verdict]: Columns): HealthBrief => ({ state, health, quality, verdict });

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
