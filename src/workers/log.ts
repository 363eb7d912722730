// The log of a task: its records leave through the process's own output, in the same form as the main thread's.

import { systemClock } from '../kernel/clock.ts';
import { createLog, formatRecord, type Log } from '../kernel/log.ts';

/** Warnings and errors only: what a task achieved is in its result, and logged by whoever asked. */
export function taskLog(room: string): Log {
  return createLog(
    { clock: systemClock, level: 'warning', write: (record) => void process.stdout.write(`${formatRecord(record)}\n`) },
    room,
  );
}
