// Who may come in: people with their passwords, logins, tokens, and the one-time link that sets the first password.

import { randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Unsubscribe } from '../kernel/events.ts';
import type { Log } from '../kernel/log.ts';
import { SECOND_MS } from '../kernel/units.ts';
import type { Visitor } from '../model/visit.ts';
import { createLocalTest } from '../net/own-networks.ts';
import { openDocument } from '../storage/document.ts';
import { ApiTokens } from './api-tokens.ts';
import { Favourites, favouritesSchema } from './favourites.ts';
import { Guests } from './guests.ts';
import { LoginGuard, type Attempt } from './login-guard.ts';
import { nobodysHash, PASSWORD_COST, verifyPassword, type PasswordCost } from './password.ts';
import { PEOPLE_MIGRATIONS, peopleSchema, type StoredPerson } from './people-schema.ts';
import { People, rightsOf } from './people.ts';
import { isSame } from './secrets.ts';
import { Sessions, sessionsSchema, type Device, type Refreshed } from './sessions.ts';
import { createTokens, type Tokens } from './tokens.ts';

export const ADMIN = 'admin';
/** Longer than a password takes to be looked at, also on a small machine. */
const HIDING_MS = 3 * SECOND_MS;
/** Shortest password that is taken. */
export const MIN_PASSWORD_LENGTH = 8;

export interface AccountsOptions {
  /** People and their tokens. */
  readonly file: string;
  /** Logins that are open. */
  readonly sessionsFile: string;
  readonly favouritesFile: string;
  /** 32 bytes in hex. */
  readonly signingKey: string;
  /** Of `admin`; empty leaves the password as it is. */
  readonly adminPassword: string;
  /** Of new hashes; a stored one says its own. */
  readonly passwordCost?: PasswordCost;
  readonly clock: Clock;
  readonly log: Log;
  /** ISO code of the country that an address is in; null where it is not known. */
  readonly countryOf?: (address: string) => string | null;
}

export interface Login {
  readonly token: string;
  readonly expiresAt: number;
  /** As in `Refreshed`. */
  readonly refreshToken: string | null;
}

interface Parts {
  readonly people: People;
  readonly sessions: Sessions;
  readonly apiTokens: ApiTokens;
  readonly favourites: Favourites;
  readonly tokens: Tokens;
}

export class Accounts {
  readonly people: People;
  readonly sessions: Sessions;
  readonly apiTokens: ApiTokens;
  readonly favourites: Favourites;
  readonly guests: Guests;
  readonly #tokens: Tokens;
  readonly #guard: LoginGuard;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #cost: PasswordCost;
  #setUpToken: string | null;

  constructor({ people, sessions, apiTokens, favourites, tokens }: Parts, options: AccountsOptions) {
    this.people = people;
    this.sessions = sessions;
    this.apiTokens = apiTokens;
    this.favourites = favourites;
    this.guests = new Guests(people, options.log);
    this.#tokens = tokens;
    this.#guard = new LoginGuard(options.clock);
    this.#log = options.log;
    this.#clock = options.clock;
    this.#cost = options.passwordCost ?? PASSWORD_COST;
    this.#setUpToken = people.list().every(({ password_hash: hash }) => hash === null)
      ? randomBytes(24).toString('base64url')
      : null;
  }

  /** What the set-up link carries; null once `admin` has a password. It is made anew at every start. */
  get setUpToken(): string | null {
    return this.#setUpToken;
  }

  /** Called when people, their logins or tokens have changed. */
  onChanged(listener: () => void): Unsubscribe {
    const ends = [this.people.onChanged(listener), this.sessions.onChanged(listener)];
    return () => {
      for (const end of ends) end();
    };
  }

  /**
   * A wrong name, a wrong password and an account that is closed are refused alike, in the same time.
   * @throws AppError `request.unauthorised`, or `request.too-many` with `context.retryAfterSeconds`
   */
  async logIn(credentials: { name: string; password: string }, device: Device): Promise<Login> {
    const { address } = device;
    const person = this.people.named(credentials.name);
    const isKnown = person !== undefined && this.sessions.of(person.id).some((one) => one.address === address);
    const attempt = { address, name: credentials.name, isKnown };
    const late = this.#hiding(address);
    const told = await this.#beginLogin(attempt, late);
    const isRight = await this.#verify(person, credentials.password);
    if (!person || !isRight || !this.#isWelcome(person, device.place ?? address)) {
      this.#log.warning('A login was refused', { address, name: credentials.name });
      if (told) await late;
      throw told ?? new AppError('request.unauthorised', 'The name or the password is wrong.');
    }
    this.#guard.succeeded(attempt, told);
    return this.#loginOf(await this.sessions.open(person, device), person);
  }

  /**
   * Nobody guesses a refresh token: one that is right is taken also where others guess at passwords, and makes up for nothing.
   * @throws AppError `request.unauthorised` for a login that has ended, `request.too-many`
   */
  async refresh(refreshToken: string, device: Device): Promise<Login> {
    try {
      const refreshed = await this.sessions.refresh(refreshToken, device);
      const person = this.people.get(refreshed.session.person_id);
      if (person && this.#mayUse(person, refreshed.session, device.place ?? device.address))
        return await this.#loginOf(refreshed, person);
    } catch (error) {
      if (toAppError(error).code !== 'request.unauthorised') throw error;
    }
    this.#guard.begin({ address: device.address });
    throw new AppError('request.unauthorised', 'This login has ended. Log in again.');
  }

  /**
   * Sets the first password of `admin` and logs in.
   * @throws AppError `request.conflict` when there is one already, `request.forbidden` for a wrong token, `request.too-many`
   */
  async setUp({ token, password }: { token: string; password: string }, device: Device): Promise<Login> {
    this.#guard.begin({ address: device.address });
    const expected = this.#setUpToken;
    if (expected === null) throw new AppError('request.conflict', 'Masthead is set up already. Log in instead.');
    if (!isSame(token, expected)) {
      throw new AppError('request.forbidden', 'This set-up link is not valid. The newest one is in the log.');
    }
    this.#setUpToken = null; // before the first wait: the link works once
    try {
      const person = await setAdminPassword(this.people, password);
      this.#guard.succeeded({ address: device.address });
      return await this.#loginOf(await this.sessions.open(person, device), person);
    } catch (error) {
      this.#setUpToken = expected;
      throw error;
    }
  }

  /**
   * Changes a person's own password: every other login of it ends.
   * @throws AppError `request.forbidden` for a wrong old one, `request.too-many`
   */
  async changePassword(id: string, { before, after }: { before: string; after: string }, device: Device) {
    const person = this.people.get(id);
    const attempt = { address: device.address, name: person?.name };
    this.#guard.begin(attempt);
    if (!person || !(await this.#verify(person, before))) {
      throw new AppError('request.forbidden', 'The password so far is not right.');
    }
    this.#guard.succeeded(attempt);
    const changed = await this.people.patch(id, { password: after });
    await this.sessions.end((session) => session.person_id === id);
    return this.#loginOf(await this.sessions.open(changed, device), changed);
  }

  /**
   * Who comes with this token; `undefined` when it is forged, over, taken back, or its account is closed or not to be used from
   * there.
   * @param address whence it comes, plain; empty, where nobody knows, nobody is let in whose whereabouts matter
   */
  async personOf(token: string, address = ''): Promise<Visitor | undefined> {
    return ApiTokens.looksLikeOne(token) ? this.#ownerOf(token, address) : await this.#bearerOf(token, address);
  }

  #ownerOf(token: string, address: string): Visitor | undefined {
    const stored = this.apiTokens.read(token);
    const person = stored && this.people.get(stored.person_id);
    if (!stored || !person || !this.#isWelcome(person, address)) return undefined;
    return visitorOf(person, { sessionId: null, scopes: stored.scopes, pass: `t${stored.id}` });
  }

  async #bearerOf(token: string, address: string): Promise<Visitor | undefined> {
    const bearer = await this.#tokens.read(token);
    const session = bearer && this.sessions.use(bearer.sessionId);
    const person = session && this.people.get(session.person_id);
    const used = session && { ...session, generation: bearer.generation };
    if (!person || !this.#mayUse(person, used!, address)) return undefined;
    return visitorOf(person, { sessionId: session.id, scopes: null, pass: `s${session.id}` });
  }

  #mayUse(person: StoredPerson, session: { readonly generation: number }, address: string): boolean {
    return person.generation === session.generation && this.#isWelcome(person, address);
  }

  #isWelcome(person: StoredPerson, address: string): boolean {
    return this.people.standing(person) === 'active' && this.people.isAllowedFrom(person, address);
  }

  /** @returns as `LoginGuard.begin` @throws AppError `request.too-many`, when `late` has come */
  async #beginLogin(attempt: Attempt, late: Promise<void>): Promise<AppError | undefined> {
    try {
      return this.#guard.begin(attempt);
    } catch (error) {
      await late;
      throw error;
    }
  }

  /** Where somebody is in, who is held up waits for as long whether a password was looked at or not. */
  #hiding(address: string): Promise<void> {
    if (!this.sessions.isAnyFrom(address)) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#clock.after(HIDING_MS, resolve);
    return promise;
  }

  async #verify(person: StoredPerson | undefined, password: string): Promise<boolean> {
    return await verifyPassword(password, person?.password_hash ?? nobodysHash(this.#cost));
  }

  async #loginOf({ session, refreshToken }: Refreshed, person: StoredPerson): Promise<Login> {
    const { id: personId, generation } = person;
    return { ...(await this.#tokens.issue({ personId, generation, sessionId: session.id })), refreshToken };
  }
}

/** @throws AppError `storage.corrupt` */
export async function createAccounts(options: AccountsOptions): Promise<Accounts> {
  const { file, sessionsFile, favouritesFile, signingKey, log, clock, adminPassword } = options;
  const document = await openDocument({
    file,
    schema: peopleSchema,
    initial: () => ({ people: [], tokens: [] }),
    migrations: PEOPLE_MIGRATIONS,
    log,
  });
  const sessionsOptions = { file: sessionsFile, schema: sessionsSchema, initial: () => ({ sessions: [] }), log };
  const sessions = new Sessions(await openDocument(sessionsOptions), { clock, key: signingKey });
  const people = new People(document, {
    key: signingKey,
    cost: options.passwordCost ?? PASSWORD_COST,
    clock,
    countryOf: options.countryOf,
    isAtHome: createLocalTest(clock),
  });
  if (adminPassword !== '' && adminPassword.length < MIN_PASSWORD_LENGTH) {
    const advice = `the panel would ask for at least ${MIN_PASSWORD_LENGTH} characters. Take a longer one`;
    log.warning(`MASTHEAD_ADMIN_PASSWORD is easy to guess: ${advice}`);
  }
  if (adminPassword !== '' && !(await isAdminsAlready(people, adminPassword))) {
    await setAdminPassword(people, adminPassword);
    log.info('The password of admin was set from MASTHEAD_ADMIN_PASSWORD');
  }
  const favouritesOptions = { file: favouritesFile, schema: favouritesSchema, initial: () => ({ people: {} }), log };
  const parts = {
    people,
    sessions,
    favourites: new Favourites(await openDocument(favouritesOptions), clock),
    apiTokens: new ApiTokens(document, clock),
    tokens: createTokens(signingKey, clock),
  };
  return new Accounts(parts, options);
}

function isAdminsAlready(people: People, password: string): Promise<boolean> | boolean {
  const admin = people.named(ADMIN);
  const isOpen = admin?.role === 'admin' && people.standing(admin) === 'active';
  return isOpen && admin.password_hash !== null && verifyPassword(password, admin.password_hash);
}

/** Also the way back in for whoever has locked himself out: `admin` is an admin again. */
function setAdminPassword(people: People, password: string): Promise<StoredPerson> {
  const known = people.named(ADMIN);
  const everywhere = { networks: null, allowed_countries: null, blocked_countries: [] };
  const open = { role: 'admin', status: 'active', expires_at: null, ...everywhere, password } as const;
  return known ? people.patch(known.id, open) : people.add({ name: ADMIN, ...open });
}

type How = Pick<NonNullable<Visitor['account']>, 'scopes' | 'sessionId'> & { readonly pass: string };

const visitorOf = (person: StoredPerson, { pass, ...how }: How): Visitor => ({
  name: person.name,
  role: person.role,
  account: { id: person.id, rights: rightsOf(person, pass), ...how },
});
