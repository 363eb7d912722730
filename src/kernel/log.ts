// Structured log: one line a record, everything redacted on its way out.

import type { Clock } from './clock.ts';
import { redactText, redactValue } from './redact.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warning', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type LogFields = Readonly<Record<string, unknown>>;

export interface LogRecord {
  readonly at: number;
  readonly level: LogLevel;
  /** The room that speaks: `sync`, `streaming` … */
  readonly room: string;
  readonly message: string;
  readonly fields: LogFields;
}

export interface Log {
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warning(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** The same log for another room, with fields that every record of it carries. */
  for(room: string, fields?: LogFields): Log;
}

export interface LogOptions {
  readonly clock: Clock;
  /** The least that is written; a function where it may change. */
  readonly level: LogLevel | (() => LogLevel);
  /** Takes each finished record; already redacted. */
  readonly write: (record: LogRecord) => void;
}

export function createLog(options: LogOptions, room = 'masthead', bound: LogFields = {}): Log {
  const { level: chosen } = options;
  const least = (): number => LOG_LEVELS.indexOf(typeof chosen === 'function' ? chosen() : chosen);
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (LOG_LEVELS.indexOf(level) < least()) return;
      const all = redactValue({ ...bound, ...fields }) as LogFields;
      options.write({ at: options.clock.now(), level, room, message: redactText(message), fields: all });
    };
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warning: at('warning'),
    error: at('error'),
    for: (other, fields = {}) => createLog(options, other, { ...bound, ...fields }),
  };
}

/** `2026-11-23 08:32:00.123 info    sync: playlist read entries=5000` in local time, as Home Assistant shows it. */
export function formatRecord(record: LogRecord): string {
  const at = new Date(record.at);
  const local = new Date(record.at - at.getTimezoneOffset() * 60_000).toISOString().replace('T', ' ').slice(0, -1);
  const fields = Object.entries(record.fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${formatValue(value)}`)
    .join('');
  return `${local} ${record.level.padEnd(7)} ${record.room}: ${onOneLine(record.message)}${fields}`;
}

const CONTROL = /[\p{Cc}\u2028\u2029]+/gu; // names come from providers: none may begin a line or colour a terminal
const onOneLine = (text: string): string => text.replaceAll(CONTROL, ' ');

function formatValue(value: unknown): string {
  if (typeof value !== 'string') return onOneLine(JSON.stringify(value));
  const text = onOneLine(value);
  return text === '' || /[\s"=]/.test(text) ? JSON.stringify(text) : text;
}

/** A log that says nothing, for tests and tools. */
export const silentLog: Log = {
  trace() {},
  debug() {},
  info() {},
  warning() {},
  error() {},
  for: () => silentLog,
};
