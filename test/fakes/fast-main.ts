// The whole product with a clock that runs `FAST_MAIN_SPEED` times as fast, for a process of its own: what takes hours comes
// within a test. Networks are as quick as ever.

import { createApp } from '../../src/app.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { LogBook } from '../../src/kernel/log-book.ts';
import { createLog, formatRecord } from '../../src/kernel/log.ts';
import { readOptions } from '../../src/options.ts';
import { createFastClock } from './fast-clock.ts';

const speed = Number(process.env['FAST_MAIN_SPEED'] ?? 1);
const beganAt = Date.now();
const fast = createFastClock(speed);
const beganMs = fast.monotonicMs();
const clock: Clock = { ...fast, now: () => Math.floor(beganAt + fast.monotonicMs() - beganMs) };
const print = (text: string): void => void process.stdout.write(`${text}\n`);
const options = readOptions(process.env, process.argv.slice(2));
const logBook = new LogBook(options.logLevel);
const log = createLog({ clock, level: () => logBook.level, write: (record) => print(formatRecord(record)) });
const app = createApp({ options, clock, log, logBook, print, restart: () => undefined });
process.on('SIGTERM', () => void app.stop().finally(() => process.exit(0)));
const awake = setInterval(() => undefined, 60_000);
await app.start().finally(() => clearInterval(awake));
