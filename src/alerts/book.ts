// What is wrong now and what was: the same thing noticed again is the same alert, and one that comes back soon goes on.

import { isDeepStrictEqual } from 'node:util';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock } from '../kernel/clock.ts';
import type { Unsubscribe } from '../kernel/events.ts';
import { redactText } from '../kernel/redact.ts';
import { DAY_MS, MINUTE_MS } from '../kernel/units.ts';
import { isAtLeast, type Alert, type AlertReport } from '../model/alert.ts';
import { transact } from '../storage/database.ts';

/** `noticed`: again, with nothing new that a person would want to hear. `withdrawn`: it is over, as it was something else. */
export type AlertChange = 'raised' | 'grown' | 'noticed' | 'resolved' | 'withdrawn' | 'muted' | 'unmuted';
export type AlertListener = (alert: Alert, change: AlertChange) => void;

export interface AlertPage {
  readonly items: readonly Alert[];
  /** For the page behind it; null on the last one. */
  readonly next: number | null;
}

/** What was over for less than this and comes back is the same trouble: it flaps. */
const SAME_TROUBLE_MS = 15 * MINUTE_MS;
const KEEP_MS = 90 * DAY_MS;
const KEEP_ROWS = 10_000;
/** An outage that reaches twice as many channels is news. */
const GROWTH = 2;
const LONGEST_TEXT = 2_000;

export class AlertBook {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #listeners = new Set<AlertListener>();
  readonly #open = new Map<string, Alert>();

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#prune();
    for (const row of database.prepare('SELECT * FROM alert WHERE resolved_at IS NULL').all()) {
      const alert = fromRow(row as unknown as Row);
      this.#open.set(alert.key, alert);
    }
  }

  /** The newest first. */
  get open(): readonly Alert[] {
    return [...this.#open.values()].toSorted((a, b) => b.raisedAt - a.raisedAt || b.id - a.id);
  }

  /** The newest of a key, also when it is over. */
  last(key: string): Alert | undefined {
    const row = this.#database.prepare('SELECT * FROM alert WHERE key = ? ORDER BY id DESC LIMIT 1').get(key);
    return row && fromRow(row as unknown as Row);
  }

  get(id: number): Alert | undefined {
    const row = this.#database.prepare('SELECT * FROM alert WHERE id = ?').get(id);
    return row && fromRow(row as unknown as Row);
  }

  /** Those that are over, the newest first. @param before the page before ended with `next` */
  history(limit: number, before = Number.MAX_SAFE_INTEGER): AlertPage {
    const rows = this.#database
      .prepare('SELECT * FROM alert WHERE resolved_at IS NOT NULL AND id < ? ORDER BY id DESC LIMIT ?')
      .all(before, limit + 1) as unknown as Row[];
    const items = rows.slice(0, limit).map(fromRow);
    return { items, next: rows.length > limit ? items.at(-1)!.id : null };
  }

  /** How many were raised since an instant. */
  countSince(at: number): number {
    const row = this.#database.prepare('SELECT count(*) AS count FROM alert WHERE raised_at >= ?').get(at);
    return (row as { count: number }).count;
  }

  /** Kept with what listeners keep of it. */
  raise(given: AlertReport): Alert {
    return transact(this.#database, () => this.#raise(safe(given)));
  }

  #raise({ isNews = false, ...report }: AlertReport): Alert {
    const known = this.#open.get(report.key);
    if (known) return isSame(known, report) ? known : this.#again(known, report, isNews);
    const now = this.#clock.now();
    const alert = this.#revive(report, now) ?? this.#insert(report, now);
    this.#open.set(alert.key, alert);
    this.#tell(alert, 'raised');
    return alert;
  }

  /** @returns what is over now; undefined when nothing of that key was open */
  resolve(key: string): Alert | undefined {
    const known = this.#open.get(key);
    return known && transact(this.#database, () => this.#end(known, 'resolved'));
  }

  /** It has turned out to be part of something else, which is told in its place: nobody is told that it is over. */
  withdraw(key: string): void {
    const known = this.#open.get(key);
    if (known) transact(this.#database, () => this.#end(known, 'withdrawn'));
  }

  #end(known: Alert, change: 'resolved' | 'withdrawn'): Alert {
    const now = this.#clock.now();
    const alert = { ...known, updatedAt: now, resolvedAt: now };
    this.#open.delete(known.key);
    this.#update(alert);
    this.#tell(alert, change);
    return alert;
  }

  /** Of one that is open. @returns as it is now; undefined when it is over or never was */
  mute(id: number, isMuted: boolean): Alert | undefined {
    const known = [...this.#open.values()].find((alert) => alert.id === id);
    if (!known || known.isMuted === isMuted) return known;
    const alert = { ...known, isMuted };
    return transact(this.#database, () => {
      this.#open.set(alert.key, alert);
      this.#update(alert);
      this.#tell(alert, isMuted ? 'muted' : 'unmuted');
      return alert;
    });
  }

  onChanged(listener: AlertListener): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #again(known: Alert, report: AlertReport, isNews: boolean): Alert {
    const isWorse = report.severity !== known.severity && isAtLeast(report.severity, known.severity);
    const alert: Alert = {
      ...known,
      ...report,
      subject: { ...known.subject, ...report.subject },
      updatedAt: this.#clock.now(),
      count: known.count + 1,
      isMuted: known.isMuted && !isWorse && !isNews, // of that a person did not know
    };
    this.#open.set(alert.key, alert);
    this.#update(alert);
    const before = known.subject.channelCount ?? 0;
    const hasGrown = (alert.subject.channelCount ?? 0) >= GROWTH * Math.max(before, 1) && before > 0;
    this.#tell(alert, isNews || isWorse || hasGrown ? 'grown' : 'noticed');
    return alert;
  }

  #revive(report: AlertReport, now: number): Alert | undefined {
    const row = this.#database
      .prepare('SELECT * FROM alert WHERE key = ? AND resolved_at > ? ORDER BY resolved_at DESC LIMIT 1')
      .get(report.key, now - SAME_TROUBLE_MS) as unknown as Row | undefined;
    if (!row) return undefined;
    const before = fromRow(row);
    const alert = { ...before, ...report, subject: report.subject ?? {}, updatedAt: now, resolvedAt: null };
    const revived = { ...alert, count: before.count + 1, returnCount: before.returnCount + 1 };
    this.#update(revived);
    return revived;
  }

  #insert(report: AlertReport, now: number): Alert {
    const { key, kind, severity, facts, subject = {} } = report;
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO alert (key, kind, severity, facts, subject, raised_at, updated_at, count)
         VALUES (?, ?, ?, ?, ?, ?, ?, 1)`,
      )
      .run(key, kind, severity, JSON.stringify(facts), JSON.stringify(subject), now, now);
    return {
      ...report,
      subject,
      id: Number(lastInsertRowid),
      raisedAt: now,
      updatedAt: now,
      resolvedAt: null,
      count: 1,
      returnCount: 0,
      isMuted: false,
    };
  }

  #update({ id, severity, facts, subject, ...times }: Alert): void {
    const { updatedAt, resolvedAt, count, returnCount, isMuted } = times;
    const statement: StatementSync = this.#database.prepare(
      `UPDATE alert SET severity = ?, facts = ?, subject = ?, updated_at = ?, resolved_at = ?,
         count = ?, return_count = ?, is_muted = ? WHERE id = ?`,
    );
    statement.run(
      severity,
      JSON.stringify(facts),
      JSON.stringify(subject),
      updatedAt,
      resolvedAt,
      count,
      returnCount,
      Number(isMuted),
      id,
    );
  }

  #tell(alert: Alert, change: AlertChange): void {
    for (const listener of this.#listeners) listener(alert, change);
  }

  #prune(): void {
    const oldest = this.#clock.now() - KEEP_MS;
    this.#database.prepare('DELETE FROM alert WHERE resolved_at < ?').run(oldest);
    this.#database
      .prepare(
        `DELETE FROM alert WHERE resolved_at IS NOT NULL
           AND id <= (SELECT max(id) FROM alert) - ?`,
      )
      .run(KEEP_ROWS);
  }
}

interface Row {
  readonly id: number;
  readonly key: string;
  readonly kind: Alert['kind'];
  readonly severity: Alert['severity'];
  readonly facts: string;
  readonly subject: string;
  readonly raised_at: number;
  readonly updated_at: number;
  readonly resolved_at: number | null;
  readonly count: number;
  readonly return_count: number;
  readonly is_muted: number;
}

function fromRow({ raised_at, updated_at, resolved_at, return_count, is_muted, facts, subject, ...row }: Row): Alert {
  return {
    ...row,
    facts: JSON.parse(facts) as Alert['facts'],
    subject: JSON.parse(subject) as Alert['subject'],
    raisedAt: raised_at,
    updatedAt: updated_at,
    resolvedAt: resolved_at,
    returnCount: return_count,
    isMuted: is_muted === 1,
  };
}

/** Those who look again and again say the same again and again. */
const isSame = (known: Alert, { severity, facts, subject }: AlertReport): boolean =>
  isDeepStrictEqual([severity, facts, { ...known.subject, ...subject }], [known.severity, known.facts, known.subject]);

/** Facts come from providers' answers and may quote an address. As they are when they are read again. */
const safe = (report: AlertReport): AlertReport => ({
  ...report,
  facts: JSON.parse(JSON.stringify(report.facts, (_, value: unknown) => short(value))) as AlertReport['facts'],
});

const short = (value: unknown): unknown =>
  typeof value === 'string' ? redactText(value).slice(0, LONGEST_TEXT) : value;
