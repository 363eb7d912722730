// Logins that are open: each has a device, a refresh token that changes with every use, and an end.

import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Unsubscribe } from '../kernel/events.ts';
import { DAY_MS, MINUTE_MS } from '../kernel/units.ts';
import type { Document } from '../storage/document.ts';
import { digestOf, isMarked, isSame, makeMarkedSecret } from './secrets.ts';

/** Without being used; a device that is in use stays in. */
const SESSION_LIFETIME_MS = 30 * DAY_MS;
/** Two tabs of one browser refresh at once, or an answer was lost: for so long the token before is no theft. */
const OVERLAP_MS = MINUTE_MS;
/** More devices than a person has; beyond it the one that was longest unused is logged out. */
const MAX_SESSIONS_PER_PERSON = 50;
const MAX_USER_AGENT_CHARACTERS = 300;

const sessionSchema = z.strictObject({
  id: z.string(),
  person_id: z.string(),
  /** Of the person's password, when it logged in. */
  generation: z.int(),
  refresh_hash: z.string(),
  previous_hash: z.string().nullable(),
  rotated_at: z.int(),
  created_at: z.int(),
  seen_at: z.int(),
  address: z.string(),
  user_agent: z.string(),
});

export const sessionsSchema = z.strictObject({ sessions: z.array(sessionSchema) });
export type SessionsData = z.output<typeof sessionsSchema>;
export type Session = SessionsData['sessions'][number];

/** Where a login comes from. */
export interface Device {
  readonly address: string;
  /** Whence it counts as coming, where that is not its address: empty behind a proxy that nobody has named. */
  readonly place?: string;
  readonly userAgent: string;
}

export interface Refreshed {
  readonly session: Session;
  /** Null: the one before was used by somebody else of the same browser a moment ago, who has the new one. */
  readonly refreshToken: string | null;
}

export class Sessions {
  readonly #document: Document<SessionsData>;
  readonly #clock: Clock;
  readonly #key: string;
  /** When each was last used; written down with the next refresh. */
  readonly #seen = new Map<string, number>();

  /** @param key 32 bytes in hex; marks refresh tokens as ours */
  constructor(document: Document<SessionsData>, { clock, key }: { readonly clock: Clock; readonly key: string }) {
    this.#document = document;
    this.#clock = clock;
    this.#key = key;
  }

  /** Of one person, the newest first. */
  of(personId: string): readonly Session[] {
    return this.#document.data.sessions
      .filter((session) => session.person_id === personId && this.#isAlive(session))
      .map((session) => ({ ...session, seen_at: Math.max(session.seen_at, this.#seen.get(session.id) ?? 0) }))
      .toSorted((a, b) => b.seen_at - a.seen_at);
  }

  /** Whether anybody is in from there. */
  isAnyFrom(address: string): boolean {
    return this.#document.data.sessions.some((session) => session.address === address && this.#isAlive(session));
  }

  /** The one with this id, if it is open; that it is used is remembered. */
  use(id: string): Session | undefined {
    const session = this.#find(id);
    if (session) this.#seen.set(id, this.#clock.now());
    return session;
  }

  isOpen(id: string): boolean {
    return this.#find(id) !== undefined;
  }

  /** Called when any was opened, renewed or ended. */
  onChanged(listener: () => void): Unsubscribe {
    return this.#document.onUpdated(listener);
  }

  async open(
    person: { readonly id: string; readonly generation: number },
    device: Device,
  ): Promise<Required<Refreshed>> {
    const now = this.#clock.now();
    const id = randomBytes(9).toString('hex');
    const secret = makeMarkedSecret({ key: this.#key, owner: id });
    const session: Session = {
      id,
      person_id: person.id,
      generation: person.generation,
      refresh_hash: digestOf(secret),
      previous_hash: null,
      rotated_at: now,
      created_at: now,
      seen_at: now,
      ...placeOf(device),
    };
    await this.#document.update(({ sessions }) => {
      const mine = sessions
        .filter(({ person_id }) => person_id === person.id)
        .toSorted((a, b) => b.seen_at - a.seen_at);
      const surplus = new Set(mine.slice(MAX_SESSIONS_PER_PERSON - 1).map((one) => one.id));
      return { sessions: [...sessions.filter((one) => this.#isAlive(one) && !surplus.has(one.id)), session] };
    });
    return { session, refreshToken: `${id}.${secret}` };
  }

  /**
   * Takes a refresh token for the next one. One that was used before, however long ago, is a copy in wrong hands: its session
   * ends. What never was a token of it, somebody has made up: that ends nothing.
   * @throws AppError `request.unauthorised`
   */
  async refresh(refreshToken: string, device: Device): Promise<Refreshed> {
    const [id = '', ...rest] = refreshToken.split('.');
    const given = rest.join('.');
    const [session, hash] = [this.#find(id), digestOf(given)];
    if (!session) throw ended();
    if (!isSame(hash, session.refresh_hash)) {
      const isLast = session.previous_hash !== null && isSame(hash, session.previous_hash);
      if (isLast && this.#clock.now() - session.rotated_at < OVERLAP_MS) return { session, refreshToken: null };
      if (isLast || isMarked(given, { key: this.#key, owner: id })) await this.end(({ id: one }) => one === id);
      throw ended();
    }
    const secret = makeMarkedSecret({ key: this.#key, owner: id });
    const { sessions } = await this.#document.update((data) => ({
      sessions: data.sessions.map((one) => (one.id === id ? this.#rotated(one, { hash, secret, device }) : one)),
    }));
    const renewed = sessions.find((one) => one.id === id);
    if (!renewed) throw ended();
    return { session: renewed, refreshToken: renewed.refresh_hash === digestOf(secret) ? `${id}.${secret}` : null };
  }

  /** @returns how many were ended */
  async end(isMeant: (session: Session) => boolean): Promise<number> {
    const before = this.#document.data.sessions.length;
    if (!this.#document.data.sessions.some(isMeant)) return 0;
    const { sessions } = await this.#document.update((data) => ({
      sessions: data.sessions.filter((session) => !isMeant(session)),
    }));
    return before - sessions.length;
  }

  #rotated(session: Session, { hash, secret, device }: { hash: string; secret: string; device: Device }): Session {
    if (!isSame(hash, session.refresh_hash)) {
      if (session.previous_hash !== null && isSame(hash, session.previous_hash)) return session; // two at once
      throw ended();
    }
    const now = this.#clock.now();
    return {
      ...session,
      ...placeOf(device),
      previous_hash: session.refresh_hash,
      refresh_hash: digestOf(secret),
      rotated_at: now,
      seen_at: now,
    };
  }

  #find(id: string): Session | undefined {
    const session = this.#document.data.sessions.find((one) => one.id === id);
    return session && this.#isAlive(session) ? session : undefined;
  }

  #isAlive({ rotated_at }: Session): boolean {
    return this.#clock.now() - rotated_at < SESSION_LIFETIME_MS;
  }
}

const placeOf = ({ address, userAgent }: Device): { address: string; user_agent: string } => ({
  address,
  user_agent: userAgent.slice(0, MAX_USER_AGENT_CHARACTERS),
});

const ended = (): AppError => new AppError('request.unauthorised', 'This login has ended. Log in again.');
