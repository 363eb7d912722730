// Who may do what: lists and streams by the `access` setting, the API by a login.

import type { MiddlewareHandler } from 'hono';
import type { Accounts } from '../accounts/accounts.ts';
import { AppError } from '../kernel/errors.ts';
import type { Settings } from '../model/settings.ts';
import type { Visitor } from '../model/visit.ts';
import { addressOf, bearerOf } from './client.ts';
import type { LanEnv } from './lan-env.ts';
import { isPanelPath } from './panel/panel.ts';

export interface ApiEnv extends LanEnv {
  Variables: { readonly person: Visitor };
}

export interface GuardOptions {
  readonly accounts: Pick<Accounts, 'personOf'>;
  readonly access: () => Settings['access'];
  readonly isLocal: (address: string) => boolean;
}

/** Docker asks for health without a login; the API has a guard of its own. */
const OPEN_PATHS = /^\/(?:health|api|api\/.*)$/;

/** Xtream Codes: name and password are part of the address, and asked for by the output itself. */
const OWN_LOGIN =
  /^\/(?:(?:player_api|panel_api|get|xmltv)\.php|apiget|(?:player_api|playlist|epg|live|movie|series|timeshift|streaming)\/.*|(?!(?:hls|stream|vod|logo|auto|tuner\d*|page)\/)[^/]+\/[^/]+\/\d+(?:\.(?:ts|m3u8))?)$/;

/** What the API answers to anybody: how to come in, and how to use it. */
const OPEN_API = new Set([
  'POST /api/login',
  'GET /api/setup',
  'POST /api/setup',
  'GET /api/openapi.json',
  'GET /api/docs',
  'GET /api/live', // it has a door of its own: browsers cannot send a login with the request
]);

/** What a member may do: to look, never to change. */
const LOOKING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** For everything outside the API. A login opens it always: `Authorization: Bearer …`, or `?token=` for players. */
export function listGuard({ accounts, access, isLocal }: GuardOptions): MiddlewareHandler<LanEnv> {
  return async (c, next) => {
    const mode = access();
    const isOpen =
      c.env.visit !== undefined ||
      mode === 'everyone' ||
      OPEN_PATHS.test(c.req.path) ||
      isPanelPath(c.req.path) ||
      (mode === 'lan' && isLocal(addressOf(c))) ||
      (mode === 'login' && OWN_LOGIN.test(c.req.path));
    if (!isOpen) {
      const token = bearerOf(c) ?? c.req.query('token');
      const person = token === undefined ? undefined : await accounts.personOf(token);
      if (!person && mode === 'lan') throw new AppError('request.forbidden', 'Open to the local network only.');
      if (!person) throw new AppError('request.unauthorised', 'Log in first.');
    }
    await next();
  };
}

export function loginGuard(accounts: Pick<Accounts, 'personOf'>): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    if (OPEN_API.has(`${method} ${c.req.path}`)) {
      if (c.env.visit) c.set('person', c.env.visit.visitor);
    } else {
      const token = bearerOf(c);
      const account = token === undefined ? undefined : await accounts.personOf(token);
      const person: Visitor | undefined = account ? { name: account.name, role: 'admin' } : c.env.visit?.visitor;
      if (!person) throw new AppError('request.unauthorised', 'Log in first.');
      if (person.role !== 'admin' && !LOOKING.has(method)) throw new AppError('request.forbidden', refusalOf(person));
      c.set('person', person);
    }
    await next();
  };
}

const refusalOf = ({ doubt }: Visitor): string => doubt ?? 'Only an administrator may change things here.';
