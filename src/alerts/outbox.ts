// Messages on their way: kept until the other side has them, tried again with growing waits, over restarts. Each target has
// a queue of its own, so that one that does not answer holds up no other.

import type { DatabaseSync } from 'node:sqlite';
import { backoffDelayMs } from '../kernel/backoff.ts';
import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError, toAppError, type ErrorCode } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { HOUR_MS, SECOND_MS } from '../kernel/units.ts';
import type { AlertTarget } from '../model/alert-target.ts';
import type { Message } from './message.ts';

export interface OutboxOptions {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly log: Log;
  readonly targets: () => readonly AlertTarget[];
  /** @param remaining see `AlertTargetKind.send` */
  readonly deliver: (
    target: AlertTarget,
    message: Message,
    signal: AbortSignal,
    remaining: readonly string[] | undefined,
  ) => Promise<void>;
  /** A message was given up: the target does not know what is in it. */
  readonly lost?: (target: string, message: Message) => void;
  /** One that failed takes messages again. */
  readonly recovered?: () => void;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
}

export interface DeliveryState {
  /** Messages that wait. */
  readonly waiting: number;
  /** Epoch milliseconds. */
  readonly deliveredAt: number | null;
  /** Of the last attempt; null when it went well. */
  readonly error: { readonly at: number; readonly code: ErrorCode; readonly message: string } | null;
}

const RETRY = { firstMs: 30 * SECOND_MS, factor: 2, maxMs: HOUR_MS, jitter: 0.2 };
/** An alert of yesterday helps nobody. */
const LIVES_MS = 24 * HOUR_MS;
/** A server that says "in a month" is asked again all the same: it may have been paid. */
const LONGEST_WAIT_MS = 6 * HOUR_MS;
const MOST_WAITING = 200;

interface Row {
  readonly id: number;
  readonly message: string;
  readonly attempts: number;
  readonly next_at: number;
  readonly expires_at: number;
  /** JSON of those who have not got it, where others have. */
  readonly remaining: string | null;
}

interface Last {
  readonly delivered_at: number | null;
  readonly error_at: number | null;
  readonly code: ErrorCode;
  readonly message: string;
}

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #stopping = new AbortController();
  readonly #timers = new Map<string, Timer>();
  readonly #busy = new Map<string, Promise<void>>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  start(): void {
    const rows = this.#options.database.prepare('SELECT DISTINCT target FROM outbox').all() as { target: string }[];
    for (const { target } of rows) this.#wait(target);
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    for (const timer of this.#timers.values()) timer.cancel();
    await Promise.allSettled(this.#busy.values());
  }

  /** Kept when this returns; sent when it can be. */
  add(target: AlertTarget, message: Message): void {
    const { database, clock } = this.#options;
    const now = clock.now();
    database
      .prepare('INSERT INTO outbox (target, message, attempts, next_at, expires_at) VALUES (?, ?, 0, ?, ?)')
      .run(target.id, JSON.stringify(message), now, now + LIVES_MS);
    const surplus = database
      .prepare('SELECT * FROM outbox WHERE target = ? ORDER BY id DESC LIMIT -1 OFFSET ?')
      .all(target.id, MOST_WAITING) as unknown as Row[];
    for (const row of surplus) this.#giveUp(target.id, row);
    this.#wait(target.id);
  }

  /** A target was changed by hand: what waits for it is tried anew, and what waits for one that is gone goes. */
  targetsChanged(): void {
    const { database, targets, clock } = this.#options;
    const wanted = new Set(targets().flatMap(({ id, enabled }) => (enabled ? [id] : [])));
    for (const { target } of database.prepare('SELECT target FROM delivery').all() as { target: string }[]) {
      if (targets().some(({ id }) => id === target)) continue;
      database.prepare('DELETE FROM delivery WHERE target = ?').run(target);
    }
    for (const { target } of database.prepare('SELECT DISTINCT target FROM outbox').all() as { target: string }[]) {
      if (wanted.has(target)) {
        database.prepare('UPDATE outbox SET next_at = ? WHERE target = ?').run(clock.now(), target);
        this.#wait(target);
      } else database.prepare('DELETE FROM outbox WHERE target = ?').run(target);
    }
  }

  stateOf(id: string): DeliveryState {
    const { database } = this.#options;
    const row = database.prepare('SELECT count(*) AS waiting FROM outbox WHERE target = ?').get(id);
    const { waiting } = row as { waiting: number };
    const last = database.prepare('SELECT * FROM delivery WHERE target = ?').get(id) as Last | undefined;
    if (!last) return { deliveredAt: null, error: null, waiting };
    const { delivered_at: deliveredAt, error_at: at, code, message } = last;
    return { deliveredAt, error: at === null ? null : { at, code, message }, waiting };
  }

  /** How the last attempt ended, also one by hand. */
  tried(id: string, error: AppError | null): void {
    const { clock, database, recovered } = this.#options;
    const now = clock.now();
    const hadFailed = this.stateOf(id).error !== null;
    database
      .prepare(
        `INSERT INTO delivery (target, delivered_at, error_at, code, message) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (target) DO UPDATE SET delivered_at = coalesce(excluded.delivered_at, delivered_at),
           error_at = excluded.error_at, code = excluded.code, message = excluded.message`,
      )
      .run(id, error ? null : now, error && now, error?.code ?? null, error?.message ?? null);
    if (hadFailed && !error) recovered?.();
  }

  #wait(target: string): void {
    if (this.#busy.has(target) || this.#stopping.signal.aborted) return;
    const next = this.#oldest(target);
    this.#timers.get(target)?.cancel();
    if (!next) return;
    const { clock } = this.#options;
    const timer = clock.after(Math.max(0, next.next_at - clock.now()), () => {
      const sending = this.#send(target).finally(() => {
        this.#busy.delete(target);
        this.#wait(target);
      });
      this.#busy.set(target, sending);
    });
    this.#timers.set(target, timer);
  }

  #oldest(target: string): Row | undefined {
    return this.#options.database
      .prepare('SELECT * FROM outbox WHERE target = ? ORDER BY id LIMIT 1')
      .get(target) as unknown as Row | undefined;
  }

  /** Never throws. */
  async #send(id: string): Promise<void> {
    const { targets, clock, deliver, log } = this.#options;
    const row = this.#oldest(id);
    const target = targets().find((one) => one.id === id && one.enabled);
    if (!row) return;
    if (!target) return this.#forget(row);
    if (clock.now() >= row.expires_at) return this.#giveUp(id, row);
    try {
      const remaining = row.remaining === null ? undefined : (JSON.parse(row.remaining) as string[]);
      await deliver(target, JSON.parse(row.message) as Message, this.#stopping.signal, remaining);
      this.#forget(row);
      this.tried(id, null);
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.#failed(id, row, toAppError(error));
      log.warning('An alert could not be delivered', { target: id, attempt: row.attempts + 1, error });
    }
  }

  #failed(id: string, row: Row, error: AppError): void {
    const { clock, database, random } = this.#options;
    const { retryable, context } = error;
    this.tried(id, error);
    const remaining = Array.isArray(context['remaining']) ? JSON.stringify(context['remaining']) : row.remaining;
    if (!retryable) return this.#giveUp(id, { ...row, remaining });
    const asked = typeof context['retryAfterMs'] === 'number' ? context['retryAfterMs'] : 0;
    const waitMs = Math.max(backoffDelayMs(row.attempts, { ...RETRY, ...(random && { random }) }), asked);
    database
      .prepare('UPDATE outbox SET attempts = attempts + 1, next_at = ?, remaining = ? WHERE id = ?')
      .run(clock.now() + Math.min(waitMs, LONGEST_WAIT_MS), remaining, row.id);
  }

  /** Where some of its readers have it, it is not lost. */
  #giveUp(id: string, row: Row): void {
    this.#forget(row);
    if (row.remaining === null) this.#options.lost?.(id, JSON.parse(row.message) as Message);
  }

  #forget({ id }: Row): void {
    this.#options.database.prepare('DELETE FROM outbox WHERE id = ?').run(id);
  }
}
