// Who may come in: accounts with their passwords, logins, and the one-time link that sets the first password.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { openDocument, type Document } from '../storage/document.ts';
import { Attempts } from './attempts.ts';
import {
  hashPassword,
  nobodysHash,
  PASSWORD_COST,
  PASSWORD_HASH,
  verifyPassword,
  type PasswordCost,
} from './password.ts';
import { createTokens, type Login, type Tokens } from './tokens.ts';

export const ADMIN = 'admin';
/** Shortest password that the set-up link takes. */
export const MIN_PASSWORD_LENGTH = 8;

const accountsSchema = z.strictObject({
  accounts: z.array(
    z.strictObject({
      name: z.string().min(1).max(64),
      password_hash: z.string().regex(PASSWORD_HASH),
      /** Counts new passwords; tokens of an older one are refused. */
      generation: z.int().min(1),
    }),
  ),
});

type AccountsData = z.output<typeof accountsSchema>;
type Account = AccountsData['accounts'][number];

export interface AccountsOptions {
  readonly file: string;
  /** 32 bytes in hex. */
  readonly signingKey: string;
  /** Of `admin`; empty leaves the password as it is. */
  readonly adminPassword: string;
  /** Of new hashes; a stored one says its own. */
  readonly passwordCost?: PasswordCost;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Person {
  readonly name: string;
}

export class Accounts {
  readonly #document: Document<AccountsData>;
  readonly #tokens: Tokens;
  readonly #attempts: Attempts;
  readonly #log: Log;
  readonly #cost: PasswordCost;
  #setUpToken: string | null;

  constructor(document: Document<AccountsData>, tokens: Tokens, options: AccountsOptions) {
    this.#document = document;
    this.#tokens = tokens;
    this.#attempts = new Attempts(options.clock);
    this.#log = options.log;
    this.#cost = options.passwordCost ?? PASSWORD_COST;
    this.#setUpToken = document.data.accounts.length === 0 ? randomBytes(24).toString('base64url') : null;
  }

  /** What the set-up link carries; null once `admin` has a password. It is made anew at every start. */
  get setUpToken(): string | null {
    return this.#setUpToken;
  }

  /** @throws AppError `request.unauthorised`, or `request.too-many` with `context.retryAfterSeconds` */
  async logIn(credentials: { name: string; password: string }, address: string): Promise<Login> {
    this.#attempts.begin(address);
    const account = this.#find(credentials.name);
    const isRight = await verifyPassword(credentials.password, account?.password_hash ?? nobodysHash(this.#cost));
    if (!account || !isRight) {
      this.#log.warning('A login was refused', { address, name: credentials.name });
      throw new AppError('request.unauthorised', 'The name or the password is wrong.');
    }
    this.#attempts.succeeded(address);
    return this.#tokens.issue(account);
  }

  /**
   * Sets the first password of `admin` and logs in.
   * @throws AppError `request.conflict` when there is one already, `request.forbidden` for a wrong token, `request.too-many`
   */
  async setUp({ token, password }: { token: string; password: string }, address: string): Promise<Login> {
    this.#attempts.begin(address);
    const expected = this.#setUpToken;
    if (expected === null) throw new AppError('request.conflict', 'Masthead is set up already. Log in instead.');
    if (!equal(token, expected)) {
      throw new AppError('request.forbidden', 'This set-up link is not valid. The newest one is in the log.');
    }
    this.#setUpToken = null; // before the first wait: the link works once
    try {
      const account = await setAdminPassword(this.#document, password, this.#cost);
      this.#attempts.succeeded(address);
      return await this.#tokens.issue(account);
    } catch (error) {
      this.#setUpToken = expected;
      throw error;
    }
  }

  /** Whose token this is; `undefined` when it is forged, expired, or older than the password. */
  async personOf(token: string): Promise<Person | undefined> {
    const bearer = await this.#tokens.read(token);
    const account = bearer && this.#find(bearer.name);
    return account && account.generation === bearer.generation ? { name: account.name } : undefined;
  }

  #find(name: string): Account | undefined {
    return this.#document.data.accounts.find((account) => account.name === name);
  }
}

/** @throws AppError `storage.corrupt` */
export async function createAccounts(options: AccountsOptions): Promise<Accounts> {
  const { file, log, clock, adminPassword } = options;
  const document = await openDocument({ file, schema: accountsSchema, initial: () => ({ accounts: [] }), log });
  if (adminPassword !== '' && !(await hasPassword(document, adminPassword))) {
    await setAdminPassword(document, adminPassword, options.passwordCost ?? PASSWORD_COST);
    log.info('The password of admin was set from MASTHEAD_ADMIN_PASSWORD');
  }
  return new Accounts(document, createTokens(options.signingKey, clock), options);
}

function hasPassword(document: Document<AccountsData>, password: string): Promise<boolean> | boolean {
  const admin = document.data.accounts.find(({ name }) => name === ADMIN);
  return admin !== undefined && verifyPassword(password, admin.password_hash);
}

async function setAdminPassword(
  document: Document<AccountsData>,
  password: string,
  cost: PasswordCost,
): Promise<Account> {
  const password_hash = await hashPassword(password, cost);
  const { accounts } = await document.update((data) => {
    const before = data.accounts.find(({ name }) => name === ADMIN);
    const admin = { name: ADMIN, password_hash, generation: (before?.generation ?? 0) + 1 };
    return { accounts: [admin, ...data.accounts.filter(({ name }) => name !== ADMIN)] };
  });
  return accounts[0] as Account;
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
