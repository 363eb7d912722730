// Puts a channel in order whose programmes came out of order, in pieces too far apart to be sorted on the way in.

import type { DatabaseSync } from 'node:sqlite';
import { Gathering, inOrder } from './gathering.ts';
import { startOf, unpackLines } from './record.ts';

/** @param gathering an empty one, used again for every channel @returns how many programmes are left, duplicates gone */
export function untangle(database: DatabaseSync, channel: number, gathering: Gathering): number {
  const rows = database.prepare('SELECT data FROM block WHERE channel = ? ORDER BY rowid').all(channel) as {
    data: Uint8Array;
  }[];
  const lines = rows.flatMap(({ data }) => unpackLines(data));
  const starts = lines.map(startOf);
  const order = inOrder(starts, (place) => Buffer.byteLength(lines[place]!));
  database.prepare('DELETE FROM block WHERE channel = ?').run(channel);
  const insert = database.prepare('INSERT INTO block (channel, first_at, data) VALUES (?, ?, ?)');
  const store = (): void => {
    for (const block of gathering.take()) insert.run(channel, block.firstAt, block.data);
  };
  for (const place of order) {
    if (!gathering.hasRoomFor(lines[place]!)) store();
    gathering.add(channel, starts[place]!, lines[place]!);
  }
  store();
  return order.length;
}
