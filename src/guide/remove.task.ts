// Takes guides away: out of sight in one step, then off the disk in many small ones.

import { silentLog } from '../kernel/log.ts';
import { openDatabase, transact } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import { sweepGenerations, truncateLog } from './generation.ts';
import { GUIDE_MIGRATIONS } from './schema.ts';

export interface KeptSource {
  readonly key: string;
  readonly priority: number;
}

export interface RemoveInput {
  readonly file: string;
  readonly providerId: string;
  /** Sources that stay, and their places from now on. */
  readonly keep: readonly KeptSource[];
}

export default defineTask(({ file, providerId, keep }: RemoveInput): { readonly removed: number } => {
  const database = openDatabase({ file, log: silentLog, migrations: GUIDE_MIGRATIONS });
  try {
    const keys = (
      database.prepare('SELECT key FROM source WHERE provider_id = ?').all(providerId) as { key: string }[]
    ).filter(({ key }) => keep.every((kept) => kept.key !== key));
    const remove = database.prepare('DELETE FROM source WHERE key = ?');
    const place = database.prepare('UPDATE source SET priority = ? WHERE key = ?');
    transact(database, () => {
      for (const { key, priority } of keep) place.run(priority, key);
      for (const { key } of keys) remove.run(key);
    });
    for (const { key } of keys) sweepGenerations(database, key);
    truncateLog(database);
    return { removed: keys.length };
  } finally {
    database.close();
  }
});
