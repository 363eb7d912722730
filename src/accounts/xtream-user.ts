// The login of players that speak Xtream Codes: one for the house, made at the first start, changed in the settings.

import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { Settings } from '../model/settings.ts';
import { Attempts } from './attempts.ts';

export interface XtreamUser {
  readonly name: string;
  /** Groups of channels, or null for all. */
  readonly groups: readonly string[] | null;
  /** Categories of movies and series, or null for all. */
  readonly titleGroups: readonly string[] | null;
  readonly maxConnections: number;
  /** Epoch milliseconds; null for never. */
  readonly expiresAt: number | null;
}

/**
 * @returns a function that finds who a name and a password belong to; `undefined` for nobody. It throws AppError
 * `request.too-many` at an address that guesses.
 */
export function createXtreamUsers(
  settings: () => Settings['xtream'],
  clock: Clock,
): (name: string, password: string, address: string) => XtreamUser | undefined {
  const attempts = new Attempts(clock);
  return (name, password, address) => {
    const { enabled, username, password: wanted, max_connections: maxConnections } = settings();
    if (!enabled || wanted === '' || name === '') return undefined;
    attempts.begin(address);
    if (!isSame(name, username) || !isSame(password, wanted)) return undefined;
    attempts.succeeded(address);
    return { name, groups: null, titleGroups: null, maxConnections, expiresAt: null };
  };
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Typed with a remote control: no letters that look like others, none that need shift. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 12;

export const makeXtreamPassword = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
