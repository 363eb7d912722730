// The groups of the lineup with how much is in each. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { ProviderId } from '../model/ids.ts';

export interface GroupRow {
  /** As the lineup shows it; may be empty. */
  readonly name: string;
  /** Channels that some provider has a stream for. */
  readonly channel_count: number;
  /** Of them, those that are on. */
  readonly enabled_count: number;
  /** Country code of most of its channels that say one; empty where none does. */
  readonly market: string;
}

/** In the order of their first channel. @param providerId counts only channels with a stream of this provider */
export function listGroups(database: DatabaseSync, providerId?: ProviderId): GroupRow[] {
  const ofProvider = providerId === undefined ? '' : ' AND instr(providers, ?) > 0';
  const source = providerId === undefined ? 'channel' : 'channel NOT INDEXED'; // no index knows of providers
  const rows = database
    .prepare(
      `SELECT group_title AS name, count(*) AS channel_count, sum(enabled) AS enabled_count
       FROM ${source} WHERE present = 1${ofProvider} GROUP BY group_title ORDER BY min(number)`,
    )
    .all(...(providerId === undefined ? [] : [`,${providerId},`]));
  const markets = marketsOf(database);
  return rows.map((row) => ({ ...row, market: markets.get(row['name'] as string) ?? '' }) as GroupRow);
}

function marketsOf(database: DatabaseSync): ReadonlyMap<string, string> {
  const rows = database
    .prepare(
      `SELECT group_title AS name, market FROM trait JOIN channel ON id = trait.channel
       WHERE present = 1 AND market <> '' GROUP BY name, market ORDER BY count(*), market`,
    )
    .all();
  return new Map(rows.map((row) => [row['name'] as string, row['market'] as string])); // the most frequent comes last
}
