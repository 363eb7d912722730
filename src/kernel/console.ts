// What libraries print goes through the log: redacted like everything else, and in its format.

import { format } from 'node:util';
import type { Log } from './log.ts';

/** @returns the way back */
export function divertConsole(target: Console, log: Log): () => void {
  const before = { ...target };
  const to =
    (level: 'debug' | 'warning' | 'error') =>
    (...said: unknown[]): void =>
      log[level]('A library says', { text: format(...said) });
  Object.assign(target, {
    debug: to('debug'),
    info: to('debug'), // hono tells of each client that leaves
    log: to('debug'),
    warn: to('warning'),
    error: to('error'),
  });
  return () => void Object.assign(target, before);
}
