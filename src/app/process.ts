// The process: options -> app -> signals -> exit code.

import { createApp, type App } from '../app.ts';
import { systemClock } from '../kernel/clock.ts';
import { divertConsole } from '../kernel/console.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import { LogBook } from '../kernel/log-book.ts';
import { createLog, formatRecord, type Log } from '../kernel/log.ts';
import { redactText } from '../kernel/redact.ts';
import { HOUR_MS } from '../kernel/units.ts';
import { readOptions, USAGE, type Options } from '../options.ts';
import { writeCompiledCode } from '../workers/code-cache.ts';
import { endNow, startAnew } from '../workers/end.ts';
import { onTaskRecord } from '../workers/log.ts';

/** The contract allows 3 s from SIGTERM to the end; what has not stopped by then is cut off. Ending the threads takes the rest. */
const STOP_WITHIN_MS = 2_000;

const exit = (): never => process.exit(0);

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes('--help')) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  let isStopping = false;
  const stop = async (cutOff: () => never, end: () => never): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    const late = (): void => {
      log.warning('What did not stop in time is cut off');
      cutOff();
    };
    setTimeout(late, STOP_WITHIN_MS).unref();
    await app.stop();
    log.info('Masthead has stopped');
    end();
  };
  const restart = (): void => void stop(startAnew, startAnew);
  const { app, log } = build(readOptions(process.env, argv), restart);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(endNow, exit));
  const awake = setInterval(() => undefined, HOUR_MS); // our clock's timers keep no process alive: a start that waits would end it
  try {
    await app.start();
  } catch (error) {
    if (isStopping) return; // what it was doing was broken off
    throw error;
  }
  clearInterval(awake);
  writeCompiledCode();
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

function build(options: Options, restart: () => void): { app: App; log: Log } {
  // Whoever reads the log may go away; each line would else be an error that writes another line.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  const logBook = new LogBook(options.logLevel);
  const log = createLog({
    clock: systemClock,
    level: () => logBook.level,
    write: (record) => {
      logBook.add(record);
      process.stdout.write(`${formatRecord(record)}\n`);
    },
  });
  onTaskRecord((record) => logBook.add(record));
  divertConsole(console, log);
  process.on('unhandledRejection', (error) => log.error('An error was not handled', { error }));
  process.on('uncaughtException', (error) => log.error('An error was not handled', { error, stack: error.stack }));
  return { app: createApp({ options, clock: systemClock, log, logBook, print, restart }), log };
}

/** Ends the process with code 1 when it cannot start. */
export async function run(argv: readonly string[]): Promise<void> {
  try {
    await main(argv);
  } catch (error) {
    const { code, message } = error instanceof AppError ? error : toAppError(error);
    process.stderr.write(`Masthead cannot start (${code}): ${redactText(message)}\n`);
    process.exit(1);
  }
}
