// Tokens for programs and for addresses of lists and streams: with a name, a scope and an end; taken back one by one.

import { randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Scope } from '../model/person.ts';
import type { Document } from '../storage/document.ts';
import type { PeopleData, StoredToken } from './people-schema.ts';
import { digestOf, isSame, makeSecret } from './secrets.ts';

/** `mh_<id>_<secret>`: found in a log or a repository, it says what it is. */
const SHAPE = /^mh_([0-9a-f]{12})_([\w-]{32})$/;
const MAX_TOKENS_PER_PERSON = 100;

export interface NewToken {
  readonly personId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Epoch milliseconds; null for never. */
  readonly expiresAt: number | null;
}

export class ApiTokens {
  readonly #document: Document<PeopleData>;
  readonly #clock: Clock;
  /** When each was last used, since the start. */
  readonly #used = new Map<string, number>();

  constructor(document: Document<PeopleData>, clock: Clock) {
    this.#document = document;
    this.#clock = clock;
  }

  list(): readonly StoredToken[] {
    return this.#document.data.tokens;
  }

  lastUsedAt(id: string): number | null {
    return this.#used.get(id) ?? null;
  }

  /**
   * @returns the token itself, which is told this once
   * @throws AppError `request.not-found`, `request.conflict`, `request.invalid` for one that would be over already
   */
  async add({ personId, name, scopes, expiresAt }: NewToken): Promise<{ stored: StoredToken; token: string }> {
    if (this.#isOver({ expires_at: expiresAt }))
      throw new AppError('request.invalid', 'expires_at: lies in the past, as epoch milliseconds');
    const secret = makeSecret();
    const stored: StoredToken = {
      id: randomBytes(6).toString('hex'),
      person_id: personId,
      name,
      scopes: [...scopes],
      expires_at: expiresAt,
      created_at: this.#clock.now(),
      hash: digestOf(secret),
    };
    await this.#document.update((data) => {
      if (!data.people.some(({ id }) => id === personId))
        throw new AppError('request.not-found', 'There is no such person.');
      const tokens = data.tokens.filter((token) => !this.#isOver(token));
      if (tokens.filter(({ person_id }) => person_id === personId).length >= MAX_TOKENS_PER_PERSON)
        throw new AppError('request.conflict', 'There are too many tokens already. Take some back.');
      return { ...data, tokens: [...tokens, stored] };
    });
    return { stored, token: `mh_${stored.id}_${secret}` };
  }

  /** @returns whether there was one */
  async remove(isMeant: (token: StoredToken) => boolean): Promise<boolean> {
    if (!this.list().some(isMeant)) return false;
    await this.#document.update((data) => ({ ...data, tokens: data.tokens.filter((token) => !isMeant(token)) }));
    return true;
  }

  /** Whether there is one with this id that is not over. */
  isOpen(id: string): boolean {
    return this.list().some((token) => token.id === id && !this.#isOver(token));
  }

  static looksLikeOne(token: string): boolean {
    return SHAPE.test(token);
  }

  /** `undefined` for one that is unknown or over. */
  read(token: string): StoredToken | undefined {
    const [, id, secret = ''] = SHAPE.exec(token) ?? [];
    const stored = this.list().find((one) => one.id === id);
    if (!stored || !isSame(digestOf(secret), stored.hash)) return undefined;
    if (this.#isOver(stored)) return undefined;
    this.#used.set(stored.id, this.#clock.now());
    return stored;
  }

  #isOver({ expires_at }: Pick<StoredToken, 'expires_at'>): boolean {
    return expires_at !== null && expires_at <= this.#clock.now();
  }
}
