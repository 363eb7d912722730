// The logins of players that speak Xtream Codes: one for the house, made at the first start, changed in the settings; and those
// of people.

import { randomInt } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { Content, Rights, Standing } from '../model/person.ts';
import type { Settings } from '../model/settings.ts';
import { LoginGuard } from './login-guard.ts';
import type { People } from './people.ts';
import type { Device } from './sessions.ts';
import { rightsOf } from './people.ts';
import { isSame } from './secrets.ts';

export interface XtreamUser {
  readonly name: string;
  /** Groups of channels, or null for all. */
  readonly groups: readonly string[] | null;
  /** Categories of movies and series, or null for all. */
  readonly titleGroups: readonly string[] | null;
  readonly maxConnections: number;
  /** Epoch milliseconds; null for never. */
  readonly expiresAt: number | null;
  readonly contents?: readonly Content[];
  readonly standing?: Standing;
  /** Of a person; the house's own login has none. */
  readonly rights?: Rights;
  readonly activeConnections?: () => number;
}

export interface XtreamUsersDeps {
  readonly settings: () => Settings['xtream'];
  readonly people: Pick<People, 'isAllowedFrom' | 'standing' | 'withXtream' | 'xtreamPass'>;
  /** A person's streams at the moment. */
  readonly streamsOf: (personId: string) => number;
  readonly clock: Clock;
}

/** Where a player comes from: `place` as in `Device`. */
export type From = Pick<Device, 'address' | 'place'>;
type Find = (name: string, password: string, from: From) => XtreamUser | undefined;

/**
 * @returns a function that finds who a name and a password belong to, also when that account is closed; `undefined` for
 * nobody. It throws AppError `request.too-many` at an address that guesses, and for a name that is guessed at.
 */
export function createXtreamUsers({ settings, people, streamsOf, clock }: XtreamUsersDeps): Find {
  const guard = new LoginGuard(clock);
  const known = new Map<string, Set<string>>();
  return (name, password, { address, place = address }) => {
    const house = settings();
    if (!house.enabled || name === '' || password === '') return undefined;
    const attempt = { address, name, isKnown: known.get(name)?.has(address) ?? false };
    const told = guard.begin(attempt);
    const user = houseUser(house, name, password) ?? personUser();
    if (!user && told) throw told;
    if (!user) return undefined;
    guard.succeeded(attempt, told);
    remember(known, name, address);
    return user;

    function personUser(): XtreamUser | undefined {
      const person = people.withXtream(name, password);
      if (!person || !people.isAllowedFrom(person, place)) return undefined;
      const rights = rightsOf(person, people.xtreamPass(person));
      return {
        name,
        groups: rights.groups,
        titleGroups: rights.titleGroups,
        maxConnections: rights.maxStreams ?? house.max_connections,
        expiresAt: person.expires_at,
        contents: rights.contents,
        standing: people.standing(person),
        rights,
        activeConnections: () => streamsOf(person.id),
      };
    }
  };
}

/** Televisions of a home that share a login. */
const MOST_KNOWN = 20;

/** Where each name has come in: nobody else's failures shall lock a television out. */
function remember(known: Map<string, Set<string>>, name: string, address: string): void {
  const addresses = known.get(name) ?? new Set();
  known.set(name, addresses.add(address));
  const [oldest] = addresses;
  if (addresses.size > MOST_KNOWN && oldest !== undefined) addresses.delete(oldest);
}

function houseUser(house: Settings['xtream'], name: string, password: string): XtreamUser | undefined {
  const isIts = isSame(name, house.username) && house.password !== '' && isSame(password, house.password);
  if (!isIts) return undefined;
  return { name, groups: null, titleGroups: null, maxConnections: house.max_connections, expiresAt: null };
}

/** Typed with a remote control: no letters that look like others, none that need shift. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 12;

export const makeXtreamPassword = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
