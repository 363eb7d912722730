// Holds up whoever guesses: by the address it comes from, and by the account it is after, from however many addresses.

import type { Clock } from '../kernel/clock.ts';
import { Attempts } from './attempts.ts';

/** More than an address has: one that guesses alone is held up before it holds up the account's owner. */
const FREE_FAILURES_OF_ACCOUNT = 20;

export interface Attempt {
  readonly address: string;
  /** Left out where none is asked for. */
  readonly name?: string | undefined;
  /**
   * Somebody is in as this name at this address. Then the two are counted together and by themselves: neither strangers elsewhere
   * nor another device at the same address (behind one proxy all have one) lock it out, and its coming in does not make up for
   * the failures of others there.
   */
  readonly isKnown?: boolean;
}

export class LoginGuard {
  readonly #addresses: Attempts;
  readonly #names: Attempts;
  readonly #known: Attempts;

  constructor(clock: Clock) {
    this.#addresses = new Attempts(clock);
    this.#names = new Attempts(clock, FREE_FAILURES_OF_ACCOUNT);
    this.#known = new Attempts(clock);
  }

  /**
   * Says nothing of whether there is such a name: all are counted alike.
   * @throws AppError `request.too-many`
   */
  begin(attempt: Attempt): void {
    const { address, name } = attempt;
    if (isPair(attempt)) return this.#known.begin(pairOf(attempt));
    this.#addresses.begin(address);
    if (name !== undefined) this.#names.begin(keyOf(name));
  }

  /** @param attempt as it was begun */
  succeeded(attempt: Attempt): void {
    const { address, name } = attempt;
    if (isPair(attempt)) return this.#known.succeeded(pairOf(attempt));
    this.#addresses.succeeded(address);
    if (name !== undefined) this.#names.succeeded(keyOf(name));
  }
}

type Pair = Attempt & { readonly name: string };

const isPair = (attempt: Attempt): attempt is Pair => attempt.isKnown === true && attempt.name !== undefined;
const pairOf = ({ address, name }: Pair): string => `${address} ${keyOf(name)}`;

/** The blank keeps names from being taken for addresses. */
const keyOf = (name: string): string => `name ${name.normalize('NFC').toLowerCase()}`;
