// Who is told of what, and when. Each target has its own state for each alert:
//
//   raised ──settle──> told "raised" ──over──> told "resolved"
//      └─over before it was told─> nothing is said      (what comes back soon after waits for its rest)
//
// What has come back once is said to be over only when it has stayed away for that rest: it flaps.
//
// Due tellings of a target leave together with those that are due within seconds, as one message; quiet hours move what is due to
// their end. Of what is muted nobody hears.

import type { DatabaseSync } from 'node:sqlite';
import type { Clock, Timer } from '../kernel/clock.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import { isAtLeast, MOMENTS, type Alert } from '../model/alert.ts';
import type { AlertLanguage } from '../model/alert-settings.ts';
import type { AlertTarget } from '../model/alert-target.ts';
import { transact } from '../storage/database.ts';
import type { AlertBook, AlertChange } from './book.ts';
import { messageOf, type Message, type NewsOfAlert } from './message.ts';
import { tellableAt } from './quiet-hours.ts';

export interface TellerOptions {
  readonly database: DatabaseSync;
  readonly book: AlertBook;
  readonly clock: Clock;
  /** Those that are enabled and can be used now. */
  readonly targets: () => readonly AlertTarget[];
  /** Shows what is wrong as long as it is: see `AlertTargetKind.isBoard`. */
  readonly isBoard: (target: AlertTarget) => boolean;
  readonly tellsRecovery: () => boolean;
  readonly language: () => AlertLanguage;
  /** In the transaction that notes it as told. */
  readonly send: (target: AlertTarget, message: Message) => void;
}

/** What belongs together comes within seconds, and some of it is over before anybody has to hear. */
const SETTLE_MS = 10 * SECOND_MS;
/** Between two messages about the same thing. */
const REST_MS = 15 * MINUTE_MS;

interface Telling {
  readonly due_at: number | null;
  readonly told: 'raised' | 'resolved' | null;
  readonly told_at: number | null;
}

export class Teller {
  readonly #options: TellerOptions;
  #timer: Timer | undefined;
  #unlisten: (() => void) | undefined;

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#unlisten = this.#options.book.onChanged((alert, change) => this.#changed(alert, change));
    for (const target of this.#options.targets()) if (this.#options.isBoard(target)) this.#showAgain(target);
    this.catchUp();
  }

  stop(): void {
    this.#unlisten?.();
    this.#unlisten = undefined;
    this.#timer?.cancel();
  }

  /** A target that is new, wants more than before, or has lost what was sent hears of what is still open. */
  catchUp(): void {
    if (!this.#unlisten) return; // it is being stopped
    const lasting = this.#options.book.open.filter(({ kind }) => !MOMENTS.has(kind));
    for (const target of this.#options.targets()) {
      for (const alert of lasting.filter(({ isMuted }) => !isMuted)) {
        const { told, due_at } = this.#telling(target, alert);
        const dueAt = told === null && due_at === null && this.#dueWhenRaised(target, alert, 'raised');
        if (typeof dueAt === 'number') this.#note(target, alert, dueAt);
      }
    }
    this.#wait();
  }

  /** It was told and did not arrive: as if nothing had been said. */
  lost(target: string, { alerts }: Message): void {
    const forget = this.#options.database.prepare(
      "UPDATE telling SET told = NULL, told_at = NULL WHERE target = ? AND alert = ? AND told = 'raised'",
    );
    for (const { alert } of alerts) forget.run(target, alert.id);
  }

  /** A board may have started anew together with us, and be empty. */
  #showAgain({ id }: AlertTarget): void {
    this.#options.database
      .prepare(
        `UPDATE telling SET due_at = ? WHERE target = ? AND told = 'raised' AND due_at IS NULL
           AND alert IN (SELECT id FROM alert WHERE resolved_at IS NULL)`,
      )
      .run(this.#options.clock.now() + SETTLE_MS, id);
  }

  #changed(alert: Alert, change: AlertChange): void {
    if (change === 'noticed') return;
    for (const target of this.#options.targets()) {
      const dueAt = this.#dueAfter(target, alert, change);
      if (dueAt !== undefined) this.#note(target, alert, dueAt);
    }
    this.#wait();
  }

  /** Null: there is nothing to say any more. Undefined: what is due is due. */
  #dueAfter(target: AlertTarget, alert: Alert, change: AlertChange): number | null | undefined {
    if (change === 'withdrawn' && !this.#options.isBoard(target)) return null;
    if (alert.isMuted) return this.#dueWhenMuted(target, alert);
    if (change === 'resolved' || change === 'withdrawn') return this.#dueWhenOver(target, alert);
    return this.#dueWhenRaised(target, alert, change === 'unmuted' ? 'raised' : change);
  }

  #dueWhenRaised(target: AlertTarget, alert: Alert, change: AlertChange): number | null | undefined {
    if (!wants(target, alert)) return undefined;
    const now = this.#options.clock.now();
    const { told, told_at } = this.#telling(target, alert);
    if (change === 'raised' && told === 'raised' && !this.#options.isBoard(target)) return null; // as far as it knows, still
    const rested = told_at === null || this.#options.isBoard(target) ? 0 : told_at + REST_MS;
    const settled = now + SETTLE_MS;
    return this.#quiet(target, alert, alert.severity === 'critical' ? settled : Math.max(settled, rested));
  }

  /** From a board it goes; nothing is said to anybody. */
  #dueWhenMuted(target: AlertTarget, alert: Alert): number | null {
    const isShown = this.#options.isBoard(target) && this.#telling(target, alert).told === 'raised';
    return isShown ? this.#options.clock.now() : null;
  }

  /** Null: there is nothing to say any more. Undefined: it is told when what is due is due. */
  #dueWhenOver(target: AlertTarget, alert: Alert): number | null | undefined {
    const now = this.#options.clock.now();
    const { told, due_at } = this.#telling(target, alert);
    if (MOMENTS.has(alert.kind) && !this.#options.isBoard(target)) return undefined;
    if (told === 'raised') {
      if (this.#options.isBoard(target)) return this.#quiet(target, alert, now);
      const stayedAway = alert.returnCount > 0 ? now + REST_MS : now;
      return this.#options.tellsRecovery() ? this.#quiet(target, alert, stayedAway) : null;
    }
    const isHeld = due_at !== null && due_at > now + SETTLE_MS; // of what happened in quiet hours a person hears later
    return isHeld && told === null && !this.#options.isBoard(target) ? undefined : null;
  }

  #quiet({ quiet_hours }: AlertTarget, { severity }: Alert, at: number): number {
    return severity === 'critical' && quiet_hours?.but_critical ? at : tellableAt(at, quiet_hours);
  }

  #telling(target: AlertTarget, alert: Alert): Telling {
    const row = this.#options.database
      .prepare('SELECT due_at, told, told_at FROM telling WHERE target = ? AND alert = ?')
      .get(target.id, alert.id);
    return (row as Telling | undefined) ?? { due_at: null, told: null, told_at: null };
  }

  #note(target: AlertTarget, alert: Alert, dueAt: number | null): void {
    this.#options.database
      .prepare(
        `INSERT INTO telling (target, alert, due_at) VALUES (?, ?, ?)
         ON CONFLICT (target, alert) DO UPDATE SET due_at = excluded.due_at`,
      )
      .run(target.id, alert.id, dueAt);
  }

  #wait(): void {
    this.#timer?.cancel();
    const row = this.#options.database.prepare('SELECT min(due_at) AS at FROM telling WHERE due_at IS NOT NULL').get();
    const { at } = row as { at: number | null };
    if (at === null) return;
    const { clock } = this.#options;
    this.#timer = clock.after(Math.max(0, at - clock.now()), () => this.#tellDue());
  }

  #tellDue(): void {
    const { database, clock, targets } = this.#options;
    const now = clock.now();
    const rows = database
      .prepare(
        `SELECT target, alert, told FROM telling WHERE due_at <= ? AND target IN (SELECT target FROM telling WHERE due_at <= ?)
           ORDER BY target, alert`,
      )
      .all(now + SETTLE_MS, now) as unknown as { target: string; alert: number; told: Telling['told'] }[];
    const byTarget = Map.groupBy(rows, ({ target }) => target);
    transact(database, () => {
      for (const [id, due] of byTarget) {
        const target = targets().find((one) => one.id === id);
        if (target) this.#tell(target, due, now);
        else database.prepare('UPDATE telling SET due_at = NULL WHERE target = ?').run(id);
      }
    });
    this.#wait();
  }

  #tell(target: AlertTarget, due: readonly { alert: number; told: Telling['told'] }[], now: number): void {
    const { book, database, isBoard, language, send } = this.#options;
    const told = due.flatMap(({ alert: id, told: before }): NewsOfAlert[] => {
      const alert = book.get(id);
      const event = alert && eventOf(alert, before, isBoard(target));
      const state = event === 'resolved' ? 'resolved' : 'raised';
      database
        .prepare('UPDATE telling SET due_at = NULL, told = ?, told_at = ? WHERE target = ? AND alert = ?')
        .run(state, now, target.id, id);
      return event ? [{ alert, event }] : [];
    });
    if (told.length === 0) return;
    if (isBoard(target)) for (const one of told) send(target, messageOf([one], now, language()));
    else send(target, messageOf(told, now, language()));
  }
}

function eventOf(alert: Alert, before: Telling['told'], isOnBoard: boolean): NewsOfAlert['event'] {
  if (isOnBoard && alert.isMuted) return 'resolved';
  const isOver = alert.resolvedAt !== null && (isOnBoard || !MOMENTS.has(alert.kind));
  if (isOver) return 'resolved';
  return before === 'raised' ? 'updated' : 'raised';
}

const wants = ({ kinds, minimum_severity }: AlertTarget, { kind, severity }: Alert): boolean =>
  (kinds === null || kinds.includes(kind)) && isAtLeast(severity, minimum_severity);
