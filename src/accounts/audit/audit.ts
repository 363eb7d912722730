// Who changed what, when, before and after: a bounded book in SQLite. A change is seldom, and one row: written at once.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { ACTOR_WAYS, currentActor, type Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { DAY_MS } from '../../kernel/units.ts';
import { openDatabase, transact } from '../../storage/database.ts';

const MOST_ENTRIES = 10_000;
const KEPT_DAYS = 400;
/** Of one entry: an import changes everything at once. */
export const MOST_CHANGES = 50;
const MOST_VALUE_CHARACTERS = 4_000;
const MOST_UNDO_CHARACTERS = 2_000_000;
/** Changes of more channels than that never fit: each says at least its id, what was and what is. */
export const MOST_UNDONE = MOST_UNDO_CHARACTERS / 40;

/** What its first change is about: `channels`, `guides` … of the key `guides.de|zdf`. */
const THING = `substr(changes ->> '$[0].key', 1, instr(changes ->> '$[0].key', '.') - 1)`;

export const AUDIT_MIGRATIONS = [
  `CREATE TABLE entry (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at INTEGER NOT NULL,
     person TEXT,
     person_name TEXT NOT NULL,
     via TEXT NOT NULL,
     address TEXT NOT NULL,
     area TEXT NOT NULL,
     change_count INTEGER NOT NULL,
     changes TEXT NOT NULL,
     undo TEXT
   ) STRICT;
   CREATE INDEX entry_area ON entry (area, id);
   CREATE INDEX entry_person ON entry (person, id)`,
  'ALTER TABLE entry ADD COLUMN undone_at INTEGER',
  `CREATE INDEX entry_thing ON entry (area, ${THING}, id)`,
];

export interface AuditChange {
  readonly change: 'added' | 'changed' | 'removed';
  /** `people.u1…`, `streaming.linger_seconds` … */
  readonly key: string;
  readonly name: string;
  /** Without secrets; of what was changed the fields that differ. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface NewEntry {
  readonly area: string;
  /** The first of them; no more than 50 are kept. */
  readonly changes: readonly AuditChange[];
  /** Of all; left out, as many as those. */
  readonly count?: number;
  /** What it takes to take it back; null when it cannot be. */
  readonly undo: unknown;
}

export interface AuditEntry {
  readonly id: number;
  readonly at: number;
  readonly person: { readonly id: string | null; readonly name: string };
  readonly via: Actor['via'];
  readonly address: string;
  readonly area: string;
  /** Of all; only the first 50 are kept. */
  readonly change_count: number;
  readonly changes: readonly AuditChange[];
  readonly can_undo: boolean;
  /** When it was taken back; null while it holds. */
  readonly undone_at: number | null;
}

export interface AuditQuery {
  readonly area?: string;
  /** How the key of the first change begins, up to the full stop. */
  readonly thing?: string;
  readonly person?: string;
  readonly fromAt?: number;
  readonly untilAt?: number;
  /** Those before this id. */
  readonly cursor?: number;
  readonly limit: number;
}

export interface AuditOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Its log is to be written out; left out, it is written out as it comes. */
  readonly onWritten?: () => void;
}

export class Audit {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onWritten: (() => void) | undefined;

  constructor(database: DatabaseSync, { clock, log, onWritten }: AuditOptions) {
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
    this.#onWritten = onWritten;
  }

  /** By whoever is acting. Never throws: what is done is done. */
  add({ area, changes, count = changes.length, undo }: NewEntry): void {
    if (changes.length === 0) return;
    const { personId, name, via, address } = currentActor();
    const now = this.#clock.now();
    const kept = JSON.stringify(changes.slice(0, MOST_CHANGES).map(shortened));
    const back = undo === null ? null : JSON.stringify(undo);
    try {
      transact(this.#database, () => {
        const added = this.#database
          .prepare(`INSERT INTO entry VALUES (NULL, ${Array(9).fill('?').join(', ')}, NULL)`)
          .run(
            now,
            personId,
            name,
            via,
            address,
            area,
            count,
            kept,
            back !== null && back.length > MOST_UNDO_CHARACTERS ? null : back,
          );
        this.#database
          .prepare('DELETE FROM entry WHERE id <= ? OR at < ?')
          .run(Number(added.lastInsertRowid) - MOST_ENTRIES, now - KEPT_DAYS * DAY_MS);
      });
    } catch (error) {
      this.#log.warning('A change could not be written into the audit', { area, error });
    }
    this.#onWritten?.();
  }

  /** The newest first. */
  list({ area, thing, person, fromAt, untilAt, cursor, limit }: AuditQuery) {
    const conditions: [sql: string, value: SQLInputValue][] = [];
    if (area !== undefined) conditions.push(['area = ?', area]);
    if (thing !== undefined) conditions.push([`${THING} = ?`, thing]);
    if (person !== undefined) conditions.push(['person = ?', person]);
    if (fromAt !== undefined) conditions.push(['at >= ?', fromAt]);
    if (untilAt !== undefined) conditions.push(['at < ?', untilAt]);
    const where = conditions.map(([sql]) => sql).join(' AND ') || 'TRUE';
    const values = conditions.map(([, value]) => value);
    const count = this.#database.prepare(`SELECT count(*) AS total FROM entry WHERE ${where}`).get(...values);
    const rows = this.#database
      .prepare(`SELECT * FROM entry WHERE ${where} AND id < ? ORDER BY id DESC LIMIT ?`)
      .all(...values, cursor ?? Number.MAX_SAFE_INTEGER, limit + 1);
    const items = rows.slice(0, limit).map(entryOf);
    return {
      items,
      next: rows.length > limit ? String(items.at(-1)?.id) : null,
      total: count?.['total'] as number,
    };
  }

  /** `undefined` for an entry that there is not; null for one that cannot be taken back, or was already. */
  undoOf(id: number): unknown {
    const row = this.#database.prepare('SELECT undo, undone_at FROM entry WHERE id = ?').get(id);
    if (!row) return undefined;
    return row['undo'] === null || row['undone_at'] !== null ? null : (JSON.parse(row['undo'] as string) as unknown);
  }

  /** It was taken back now. */
  undone(id: number): void {
    try {
      this.#database.prepare('UPDATE entry SET undone_at = ? WHERE id = ?').run(this.#clock.now(), id);
    } catch (error) {
      this.#log.warning('It could not be written into the audit that a change was taken back', { id, error });
    }
  }

  close(): void {
    this.#database.close();
  }
}

export function openAudit(file: string, options: AuditOptions): Audit {
  const isWrittenOut = options.onWritten !== undefined;
  return new Audit(openDatabase({ file, migrations: AUDIT_MIGRATIONS, log: options.log, isWrittenOut }), options);
}

const shortened = ({ before, after, ...change }: AuditChange): AuditChange => ({
  ...change,
  before: short(before),
  after: short(after),
});

function short(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'null';
  return text.length <= MOST_VALUE_CHARACTERS ? (value ?? null) : `${text.slice(0, MOST_VALUE_CHARACTERS)} …`;
}

function entryOf(row: Readonly<Record<string, unknown>>): AuditEntry {
  return {
    id: row['id'] as number,
    at: row['at'] as number,
    person: { id: row['person'] as string | null, name: row['person_name'] as string },
    via: ACTOR_WAYS.find((way) => way === row['via']) ?? 'system',
    address: row['address'] as string,
    area: row['area'] as string,
    change_count: row['change_count'] as number,
    changes: JSON.parse(row['changes'] as string) as AuditChange[],
    can_undo: row['undo'] !== null && row['undone_at'] === null,
    undone_at: row['undone_at'] as number | null,
  };
}
