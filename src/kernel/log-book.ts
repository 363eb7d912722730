// The newest lines of the log, for people who look at it in the panel, and the level that is written now.

import type { Unsubscribe } from './events.ts';
import { LOG_LEVELS, type LogLevel, type LogRecord } from './log.ts';

/** An evening at `info`, some minutes at `debug`. */
const MAX_LINES = 2_000;
/** Of one line's fields as JSON: a list of everything that was skipped has its place elsewhere. */
const MAX_FIELD_CHARACTERS = 2_000;
const MAX_MESSAGE_CHARACTERS = 1_000;

export interface LogLine extends LogRecord {
  /** Counts the lines since the start, from 1. */
  readonly id: number;
}

export interface LogFilter {
  /** This level and what is graver. */
  readonly level?: LogLevel;
  readonly room?: string;
  /** Stands in the room's name, the message or the fields, whatever the case. */
  readonly search?: string;
  /** Lines after this id only. */
  readonly after?: number;
}

export class LogBook {
  /** What is written; a change holds until the next start. */
  level: LogLevel;
  readonly #lines: LogLine[] = [];
  readonly #listeners = new Set<(record: LogRecord) => void>();
  #nextId = 1;

  constructor(level: LogLevel) {
    this.level = level;
  }

  /** @param record redacted, as the log hands it out */
  add(record: LogRecord): void {
    this.#lines.push({ ...bounded(record), id: this.#nextId });
    this.#nextId += 1;
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
    for (const listener of this.#listeners) listener(record);
  }

  /** Called with every record that is written. It may not log itself before it returns. */
  follow(listener: (record: LogRecord) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The newest lines that fit, oldest first. */
  lines(limit: number, filter: LogFilter = {}): LogLine[] {
    const fits = filterOf(filter);
    const found: LogLine[] = [];
    for (let at = this.#lines.length - 1; at >= 0 && found.length < limit; at -= 1) {
      const line = this.#lines[at]!;
      if (fits(line)) found.push(line);
    }
    return found.toReversed();
  }
}

function bounded(record: LogRecord): LogRecord {
  const message = record.message.slice(0, MAX_MESSAGE_CHARACTERS);
  const fields = JSON.stringify(record.fields);
  if (fields.length <= MAX_FIELD_CHARACTERS) return { ...record, message };
  return { ...record, message, fields: { cut: `${fields.slice(0, MAX_FIELD_CHARACTERS)}…` } };
}

function filterOf({ level = 'trace', room, search = '', after = 0 }: LogFilter): (line: LogLine) => boolean {
  const least = LOG_LEVELS.indexOf(level);
  const wanted = search.toLowerCase();
  return (line) =>
    line.id > after &&
    LOG_LEVELS.indexOf(line.level) >= least &&
    (room === undefined || line.room === room) &&
    (wanted === '' || `${line.room} ${line.message} ${JSON.stringify(line.fields)}`.toLowerCase().includes(wanted));
}
