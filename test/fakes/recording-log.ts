// A log that keeps what was said, for tests that look at it.

import { createLog, type Log, type LogRecord } from '../../src/kernel/log.ts';
import { systemClock } from '../../src/kernel/clock.ts';

export interface RecordingLog extends Log {
  readonly records: readonly LogRecord[];
  /** Messages of warnings and errors. */
  readonly complaints: readonly string[];
}

export function createRecordingLog(): RecordingLog {
  const records: LogRecord[] = [];
  const log = createLog({ clock: systemClock, level: 'trace', write: (record) => records.push(record) });
  return {
    ...log,
    records,
    get complaints() {
      return records.filter(({ level }) => level === 'warning' || level === 'error').map(({ message }) => message);
    },
  };
}
