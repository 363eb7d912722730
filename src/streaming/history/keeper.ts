// Keeps the history on the disk: seldom, as it changes all the time and a card wears out, and at the end.

import type { Clock, Timer } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import { openDocument, type Document } from '../../storage/document.ts';
import { AirHistory } from './history.ts';
import { AIR_MIGRATIONS, airRecord, type AirRecord } from './record.ts';

const WRITE_EVERY_MS = 10 * MINUTE_MS;

export interface HistoryKeeper {
  readonly history: AirHistory;
  stop(): Promise<void>;
}

export interface KeeperOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
}

const initial = (): AirRecord => airRecord.parse({});

/** A file that cannot be read is set aside: what happened is no reason not to start. */
export async function keepHistory({ file, clock, log }: KeeperOptions): Promise<HistoryKeeper> {
  const migrations = AIR_MIGRATIONS;
  const kept: Document<AirRecord> | undefined = await openDocument({
    file,
    schema: airRecord,
    initial,
    migrations,
    log,
  }).catch((error: unknown) => {
    log.error('What happened on air could not be read; it is not kept', { error });
    return undefined;
  });
  const history = new AirHistory(clock, kept?.data ?? initial());
  let written = history.edition;
  const write = async (): Promise<void> => {
    if (!kept || history.edition === written) return;
    written = history.edition;
    await kept
      .update(() => history.record())
      .catch((error: unknown) => log.warning('What happened on air could not be kept', { error }));
  };
  const timer: Timer = clock.every(WRITE_EVERY_MS, () => void write());
  return {
    history,
    async stop() {
      timer.cancel();
      await write();
    },
  };
}
