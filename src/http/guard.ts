// Who may do what: lists and streams by the `access` setting, the API by a login and what its role may (permissions.ts).

import type { Context, MiddlewareHandler } from 'hono';
import type { Accounts } from '../accounts/accounts.ts';
import { actAs, type Actor } from '../kernel/actor.ts';
import { AppError } from '../kernel/errors.ts';
import type { Settings } from '../model/settings.ts';
import type { Visitor } from '../model/visit.ts';
import { placeOf } from '../net/network.ts';
import { addressOf, bearerOf } from './client.ts';
import type { LanEnv } from './lan-env.ts';
import type { Hosts } from './hosts.ts';
import { isPanelPath } from './panel/panel.ts';
import { may, mayMeasure, mayWatch, permissionFor, type Permission } from './permissions.ts';

export interface ApiEnv extends LanEnv {
  Variables: LanEnv['Variables'] & {
    readonly person: Visitor;
    /** What of the answer a person decides; undefined for all of it. */
    readonly edited?: unknown;
  };
}

export interface GuardOptions {
  readonly accounts: Pick<Accounts, 'personOf'>;
  readonly access: () => Settings['access'];
  readonly isLocal: (address: string) => boolean;
  readonly hosts: Pick<Hosts, 'foreignName'>;
}

/** Docker asks for health without a login; the API has a guard of its own. */
const OPEN_PATHS = /^\/(?:health|api|api\/.*)$/;

/** Xtream Codes: name and password are part of the address, and asked for by the output itself. */
const OWN_LOGIN =
  /^\/(?:(?:player_api|panel_api|get|xmltv)\.php|apiget|(?:player_api|playlist|epg|live|movie|series|timeshift|streaming)\/.*|(?!(?:hls|stream|vod|logo|auto|tuner\d*|page)\/)[^/]+\/[^/]+\/\d+(?:\.(?:ts|m3u8))?)$/;

/**
 * Players fetch logos without the login that their list came with. Their ids are hashes: whoever was not told of one does
 * not find it.
 */
const LOGO = /^\/logo\/[a-z0-9]+$/;

const METRICS = '/metrics';

/** What the API answers to anybody: how to come in, and how to use it. */
const OPEN_API = new Set([
  'POST /api/login',
  'POST /api/login/refresh',
  'GET /api/setup',
  'POST /api/setup',
  'GET /api/openapi.json',
  'GET /api/docs',
  'GET /api/live', // it has a door of its own: browsers cannot send a login with the request
]);

/**
 * For everything outside the API. A login or a token opens it always: `Authorization: Bearer …`, or `?token=` for players.
 * Whoever shows one has the rights of its person, also where everything is open.
 */
export function listGuard({ accounts, access, isLocal, hosts }: GuardOptions): MiddlewareHandler<LanEnv> {
  return async (c, next) => {
    const mode = access();
    const isAtHome = mode === 'lan' && !c.env.isBehindUnknownProxy && isLocal(addressOf(c));
    const foreign = isAtHome ? hosts.foreignName(c) : undefined;
    const isOpen =
      c.env.visit !== undefined ||
      mode === 'everyone' ||
      OPEN_PATHS.test(c.req.path) ||
      isPanelPath(c.req.path) ||
      (isAtHome && foreign === undefined) ||
      (mode === 'login' && (OWN_LOGIN.test(c.req.path) || LOGO.test(c.req.path)));
    const token = OPEN_PATHS.test(c.req.path) ? undefined : (bearerOf(c) ?? c.req.query('token'));
    const person = token === undefined ? undefined : await accounts.personOf(token, placeOf(c.env));
    if (person && !(c.req.path === METRICS ? mayMeasure : mayWatch)(person))
      throw new AppError('request.forbidden', 'This token does not open that.');
    const { account } = person ?? c.env.visit?.visitor ?? {};
    if (account) c.set('rights', account.rights);
    if (!person && (!isOpen || isOurs(token))) {
      if (mode === 'lan' && !isOpen) throw new AppError('request.forbidden', lanRefusal(c.env, foreign));
      throw new AppError('request.unauthorised', 'Log in first.');
    }
    await next();
  };
}

const lanRefusal = ({ isBehindUnknownProxy: isUnknown }: LanEnv['Bindings'], foreign: string | undefined): string =>
  foreign !== undefined
    ? `Whether ${foreign} is yours is not known: log in by that name, or put it into \`security.allowed_hosts\`.`
    : isUnknown
      ? 'Open to the local network only, and the proxy in between is not among `security.trusted_proxies`.'
      : 'Open to the local network only.';

/** One that was taken back shall not open what its holder might not watch; what is no token of ours is somebody else's parameter. */
const isOurs = (token: string | undefined): boolean => token?.startsWith('mh_') ?? false;

export function loginGuard(
  accounts: Pick<Accounts, 'personOf'>,
  hosts: Pick<Hosts, 'learn'>,
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    if (OPEN_API.has(`${method} ${c.req.path}`)) {
      if (c.env.visit) c.set('person', c.env.visit.visitor);
    } else {
      const token = bearerOf(c);
      const person =
        (token === undefined ? undefined : await accounts.personOf(token, placeOf(c.env))) ?? c.env.visit?.visitor;
      if (!person) throw new AppError('request.unauthorised', 'Log in first.');
      if (person === c.env.visit?.visitor) refuseForeignPage(c, method);
      else hosts.learn(c);
      const needed = permissionFor(method, c.req.path);
      if (!may(person, needed)) throw new AppError('request.forbidden', refusalOf(person, needed));
      c.set('person', person);
      return await actAs(actorOf(c, person), next);
    }
    await next();
  };
}

/** Whoever has come in through the entrance comes with a cookie, which pages of a neighbouring site can send along. */
function refuseForeignPage(c: Context<ApiEnv>, method: string): void {
  const site = c.req.header('sec-fetch-site');
  if (method !== 'GET' && (site === 'cross-site' || site === 'same-site'))
    throw new AppError('request.forbidden', 'Pages of other sites may not change things here.');
}

function actorOf(c: Context<ApiEnv>, person: Visitor): Actor {
  const { account, name } = person;
  const isVisitor = person === c.env.visit?.visitor;
  const via = isVisitor || !account ? 'entrance' : account.scopes === null ? 'login' : 'token';
  return { personId: account?.id ?? null, name, via, address: isVisitor ? '' : addressOf(c) };
}

function refusalOf({ doubt }: Visitor, needed: Permission): string {
  return (
    doubt ??
    (needed === 'manage' || needed === 'govern'
      ? 'Only an administrator may change things here.'
      : 'This login may not see that.')
  );
}
