// What everything is built with, and the program's version.

import { readFileSync } from 'node:fs';
import type { Clock } from '../kernel/clock.ts';
import type { LogBook } from '../kernel/log-book.ts';
import type { Log } from '../kernel/log.ts';
import type { Options } from '../options.ts';

export interface AppContext {
  readonly options: Options;
  readonly clock: Clock;
  readonly log: Log;
  readonly logBook: LogBook;
  /** Says something to the person who started it, outside the log. */
  readonly print: (text: string) => void;
  /** Stops everything and starts anew, in the same process. */
  readonly restart: () => void;
}

/** What has started, to be stopped in reverse. */
export type Stop = () => Promise<void> | void;

export const VERSION = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
