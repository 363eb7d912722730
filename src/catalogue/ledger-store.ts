// A ledger in the database: chunks of a few thousand entries, so that a change near the end writes little.

import type { DatabaseSync } from 'node:sqlite';
import { Ledger } from './ledger.ts';

export const CHUNK_ENTRIES = 8_192;

export function loadLedger(database: DatabaseSync, provider: number): Ledger {
  const ledger = new Ledger();
  const chunks = database.prepare('SELECT entries FROM ledger WHERE provider = ? ORDER BY chunk').iterate(provider);
  for (const chunk of chunks) ledger.decode(chunk['entries'] as Uint8Array);
  return ledger;
}

/** Writes the chunks that differ from what is stored, and drops those past the end. */
export function saveLedger(database: DatabaseSync, provider: number, ledger: Ledger): void {
  const read = database.prepare('SELECT entries FROM ledger WHERE provider = ? AND chunk = ?');
  const write = database.prepare('INSERT OR REPLACE INTO ledger (provider, chunk, entries) VALUES (?, ?, ?)');
  let chunk = 0;
  for (let from = 0; from < ledger.length; from += CHUNK_ENTRIES) {
    const bytes = ledger.encode(from, Math.min(from + CHUNK_ENTRIES, ledger.length));
    const stored = read.get(provider, chunk)?.['entries'] as Uint8Array | undefined;
    if (!stored || Buffer.compare(stored, bytes) !== 0) write.run(provider, chunk, bytes);
    chunk += 1;
  }
  database.prepare('DELETE FROM ledger WHERE provider = ? AND chunk >= ?').run(provider, chunk);
}
