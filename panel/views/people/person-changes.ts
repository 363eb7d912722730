// From the fields of a person's form to what the API is told. Pure.

import type { Answer, Asked } from '../../api/routes.ts';
import type { Countries } from './whereabouts.ts';

export type Person = Answer<'GET /people'>['items'][number];
export type PersonFields = Asked<'POST /people'>['body'];

export const ROLES: readonly Person['role'][] = ['admin', 'member', 'viewer'];
export const STATUSES: readonly Person['status'][] = ['active', 'disabled', 'banned'];
export const CONTENTS: readonly Person['contents'][number][] = ['live', 'movies', 'series'];

interface Picked {
  readonly groups: readonly string[] | null;
  readonly titleGroups: readonly string[] | null;
  readonly countries: Countries;
  /** So far; null for never. */
  readonly expiresAt: number | null;
}

/** @param picked what the lists beside the form hold; a password that is empty stays what it was, and so does the hour of an end */
export function personOf(fields: FormData, { groups, titleGroups, countries, expiresAt }: Picked): PersonFields {
  const text = (name: string): string => ((fields.get(name) ?? '') as string).trim();
  const number = (name: string): number | null => (text(name) === '' ? null : Number(text(name)));
  return {
    name: text('name'),
    role: text('role') as Person['role'],
    status: (text('status') || 'active') as Person['status'],
    expires_at: text('expires_at') === dayOf(expiresAt) ? expiresAt : dayEnd(text('expires_at')),
    groups: groups && [...groups],
    title_groups: titleGroups && [...titleGroups],
    contents: fields.getAll('contents') as Person['contents'],
    max_streams: number('max_streams'),
    kilobytes_per_second: number('kilobytes_per_second'),
    priority: number('priority'),
    networks: networksIn(text('networks')),
    allowed_countries: countries.allowed && [...countries.allowed],
    blocked_countries: [...countries.blocked],
    keeps_history: fields.has('keeps_history'),
    xtream_username: text('xtream_username') || null,
    ...(fields.has('home_assistant_user_id') && { home_assistant_user_id: text('home_assistant_user_id') || null }),
    ...(text('password') !== '' && { password: text('password') }),
    ...(text('xtream_password') !== '' && { xtream_password: text('xtream_password') }),
  };
}

/** What differs from the person that the form was filled with: what another has changed since stays. */
export function changesOf(person: Person, fields: PersonFields): Partial<PersonFields> {
  const known = person as Readonly<Record<string, unknown>>;
  const differs = ([name, value]: [string, unknown]): boolean =>
    !(name in known) || alike(value) !== alike(known[name]);
  return Object.fromEntries(Object.entries(fields).filter(differs));
}

/** Of lists the order says nothing. */
const alike = (value: unknown): string =>
  JSON.stringify(
    Array.isArray(value) ? value.map(String).toSorted((one, other) => (one < other ? -1 : 1)) : (value ?? null),
  );

/** Addresses and networks, however they are set apart; null for none: from everywhere. */
function networksIn(text: string): string[] | null {
  const networks = text.split(/[\s,;]+/).filter(Boolean);
  return networks.length === 0 ? null : networks;
}

/** The last moment of a day that is written `2026-12-31`, here; null for an empty field. */
export function dayEnd(day: string): number | null {
  const begin = new Date(`${day}T00:00`);
  if (day === '' || Number.isNaN(begin.getTime())) return null;
  return begin.setDate(begin.getDate() + 1) - 1; // a day has 23 or 25 hours where clocks are changed
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-12-31` here; empty for never. */
export function dayOf(at: number | null): string {
  if (at === null) return '';
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Typed with a remote control: no letters that look like others, none that need shift. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 12;

/** For a player. Of 31 letters, evenly: what a byte has too much is thrown away. */
export function makePassword(): string {
  const most = 256 - (256 % LETTERS.length);
  let made = '';
  while (made.length < LENGTH) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < most) made += LETTERS[byte % LETTERS.length] ?? '';
  }
  return made;
}

/** Where a player that speaks Xtream Codes finds this person's list. @param base without a trailing slash */
export function xtreamList(base: string, username: string, password: string): string {
  const query = new URLSearchParams({ username, password, type: 'm3u_plus', output: 'ts' });
  return `${base}/get.php?${query}`;
}
