// Which users of Home Assistant are administrators: asked of Core, and remembered for a minute.

import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { SingleFlight } from '../kernel/single-flight.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import { isAdmin, isOpen, type CoreUser } from './core.ts';

export interface AdministratorsOptions {
  /** @throws when Core does not answer */
  readonly users: () => Promise<readonly CoreUser[]>;
  /** Told of every answer: who may come in, and whether as an administrator. */
  readonly onKnown?: (roles: ReadonlyMap<string, boolean>) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Somebody whose right was taken away has it no longer than this. */
const KNOWN_FOR_MS = MINUTE_MS;
/** An answer older than that still counts while Core restarts, and no longer. */
const STALE_FOR_MS = 5 * MINUTE_MS;
/** A stranger, or a Core that does not answer, is no reason to ask for every request. */
const ASK_AGAIN_AFTER_MS = 5 * SECOND_MS;

export class Administrators {
  readonly #options: AdministratorsOptions;
  readonly #flight = new SingleFlight<'users', void>();
  #roles: ReadonlyMap<string, boolean> = new Map();
  #knownAtMs = Number.NEGATIVE_INFINITY;
  #askedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: AdministratorsOptions) {
    this.#options = options;
  }

  /** Undefined when Home Assistant does not say. */
  async isAdmin(userId: string): Promise<boolean | undefined> {
    const { clock } = this.#options;
    const isKnown = clock.monotonicMs() - this.#knownAtMs < KNOWN_FOR_MS && this.#roles.has(userId);
    const mayAsk = clock.monotonicMs() - this.#askedAtMs >= ASK_AGAIN_AFTER_MS || this.#flight.isUnderWay('users');
    if (!isKnown && mayAsk) await this.#flight.run('users', () => this.#ask());
    return clock.monotonicMs() - this.#knownAtMs < STALE_FOR_MS ? this.#roles.get(userId) : undefined;
  }

  /** Asks, whatever is known already: also when nobody comes by. */
  async look(): Promise<void> {
    await this.#flight.run('users', () => this.#ask());
  }

  async #ask(): Promise<void> {
    const { users, onKnown, clock, log } = this.#options;
    this.#askedAtMs = clock.monotonicMs();
    try {
      const found = await users();
      this.#roles = new Map(found.map((user) => [user.id, isAdmin(user)]));
      this.#knownAtMs = clock.monotonicMs();
      onKnown?.(new Map(found.filter(isOpen).map((user) => [user.id, isAdmin(user)])));
    } catch (error) {
      log.warning('Home Assistant does not say who is an administrator', { error });
    }
  }
}
