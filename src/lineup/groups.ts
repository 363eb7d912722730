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
}

/** In the order of their first channel. @param providerId counts only channels with a stream of this provider */
export function listGroups(database: DatabaseSync, providerId?: ProviderId): GroupRow[] {
  const ofProvider = providerId === undefined ? '' : ' AND instr(providers, ?) > 0';
  const rows = database
    .prepare(
      `SELECT group_title AS name, count(*) AS channel_count, sum(enabled) AS enabled_count
       FROM channel WHERE present = 1${ofProvider} GROUP BY group_title ORDER BY min(number)`,
    )
    .all(...(providerId === undefined ? [] : [`,${providerId},`]));
  return rows as unknown as GroupRow[];
}
