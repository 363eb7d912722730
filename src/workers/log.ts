// The log of a task: its records leave through the process's own output, in the same form as the main thread's, and are
// told to the main thread besides, which keeps the newest for people to read.

import { BroadcastChannel } from 'node:worker_threads';
import { systemClock } from '../kernel/clock.ts';
import type { Unsubscribe } from '../kernel/events.ts';
import { createLog, formatRecord, type Log, type LogRecord } from '../kernel/log.ts';

const CHANNEL = 'masthead-log';

/** Warnings and errors only: what a task achieved is in its result, and logged by whoever asked. */
export function taskLog(room: string): Log {
  return createLog({ clock: systemClock, level: 'warning', write }, room);
}

function write(record: LogRecord): void {
  process.stdout.write(`${formatRecord(record)}\n`);
  const channel = new BroadcastChannel(CHANNEL); // one for each of the few there are: none is left open
  channel.postMessage(record);
  channel.close();
}

/** In the main thread: what tasks log. */
export function onTaskRecord(listener: (record: LogRecord) => void): Unsubscribe {
  const channel = new BroadcastChannel(CHANNEL).unref();
  channel.addEventListener('message', (message: unknown) => listener((message as { data: LogRecord }).data));
  return () => channel.close();
}
