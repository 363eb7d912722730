// Channels that have become part of others: whoever holds one of their ids or numbers is led on, for as long as the two are one.

import type { DatabaseSync } from 'node:sqlite';
import type { ChannelNumber, FormerChannels } from '../model/channel.ts';
import type { ChannelId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import type { LineupMemory } from './memory.ts';

/** @param present channels that have streams, or had them last */
export function writeSuccessors(
  database: DatabaseSync,
  { memory, present }: { readonly memory: LineupMemory; readonly present: ReadonlySet<ChannelId> },
): void {
  const insert = database.prepare('INSERT INTO successor (channel, successor, number) VALUES (?, ?, ?)');
  transact(database, () => {
    database.prepare('DELETE FROM successor').run();
    for (const [id, { number }] of memory.channels) {
      const other = present.has(id) ? undefined : memory.keys.get(id);
      if (other === undefined || !present.has(other)) continue;
      insert.run(id, other, memory.schemed.get(id)?.number ?? number);
    }
  });
}

export function readSuccessors(database: DatabaseSync): FormerChannels {
  const rows = database.prepare('SELECT channel, successor, number FROM successor').all();
  const byId = new Map<ChannelId, ChannelId>();
  const byNumber = new Map<ChannelNumber, ChannelId>();
  for (const { channel, successor, number } of rows) {
    byId.set(channel as ChannelId, successor as ChannelId);
    if (number !== 0) byNumber.set(number as ChannelNumber, successor as ChannelId);
  }
  return { byId, byNumber };
}
