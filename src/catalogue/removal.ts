// A provider that was removed leaves the catalogue with everything of it. For tasks: half a million rows take seconds.

import type { DatabaseSync } from 'node:sqlite';
import type { ProviderId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import { loadLedger } from './ledger-store.ts';
import { providerNo } from './schema.ts';

/** @returns how many streams went */
export function removeProvider(database: DatabaseSync, providerId: ProviderId): number {
  const no = providerNo(database, providerId);
  if (no === undefined) return 0;
  return transact(database, () => {
    const ledger = loadLedger(database, no);
    const remove = database.prepare('DELETE FROM stream WHERE row = ?');
    for (const row of ledger.rows.subarray(0, ledger.length)) remove.run(row);
    database.prepare('DELETE FROM ledger WHERE provider = ?').run(no);
    database.prepare('DELETE FROM memo WHERE provider = ?').run(no);
    database.prepare('DELETE FROM provider WHERE no = ?').run(no);
    return ledger.length;
  });
}
