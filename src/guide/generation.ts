// Generations of a source: begun, published, swept away.

import type { DatabaseSync } from 'node:sqlite';
import { transact } from '../storage/database.ts';
import { CHANNELS_PER_GENERATION } from './schema.ts';

/** Channels swept in one transaction: each is to be over in milliseconds. */
const SWEEP_CHANNELS = 200;

export function beginGeneration(database: DatabaseSync, sourceKey: string): number {
  const { lastInsertRowid } = database.prepare('INSERT INTO generation (source) VALUES (?)').run(sourceKey);
  return Number(lastInsertRowid);
}

/** Removes what other generations of a source left: older ones, and those of syncs that broke off. */
export function sweepGenerations(database: DatabaseSync, sourceKey: string): void {
  const stale = database
    .prepare('SELECT id FROM generation WHERE source = ?1 AND id NOT IN (SELECT generation FROM source WHERE key = ?1)')
    .all(sourceKey) as { id: number }[];
  for (const { id } of stale) sweepGeneration(database, id);
}

function sweepGeneration(database: DatabaseSync, generation: number): void {
  const until = (generation + 1) * CHANNELS_PER_GENERATION;
  const blocks = database.prepare('DELETE FROM block WHERE channel >= ? AND channel < ?');
  const channels = database.prepare('DELETE FROM channel WHERE no >= ? AND no < ?');
  const last = database.prepare('SELECT max(channel) AS no FROM block WHERE channel < ?').get(until) as {
    no: number | null;
  };
  for (let from = generation * CHANNELS_PER_GENERATION; from <= (last.no ?? 0); from += SWEEP_CHANNELS) {
    transact(database, () => blocks.run(from, Math.min(from + SWEEP_CHANNELS, until)));
  }
  transact(database, () => {
    channels.run(generation * CHANNELS_PER_GENERATION, until);
    database.prepare('DELETE FROM generation WHERE id = ?').run(generation);
  });
}

/** Gives the write-ahead log's room back after a large write; a reader that is in the way leaves it for the next time. */
export function truncateLog(database: DatabaseSync): void {
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
}
