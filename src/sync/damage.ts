// A disk has spoilt a database that opens all the same: some of what is read of it fails, for good. Errors that say so are noticed in
// the log, the databases are read through in a worker, and what is damaged is set aside by the next start and made anew.

import { basename } from 'node:path';
import type { Clock } from '../kernel/clock.ts';
import type { Unsubscribe } from '../kernel/events.ts';
import type { Log, LogRecord } from '../kernel/log.ts';
import { DAY_MS, MINUTE_MS } from '../kernel/units.ts';
import { damagedAt, markDamaged, tellsOfDamage } from '../storage/set-aside.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';

const DAMAGE = taskRef<typeof import('./damage.task.ts').default>(taskUrl(import.meta, './damage.task'));

/** Where nothing was found, the next error has it looked for again; not with every one. */
const LOOK_EVERY_MS = 10 * MINUTE_MS;
/** A disk that spoils the new one, too, is failing: it would be one start after another. */
const NO_SECOND_TIME_WITHIN_MS = DAY_MS;

export interface DamageOptions {
  readonly files: readonly string[];
  readonly follow: (listener: (record: LogRecord) => void) => Unsubscribe;
  readonly pool: Pick<WorkerPool, 'run'>;
  readonly clock: Clock;
  readonly log: Log;
  /** All that was found is marked; a start would mend it. */
  readonly onMendable: () => void;
}

export function watchForDamage(options: DamageOptions): Unsubscribe {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return options.follow((record) => {
    const now = options.clock.monotonicMs();
    if (now - lookedAt < LOOK_EVERY_MS || !isToldBy(record)) return;
    lookedAt = now;
    void look(options);
  });
}

function isToldBy({ level, message, fields }: LogRecord): boolean {
  return (level === 'warning' || level === 'error') && tellsOfDamage(`${message} ${JSON.stringify(fields)}`);
}

async function look({ files, pool, clock, log, onMendable }: DamageOptions): Promise<void> {
  const damaged = await pool.run(DAMAGE, files).catch(() => []); // stopping, or the next error asks again
  if (damaged.length === 0) return;
  const isFailing = damaged.some((file) => clock.now() - (damagedAt(file) ?? 0) < NO_SECOND_TIME_WITHIN_MS);
  for (const file of damaged) markDamaged(file);
  const names = { files: damaged.map((file) => basename(file)) };
  if (isFailing) {
    log.error('Databases are damaged again within a day: the disk may be failing. Start anew to set them aside', names);
    return;
  }
  log.error('Databases are damaged: Masthead starts anew when nobody watches, and makes them anew', names);
  onMendable();
}
