// Streams leave the catalogue: one by one, or all of a provider that was removed. For tasks: half a million take seconds.

import type { DatabaseSync } from 'node:sqlite';
import type { ProviderId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import { loadLedger } from './ledger-store.ts';
import type { Ledger } from './ledger.ts';
import { providerNo } from './schema.ts';

/** @returns a function that removes the stream at a position of a ledger */
export function streamRemover(database: DatabaseSync): (ledger: Ledger, position: number) => void {
  const row = database.prepare('DELETE FROM stream WHERE row = ?');
  const place = database.prepare('DELETE FROM place WHERE id = ?');
  return (ledger, position) => {
    row.run(ledger.rows[position]!);
    place.run(ledger.ids[position]!);
  };
}

/** @returns how many streams went */
export function removeProvider(database: DatabaseSync, providerId: ProviderId): number {
  const no = providerNo(database, providerId);
  if (no === undefined) return 0;
  return transact(database, () => {
    const ledger = loadLedger(database, no);
    const remove = streamRemover(database);
    for (let position = 0; position < ledger.length; position += 1) remove(ledger, position);
    database.prepare('DELETE FROM ledger WHERE provider = ?').run(no);
    database.prepare('DELETE FROM names WHERE provider = ?').run(no);
    database.prepare('DELETE FROM memo WHERE provider = ?').run(no);
    database.prepare('DELETE FROM provider WHERE no = ?').run(no);
    return ledger.length;
  });
}
