// Holds up whoever guesses: by the address it comes from, and by the account it is after, from however many addresses.

import type { Clock } from '../kernel/clock.ts';
import type { AppError } from '../kernel/errors.ts';
import { Attempts } from './attempts.ts';

/** More than an address has: one that guesses alone is held up before it holds up the account's owner. */
const FREE_FAILURES_OF_ACCOUNT = 20;

export interface Attempt {
  readonly address: string;
  /** Left out where none is asked for. */
  readonly name?: string | undefined;
  /**
   * Somebody is in as this name at this address. Then the two together are held up by their own failures alone: neither strangers
   * elsewhere nor another device at the same address (behind one proxy all have one) lock it out, and its coming in does not make
   * up for the failures of others there. Its failures count there like everybody's, so that nobody can tell.
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
   * @returns for whom it knows, what others are told here at the moment: a wrong password is to be answered the same
   * @throws AppError `request.too-many`
   */
  begin(attempt: Attempt): AppError | undefined {
    const { address, name } = attempt;
    if (isPair(attempt)) return this.#beginKnown(attempt);
    this.#addresses.begin(address);
    if (name !== undefined) this.#names.begin(keyOf(name));
    return undefined;
  }

  #beginKnown(pair: Pair): AppError | undefined {
    this.#known.begin(pairOf(pair));
    const told = this.#addresses.count(pair.address);
    if (told) return told;
    const toldOfName = this.#names.count(keyOf(pair.name));
    if (toldOfName) this.#addresses.discount(pair.address);
    return toldOfName;
  }

  /** @param attempt as it was begun @param told what came of that */
  succeeded(attempt: Attempt, told?: AppError): void {
    const { address, name } = attempt;
    if (isPair(attempt)) {
      this.#known.succeeded(pairOf(attempt));
      if (told) return;
      this.#addresses.discount(address);
      this.#names.discount(keyOf(attempt.name));
      return;
    }
    this.#addresses.succeeded(address);
    if (name !== undefined) this.#names.succeeded(keyOf(name));
  }
}

type Pair = Attempt & { readonly name: string };

const isPair = (attempt: Attempt): attempt is Pair => attempt.isKnown === true && attempt.name !== undefined;
const pairOf = ({ address, name }: Pair): string => `${address} ${keyOf(name)}`;

/** The blank keeps names from being taken for addresses. */
const keyOf = (name: string): string => `name ${name.normalize('NFC').toLowerCase()}`;
