// Who may ask for what of the API, as two tables: what each route needs, and what each role and scope has.

import { isHeld, type Role, type Scope } from '../model/person.ts';
import type { Visitor } from '../model/visit.ts';

/**
 * `me`: who one is, what one may watch, its guide, and what one likes; `mine`: to change that; `own`: one's password, logins and tokens; `look`: to
 * read; `inspect`: the log, diagnostics, the audit; `manage`: to change; `govern`: people, tokens, everything at once.
 */
export const PERMISSIONS = ['me', 'mine', 'own', 'look', 'inspect', 'manage', 'govern'] as const;
export type Permission = (typeof PERMISSIONS)[number];

const ROLE_HAS: Readonly<Record<Role, readonly Permission[]>> = {
  admin: ['me', 'mine', 'own', 'look', 'inspect', 'manage', 'govern'],
  member: ['me', 'mine', 'own', 'look'],
  viewer: ['me', 'mine', 'own'],
};

/** A token never reaches what is its owner's alone, nor other people's logins: whoever finds it could stay for ever. */
const SCOPE_HAS: Readonly<Record<Scope, readonly Permission[]>> = {
  read: ['me', 'look'],
  stream: [],
  admin: ['me', 'mine', 'look', 'inspect', 'manage'],
};

/** The first that fits. `*` is any method; HEAD counts as GET. */
const ROUTES: readonly (readonly [method: string, path: RegExp, needs: Permission])[] = [
  ['GET', /^\/api\/me(?:\/(?:channels|groups))?$/, 'me'],
  ['GET', /^\/api\/title(?:s(?:\/t[0-9a-z]+)?|-groups)$/, 'me'], // each answers with what one may watch and no more
  ['POST', /^\/api\/guide\/listings$/, 'me'], // its question is too long for an address
  ['*', /^\/api\/(?:me\/.*|logout)$/, 'own'],
  ['GET', /^\/api\/(?:favourites|(?:viewing|statistics)(?:\.csv)?|resume(?:\/.*)?)$/, 'me'],
  ['*', /^\/api\/(?:favourites|viewing|resume)(?:\/.*)?$/, 'mine'],
  ['*', /^\/api\/(?:people|tokens)(?:\/.*)?$/, 'govern'],
  ['POST', /^\/api\/backup(?:\/.*)?$/, 'govern'],
  ['GET', /^\/api\/(?:log|diagnostics|backup|audit)(?:\/.*)?$/, 'inspect'],
  ['GET', /./, 'look'],
  ['*', /./, 'manage'],
];

export function permissionFor(method: string, path: string): Permission {
  const asked = method === 'HEAD' || method === 'OPTIONS' ? 'GET' : method;
  return ROUTES.find(([one, pattern]) => (one === '*' || one === asked) && pattern.test(path))?.[2] ?? 'manage';
}

export function may(visitor: Visitor, permission: Permission): boolean {
  const scopes = visitor.account?.scopes ?? null;
  const isInScope = scopes === null || scopes.some((scope) => SCOPE_HAS[scope].includes(permission));
  return isInScope && ROLE_HAS[roleNow(visitor)].includes(permission);
}

/** A member who is held to some channels or titles would find the others in what there is to look at: he sees what a viewer does. */
const roleNow = ({ role, account }: Visitor): Role =>
  role === 'member' && account && isHeld(account.rights) ? 'viewer' : role;

/** Whether lists and streams are open to this login or token. */
export function mayWatch({ account }: Visitor): boolean {
  const scopes = account?.scopes ?? null;
  return scopes === null || scopes.some((scope) => scope === 'stream' || scope === 'admin');
}

/** Figures say what is on air and who watches: whatever a token is for, they are for whose role may look. */
export const mayMeasure = (visitor: Visitor): boolean => ROLE_HAS[roleNow(visitor)].includes('look');
