// Lists and sums over all streams: for tasks.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { printChannelId, type ChannelId, type ProviderId } from '../model/ids.ts';
import { wordConditions } from '../storage/text-search.ts';
import type { Verdict } from './quality.ts';
import { everyPlace } from './schema.ts';
import { stateCondition, STREAM_STATES, type StreamState } from './states.ts';
import { RECORD_COLUMNS, toRecord } from './stream-row.ts';
import { streamView, type StreamView } from './view.ts';

export const HEALTH_SORTS = ['health', 'quality', 'name', 'checked'] as const;

export interface HealthQuery {
  readonly state?: StreamState;
  readonly provider_id?: ProviderId;
  /** `less` for those that are not what their name says. */
  readonly verdict?: Verdict;
  readonly search?: string;
  readonly sort: (typeof HEALTH_SORTS)[number];
  readonly offset?: number;
  readonly limit: number;
  readonly now: number;
}

export interface HealthPage {
  readonly items: readonly StreamView[];
  readonly total: number;
}

/** All that is asked for stands in it: rows are ten times as long. */
const BRIEF = 'stream INDEXED BY stream_brief';

/** The worst first, of what has been seen. */
const ORDERS: Readonly<Record<HealthQuery['sort'], string>> = {
  health: 'score IS NULL, score, name',
  quality: 'quality DESC, name',
  name: 'name',
  checked: 'seen_at DESC',
};

export function listHealth(database: DatabaseSync, query: HealthQuery): HealthPage {
  const conditions = ['is_planned = 1'];
  const values: SQLInputValue[] = [];
  if (query.state) conditions.push(stateCondition(query.state));
  if (query.verdict) {
    conditions.push('verdict = ?');
    values.push(query.verdict);
  }
  if (query.provider_id) {
    conditions.push('provider = ?');
    values.push(query.provider_id);
  }
  for (const { sql, values: more } of query.search ? wordConditions(database, 'name', query.search) : []) {
    conditions.push(sql);
    values.push(...more);
  }
  const where = conditions.join(' AND ');
  const order = `${ORDERS[query.sort]}, id`;
  const total = database.prepare(`SELECT count(*) AS count FROM ${BRIEF} WHERE ${where}`).get(...values)![
    'count'
  ] as number;
  const rows = database
    .prepare(
      `SELECT ${RECORD_COLUMNS} FROM stream WHERE id IN (
         SELECT id FROM ${BRIEF} WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?) ORDER BY ${order}`,
    )
    .all(...values, query.limit, query.offset ?? 0);
  return { items: rows.map((row) => streamView(toRecord(row), query.now)), total };
}

export interface ProviderSums {
  readonly streams: number;
  readonly alive: number;
  readonly failing: number;
  readonly dead: number;
  readonly unknown: number;
  /** Channels of the lineup that have a stream of it, and those of which one of its streams is dead. */
  readonly channels: number;
  readonly deadIn: number;
  /** Mean over what has been seen; null while nothing was. */
  readonly score: number | null;
  readonly quality: number | null;
}

export interface HealthSums {
  /** By provider id. */
  readonly providers: Readonly<Record<string, ProviderSums>>;
  /** Channels of which no stream lives; the first thousand. */
  readonly deadChannels: readonly string[];
  readonly deadChannelCount: number;
}

export function sumHealth(database: DatabaseSync): HealthSums {
  const counts = STREAM_STATES.map((state) => `sum(${stateCondition(state)}) AS ${state}`);
  const rows = database
    .prepare(
      `SELECT provider, count(*) AS streams, ${counts.join(', ')}, avg(score) AS score, avg(quality) AS quality,
         count(DISTINCT channel) AS channels,
         count(DISTINCT CASE WHEN dead_since IS NOT NULL THEN channel END) AS deadIn
       FROM stream WHERE is_planned = 1 GROUP BY provider`,
    )
    .all();
  const further = furtherChannels(database);
  const dead = database
    .prepare(`SELECT channel FROM (${everyPlace('dead_since')}) GROUP BY channel HAVING sum(dead_since IS NULL) = 0`)
    .all();
  return {
    providers: Object.fromEntries(
      rows.map((row): [string, ProviderSums] => [
        row['provider'] as string,
        {
          streams: row['streams'] as number,
          alive: row['alive'] as number,
          failing: row['failing'] as number,
          dead: row['dead'] as number,
          unknown: row['unknown'] as number,
          channels: (row['channels'] as number) + (further.get(row['provider'] as string)?.channels ?? 0),
          deadIn: (row['deadIn'] as number) + (further.get(row['provider'] as string)?.deadIn ?? 0),
          score: round(row['score']),
          quality: round(row['quality']),
        },
      ]),
    ),
    deadChannels: dead.slice(0, 1_000).map((row) => printChannelId(row['channel'] as ChannelId)),
    deadChannelCount: dead.length,
  };
}

/** Channels that streams of a provider have besides their first, and that no other of its streams has as its first. */
function furtherChannels(database: DatabaseSync): Map<string, Pick<ProviderSums, 'channels' | 'deadIn'>> {
  const rows = database
    .prepare(
      `SELECT provider, sum(had IS NULL) AS channels, sum(dead AND NOT coalesce(had, 0)) AS deadIn FROM (
         SELECT stream.provider, shared.channel, max(stream.dead_since IS NOT NULL) AS dead,
           (SELECT max(one.dead_since IS NOT NULL) FROM stream AS one
            WHERE one.is_planned = 1 AND one.channel = shared.channel AND one.provider = stream.provider) AS had
         FROM shared JOIN stream ON stream.id = shared.stream
         WHERE stream.is_planned = 1 GROUP BY stream.provider, shared.channel)
       GROUP BY provider`,
    )
    .all();
  return new Map(
    rows.map((row) => [
      row['provider'] as string,
      { channels: row['channels'] as number, deadIn: row['deadIn'] as number },
    ]),
  );
}

const round = (value: unknown): number | null => (value === null ? null : Math.round(value as number));
