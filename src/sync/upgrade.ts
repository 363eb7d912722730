// What an older Masthead has left is brought up to date at the start, in a worker: a large database takes as long as many
// seconds, and the thread that answers says meanwhile what is going on.

import { basename } from 'node:path';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { SECOND_MS } from '../kernel/units.ts';
import { versionOf } from '../storage/database.ts';
import { newerThanKnown } from '../storage/newer.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';

const UPGRADE = taskRef<typeof import('./upgrade.task.ts').default>(taskUrl(import.meta, './upgrade.task'));

export interface Upgradable {
  readonly file: string;
  readonly migrations: readonly string[];
}

export interface UpgradeOptions {
  readonly pool: Pick<WorkerPool, 'run'>;
  readonly log: Log;
  readonly clock: Clock;
  /** Called before the first one, where there is any. */
  readonly onBegun?: () => void;
}

/**
 * Looks at all of them before it changes one. What is new, up to date or cannot be read is left to whoever opens it.
 * @throws AppError `storage.newer`: nothing has changed; `storage.full`, `internal`: the one that failed is as it was
 */
export async function upgradeDatabases(databases: readonly Upgradable[], options: UpgradeOptions): Promise<void> {
  const { pool, log, clock, onBegun } = options;
  const older = databases.filter(isOlder);
  if (older.length === 0) return;
  onBegun?.();
  log.info('Databases of an older version are brought up to date: large ones take some seconds, once', {
    files: older.map(({ file }) => basename(file)),
  });
  const startedMs = clock.monotonicMs();
  for (const database of older) await pool.run(UPGRADE, database);
  log.info('Databases are up to date', { seconds: Math.round((clock.monotonicMs() - startedMs) / SECOND_MS) });
}

function isOlder({ file, migrations }: Upgradable): boolean {
  const version = versionOf(file) ?? 0;
  if (version > migrations.length)
    throw new AppError('storage.newer', newerThanKnown(file, version, migrations.length));
  return version > 0 && version < migrations.length;
}
