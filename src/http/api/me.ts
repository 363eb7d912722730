// Oneself: who one is, one's password, logins and tokens.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { MOST_SAVED_VIEWS, savedView } from '../../accounts/people-schema.ts';
import { CONTENTS, ROLES } from '../../model/person.ts';
import { publicUrls } from '../addresses.ts';
import { deviceOf } from '../client.ts';
import { may, PERMISSIONS } from '../permissions.ts';
import type { ApiEnv } from '../guard.ts';
import {
  describeLogin,
  describeLogins,
  login,
  MAX_PASSWORD_LENGTH,
  newPassword,
  sessionId,
  sessionList,
} from './login-schema.ts';
import { describeToken, madeToken, newTokenFields, tokenId, tokenList } from './person-schema.ts';
import { edits } from './edited.ts';
import type { ApiPorts } from './ports.ts';
import { answer, jsonBody, newApi, problems } from './route.ts';

const tags = ['Me'];

export const whoAmI = createRoute({
  method: 'get',
  path: '/me',
  tags,
  summary: 'Who you are here, by your login or by the entrance you came through',
  responses: {
    200: answer(
      'You',
      z.strictObject({
        name: z.string(),
        role: z.enum(ROLES).meta({ description: 'An admin changes, a member looks, a viewer sees what it may watch' }),
        may: z.array(z.enum(PERMISSIONS)).meta({
          description: 'What you may do here. A member who may not watch everything may do what a viewer may',
        }),
        doubt: z.string().nullable().meta({ description: 'Why an admin may count as a member for the moment' }),
        via: z.enum(['login', 'token', 'entrance']).meta({ description: 'Nobody logs out of an entrance' }),
        id: z
          .string()
          .nullable()
          .meta({ description: 'Of your account here; null where an entrance could not give you one' }),
        groups: z.array(z.string()).readonly().nullable().meta({ description: 'That you may watch; null for all' }),
        contents: z.array(z.enum(CONTENTS)).readonly(),
        title_groups: z
          .array(z.string())
          .readonly()
          .nullable()
          .meta({ description: 'Categories of movies and series that you may watch; null for all' }),
        max_streams: z.int().nullable(),
        keeps_history: z.boolean().meta({ description: 'Whether it is kept what you watch' }),
        address: z
          .string()
          .meta({ description: 'Where players at home reach this Masthead: no entrance, which is for browsers alone' }),
      }),
    ),
    ...problems(401),
  },
});

export const keepHistory = createRoute({
  method: 'put',
  path: '/me/history',
  tags,
  summary: 'Whether it is kept what you watch',
  description:
    'Switched off, what was kept of you is deleted, and what you watch counts in the sums without your name. `history.personal` switches it off for everybody.',
  request: { body: jsonBody(z.strictObject({ keeps_history: z.boolean() })) },
  responses: { 204: { description: 'It is so' }, ...problems(400, 401, 413, 507) },
});

const viewList = z.strictObject({ items: z.array(savedView).max(MOST_SAVED_VIEWS) });

export const channelViews = createRoute({
  method: 'get',
  path: '/me/channel-views',
  tags,
  summary: 'Filters of the list of channels that you keep under a name',
  responses: { 200: answer('In the order in which they were kept', viewList), ...problems(401, 403) },
});

export const keepChannelViews = createRoute({
  method: 'put',
  path: '/me/channel-views',
  tags,
  summary: 'Keep filters of the list of channels under names: all of them',
  request: { body: jsonBody(viewList) },
  responses: { 204: { description: 'They are kept' }, ...problems(400, 401, 403, 413, 507) },
});

export const changePassword = createRoute({
  method: 'put',
  path: '/me/password',
  tags,
  summary: 'Change your password; all other logins of yours end',
  request: {
    body: jsonBody(z.strictObject({ password: z.string().min(1).max(MAX_PASSWORD_LENGTH), new_password: newPassword })),
  },
  responses: { 200: answer('A new login', login), ...problems(400, 401, 413, 429, 507) },
});

export const sessions = createRoute({
  method: 'get',
  path: '/me/sessions',
  tags,
  summary: 'Your open logins',
  responses: { 200: answer('The newest first', sessionList), ...problems(401) },
});

export const endSession = createRoute({
  method: 'delete',
  path: '/me/sessions/{session_id}',
  tags,
  summary: 'End one of your logins',
  request: { params: z.strictObject({ session_id: sessionId }) },
  responses: { 204: { description: 'It has ended' }, ...problems(400, 401, 404, 507) },
});

export const tokens = createRoute({
  method: 'get',
  path: '/me/tokens',
  tags,
  summary: 'Your API tokens, without their secrets',
  responses: { 200: answer('The tokens', tokenList), ...problems(401) },
});

export const addToken = createRoute({
  method: 'post',
  path: '/me/tokens',
  tags,
  summary: 'Make a token of your own',
  request: { body: jsonBody(z.strictObject(newTokenFields)) },
  responses: { 201: answer('The token', madeToken), ...problems(400, 401, 409, 413, 507) },
});

export const removeToken = createRoute({
  method: 'delete',
  path: '/me/tokens/{id}',
  tags,
  summary: 'Take one of your tokens back',
  request: { params: z.strictObject({ id: tokenId }) },
  responses: { 204: { description: 'It opens nothing any more' }, ...problems(400, 401, 404, 507) },
});

type Ports = Pick<ApiPorts, 'about' | 'accounts' | 'countryOf'>;

export function meRoutes({ about, accounts, countryOf }: Ports): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(whoAmI, (c) => {
    const { name, role, doubt = null, account } = c.var.person;
    const { groups = null, contents = [...CONTENTS], maxStreams: max_streams = null } = account?.rights ?? {};
    const title_groups = account?.rights.titleGroups ?? null;
    const isVisitor = c.var.person === c.env.visit?.visitor;
    const via = isVisitor || !account ? 'entrance' : account.scopes === null ? 'login' : 'token';
    const id = account?.id ?? null;
    const keeps_history = id !== null && (accounts.people.get(id)?.keeps_history ?? false);
    const permissions = PERMISSIONS.filter((one) => may(c.var.person, one));
    const rights = { groups, contents, title_groups, max_streams, keeps_history };
    const [address = ''] = publicUrls(c, about.baseUrl);
    return c.json({ name, role, may: permissions, doubt, via, id, ...rights, address } as const, 200);
  });
  addOwn(api, { accounts, countryOf });
  return api;
}

function addOwn(api: OpenAPIHono<ApiEnv>, { accounts, countryOf }: Pick<ApiPorts, 'accounts' | 'countryOf'>): void {
  const { apiTokens } = accounts;
  api.openapi(keepHistory, async (c) => {
    await accounts.people.patch(ownId(c), c.req.valid('json'));
    return c.body(null, 204);
  });
  api.openapi(channelViews, (c) => c.json({ items: accounts.people.get(ownId(c))?.channel_views ?? [] }, 200));
  api.openapi(keepChannelViews, async (c) => {
    await accounts.people.patch(ownId(c), { channel_views: c.req.valid('json').items });
    return c.body(null, 204);
  });
  api.openapi(changePassword, async (c) => {
    const { password: before, new_password: after } = c.req.valid('json');
    return c.json(describeLogin(await accounts.changePassword(ownId(c), { before, after }, deviceOf(c))), 200);
  });
  api.openapi(sessions, (c) => {
    return c.json(
      describeLogins(accounts.sessions.of(ownId(c)), { current: c.var.person.account?.sessionId, countryOf }),
      200,
    );
  });
  api.openapi(endSession, async (c) => {
    const [id, wanted] = [ownId(c), c.req.valid('param').session_id];
    const count = await accounts.sessions.end((one) => one.person_id === id && one.id === wanted);
    if (count === 0) throw new AppError('request.not-found', 'There is no such login.');
    return c.body(null, 204);
  });
  api.openapi(tokens, (c) => {
    const id = ownId(c);
    const mine = apiTokens.list().filter(({ person_id }) => person_id === id);
    edits(
      c,
      mine.map((token) => describeToken(token, null)),
    );
    return c.json({ items: mine.map((token) => describeToken(token, apiTokens.lastUsedAt(token.id))) }, 200);
  });
  api.openapi(addToken, async (c) => {
    const { expires_at: expiresAt, ...rest } = c.req.valid('json');
    const { stored, token } = await apiTokens.add({ ...rest, personId: ownId(c), expiresAt });
    return c.json({ ...describeToken(stored, null), token }, 201);
  });
  api.openapi(removeToken, async (c) => {
    const [id, wanted] = [ownId(c), c.req.valid('param').id];
    if (!(await apiTokens.remove((token) => token.person_id === id && token.id === wanted)))
      throw new AppError('request.not-found', 'There is no such token.');
    return c.body(null, 204);
  });
}

/** @throws AppError `request.forbidden` for somebody without an account here, as through Home Assistant */
function ownId(c: Context<ApiEnv>): string {
  const id = c.var.person.account?.id;
  if (id === undefined)
    throw new AppError('request.forbidden', 'You have no account here: Home Assistant lets you in.');
  return id;
}
