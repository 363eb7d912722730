// Holds up whoever guesses: by the address it comes from, and by the account it is after, from however many addresses.

import type { Clock } from '../kernel/clock.ts';
import { Attempts } from './attempts.ts';

/** More than an address has: one that guesses alone is held up before it holds up the account's owner. */
const FREE_FAILURES_OF_ACCOUNT = 20;

export class LoginGuard {
  readonly #addresses: Attempts;
  readonly #names: Attempts;

  constructor(clock: Clock) {
    this.#addresses = new Attempts(clock);
    this.#names = new Attempts(clock, FREE_FAILURES_OF_ACCOUNT);
  }

  /**
   * Says nothing of whether there is such a name: all are counted alike.
   * @param isKnown whether somebody is logged in as this name at this address: strangers shall not lock it out
   * @throws AppError `request.too-many`
   */
  begin(address: string, name?: string, isKnown = false): void {
    this.#addresses.begin(address);
    if (name !== undefined && !isKnown) this.#names.begin(keyOf(name));
  }

  succeeded(address: string, name?: string): void {
    this.#addresses.succeeded(address);
    if (name !== undefined) this.#names.succeeded(keyOf(name));
  }
}

/** The blank keeps names from being taken for addresses. */
const keyOf = (name: string): string => `name ${name.normalize('NFC').toLowerCase()}`;
