// Who may ask for what of the API, as two tables: what each route needs, and what each role and scope has.

import type { Role, Scope } from '../model/person.ts';
import type { Visitor } from '../model/visit.ts';

/**
 * `me`: who one is, what one may watch and likes; `mine`: to change that; `own`: one's password, logins and tokens; `look`: to
 * read; `inspect`: the log, diagnostics, the audit; `manage`: to change; `govern`: people, tokens, everything at once.
 */
export type Permission = 'govern' | 'inspect' | 'look' | 'manage' | 'me' | 'mine' | 'own';

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
  ['GET', /^\/api\/me(?:\/channels)?$/, 'me'],
  ['*', /^\/api\/(?:me\/.*|logout)$/, 'own'],
  ['GET', /^\/api\/(?:favourites|(?:viewing|statistics)(?:\.csv)?|resume(?:\/.*)?)$/, 'me'],
  ['*', /^\/api\/(?:favourites|viewing|resume)(?:\/.*)?$/, 'mine'],
  ['*', /^\/api\/(?:people|tokens)(?:\/.*)?$/, 'govern'],
  ['POST', /^\/api\/backup(?:\/.*)?$/, 'govern'],
  ['GET', /^\/api\/(?:log|diagnostics|backup|audit)(?:\/.*)?$/, 'inspect'],
  ['POST', /^\/api\/guide\/listings$/, 'look'], // its question is too long for an address
  ['GET', /./, 'look'],
  ['*', /./, 'manage'],
];

export function permissionFor(method: string, path: string): Permission {
  const asked = method === 'HEAD' || method === 'OPTIONS' ? 'GET' : method;
  return ROUTES.find(([one, pattern]) => (one === '*' || one === asked) && pattern.test(path))?.[2] ?? 'manage';
}

export function may({ role, account }: Visitor, permission: Permission): boolean {
  const scopes = account?.scopes ?? null;
  const isInScope = scopes === null || scopes.some((scope) => SCOPE_HAS[scope].includes(permission));
  return isInScope && ROLE_HAS[role].includes(permission);
}

/** Whether lists and streams are open to this login or token. */
export function mayWatch({ account }: Visitor): boolean {
  const scopes = account?.scopes ?? null;
  return scopes === null || scopes.some((scope) => scope === 'stream' || scope === 'admin');
}
