// Channels that have become part of others: whoever holds one of their ids is led on, for as long as the two are one.

import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import type { LineupMemory } from './memory.ts';

export type Successors = ReadonlyMap<ChannelId, ChannelId>;

/** @param present channels that have streams, or had them last */
export function writeSuccessors(
  database: DatabaseSync,
  { memory, present }: { readonly memory: LineupMemory; readonly present: ReadonlySet<ChannelId> },
): void {
  const insert = database.prepare('INSERT INTO successor (channel, successor) VALUES (?, ?)');
  transact(database, () => {
    database.prepare('DELETE FROM successor').run();
    for (const id of memory.channels.keys()) {
      const other = present.has(id) ? undefined : memory.keys.get(id);
      if (other !== undefined && present.has(other)) insert.run(id, other);
    }
  });
}

export function readSuccessors(database: DatabaseSync): Successors {
  const rows = database.prepare('SELECT channel, successor FROM successor').all();
  return new Map(rows.map((row) => [row['channel'] as ChannelId, row['successor'] as ChannelId]));
}
