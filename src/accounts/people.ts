// The people: added, changed, removed; never without an admin.

import { AppError } from '../kernel/errors.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Unsubscribe } from '../kernel/events.ts';
import type { Rights, Standing } from '../model/person.ts';
import type { Document, Portable } from '../storage/document.ts';
import { hashPassword, type PasswordCost } from './password.ts';
import { makePersonId, UNLIMITED, type PeopleData, type StoredPerson } from './people-schema.ts';
import { isSame, keyedDigestOf } from './secrets.ts';
import { isAllowedFrom } from './whereabouts.ts';

const KILOBYTE = 1_000;

type Decided = Pick<
  StoredPerson,
  | 'allowed_countries'
  | 'blocked_countries'
  | 'channel_views'
  | 'contents'
  | 'expires_at'
  | 'groups'
  | 'home_assistant_user_id'
  | 'keeps_history'
  | 'kilobytes_per_second'
  | 'max_streams'
  | 'name'
  | 'networks'
  | 'priority'
  | 'role'
  | 'status'
  | 'title_groups'
  | 'xtream_username'
>;

/** A change of a person; `null` as a password takes it away. */
export type PersonChange = Partial<Decided> & {
  readonly password?: string | null;
  readonly xtream_password?: string | null;
};

export interface PeopleOptions {
  /** 32 bytes in hex; of the digests of Xtream passwords. */
  readonly key: string;
  readonly cost: PasswordCost;
  readonly clock: Clock;
  /** ISO code of the country that an address is in; null where it is not known. */
  readonly countryOf?: ((address: string) => string | null) | undefined;
  readonly isAtHome: (address: string) => boolean;
}

export class People {
  readonly #document: Document<PeopleData>;
  readonly #options: PeopleOptions;

  constructor(document: Document<PeopleData>, options: PeopleOptions) {
    this.#document = document;
    this.#options = options;
  }

  /** Called when people or their tokens have changed. */
  onChanged(listener: () => void): Unsubscribe {
    return this.#document.onUpdated(listener);
  }

  list(): readonly StoredPerson[] {
    return this.#document.data.people;
  }

  get(id: string): StoredPerson | undefined {
    return this.list().find((person) => person.id === id);
  }

  named(name: string): StoredPerson | undefined {
    const wanted = folded(name);
    return this.list().find((person) => folded(person.name) === wanted);
  }

  /** Whose Xtream name and password these are. */
  withXtream(username: string, password: string): StoredPerson | undefined {
    const person = this.list().find(({ xtream_username }) => xtream_username === username);
    const given = keyedDigestOf(password, { key: this.#options.key, owner: person?.id ?? '' });
    return person?.xtream_password_hash != null && isSame(given, person.xtream_password_hash) ? person : undefined;
  }

  /** With their tokens. */
  get portable(): Portable {
    return this.#document.portable({ check: checkAll });
  }

  /** What streams that came by its Xtream login are known by: another one after a new password; null without one. */
  xtreamPass({ id, xtream_password_hash: hash }: StoredPerson): string | null {
    return hash === null ? null : `x${keyedDigestOf(hash, { key: this.#options.key, owner: id })}`;
  }

  standing(person: StoredPerson): Standing {
    const isOver = person.expires_at !== null && person.expires_at <= this.#options.clock.now();
    return person.status === 'active' && isOver ? 'expired' : person.status;
  }

  /** Whether it may come from there; empty stands for anywhere. */
  isAllowedFrom(person: StoredPerson, address: string): boolean {
    const { countryOf, isAtHome } = this.#options;
    return isAllowedFrom(person, { address, country: countryOf?.(address) ?? null, isAtHome: isAtHome(address) });
  }

  /** @throws AppError `request.conflict` for a name that somebody has */
  async add(change: PersonChange & Pick<Decided, 'name'>): Promise<StoredPerson> {
    const fresh: StoredPerson = {
      ...UNLIMITED,
      contents: [...UNLIMITED.contents],
      blocked_countries: [],
      id: makePersonId(),
      name: change.name,
      role: 'viewer',
      password_hash: null,
      generation: 1,
      created_at: this.#options.clock.now(),
    };
    const person = await this.#changed(fresh, change);
    await this.#document.update((data) => checked({ ...data, people: [...data.people, person] }, person));
    return person;
  }

  /** @throws AppError `request.not-found`, `request.conflict` for a taken name and for the last admin */
  async patch(id: string, change: PersonChange): Promise<StoredPerson> {
    const made = await this.#changed(mustBe(this.get(id)), change);
    const secrets = {
      ...(change.password !== undefined && { password_hash: made.password_hash }),
      ...(change.xtream_password !== undefined && { xtream_password_hash: made.xtream_password_hash }),
    };
    const { password: _, xtream_password: __, ...decided } = change;
    const { people } = await this.#document.update((data) => {
      const before = mustBe(data.people.find((person) => person.id === id)); // hashing took a while
      const generation = before.generation + (change.password === undefined ? 0 : 1);
      const person = { ...before, ...decided, ...secrets, generation };
      return checked({ ...data, people: data.people.map((one) => (one.id === id ? person : one)) }, person);
    });
    return mustBe(people.find((person) => person.id === id));
  }

  /** @throws AppError `request.not-found`, `request.conflict` for the last admin */
  async remove(id: string): Promise<void> {
    await this.#document.update((data) => {
      const gone = mustBe(data.people.find((person) => person.id === id));
      const people = data.people.filter((person) => person.id !== id);
      return checked({ people, tokens: data.tokens.filter(({ person_id }) => person_id !== id) }, gone);
    });
  }

  async #changed(person: StoredPerson, change: PersonChange): Promise<StoredPerson> {
    const { password, xtream_password: xtream, ...decided } = change;
    const { key, cost } = this.#options;
    const password_hash = password == null ? null : await hashPassword(password, cost);
    const xtream_password_hash = xtream == null ? null : keyedDigestOf(xtream, { key, owner: person.id });
    return {
      ...person,
      ...decided,
      ...(password !== undefined && { password_hash }),
      ...(xtream !== undefined && { xtream_password_hash }),
    };
  }
}

/** @param pass as in `Rights` */
export function rightsOf(person: StoredPerson, pass: string | null = null): Rights {
  const { id, name, groups, contents, priority, kilobytes_per_second: kilobytes } = person;
  const bytesPerSecond = kilobytes === null ? null : kilobytes * KILOBYTE;
  const { title_groups: titleGroups, max_streams: maxStreams } = person;
  return { id, name, groups, contents, titleGroups, maxStreams, priority, bytesPerSecond, pass };
}

export const folded = (name: string): string => name.normalize('NFC').toLowerCase();

function mustBe<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new AppError('request.not-found', 'There is no such person.');
  return thing;
}

/** An admin who can come in, today and later, from anywhere. */
const isAdmin = (person: StoredPerson): boolean =>
  person.role === 'admin' &&
  person.status === 'active' &&
  person.expires_at === null &&
  person.password_hash !== null &&
  person.networks === null &&
  person.allowed_countries === null &&
  person.blocked_countries.length === 0;

/** @throws AppError `request.conflict` for people who could not be together */
function checkAll(data: PeopleData): void {
  for (const person of data.people) checked(data, person);
  const ids = new Set(data.people.map(({ id }) => id));
  if (ids.size < data.people.length) throw new AppError('request.conflict', 'Two people have one id.');
  if (data.people.length === 0) throw new AppError('request.conflict', 'There are no people in it.');
}

/** Before the first password is set there may be people whom Home Assistant lets in. */
const isLetIn = ({ password_hash, home_assistant_user_id }: StoredPerson): boolean =>
  password_hash === null && home_assistant_user_id !== null;

function checked(data: PeopleData, changed: StoredPerson): PeopleData {
  const { id, name, xtream_username: player, home_assistant_user_id: user } = changed;
  const isSetUp = !isLetIn(changed) || !data.people.every(isLetIn);
  if (isSetUp && !data.people.some(isAdmin)) {
    throw new AppError('request.conflict', 'Somebody must stay who can log in as an administrator.');
  }
  const others = data.people.filter((person) => person.id !== id);
  if (others.some((person) => folded(person.name) === folded(name)))
    throw new AppError('request.conflict', 'Somebody has this name.');
  if (player !== null && others.some((person) => person.xtream_username === player))
    throw new AppError('request.conflict', 'Somebody has this Xtream user name.');
  if (user !== null && others.some((person) => person.home_assistant_user_id === user))
    throw new AppError('request.conflict', 'Somebody is this user of Home Assistant.');
  return data;
}
