// How to come in: a login, its refresh, or the set-up link of a first start; and out again.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { ADMIN } from '../../accounts/accounts.ts';
import { deviceOf } from '../client.ts';
import type { ApiEnv } from '../guard.ts';
import { describeLogin, login, MAX_PASSWORD_LENGTH, newPassword } from './login-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, jsonBody, newApi, problems } from './route.ts';

const tags = ['Login'];
const open = [] as [];
const loggedIn = answer('A token for an hour, and one for the next', login);

export const logIn = createRoute({
  method: 'post',
  path: '/login',
  tags,
  security: open,
  summary: 'Log in',
  request: {
    body: jsonBody(
      z.strictObject({
        name: z.string().min(1).max(64).default(ADMIN),
        password: z.string().min(1).max(MAX_PASSWORD_LENGTH),
      }),
    ),
  },
  responses: { 200: loggedIn, ...problems(400, 401, 413, 429) },
});

export const refresh = createRoute({
  method: 'post',
  path: '/login/refresh',
  tags,
  security: open,
  summary: 'Stay logged in: a refresh token for the next pair',
  description:
    'Each refresh token works once, within 30 days. One that comes a second time (after the minute that two tabs of a browser need) ends its login: somebody has a copy.',
  request: { body: jsonBody(z.strictObject({ refresh_token: z.string().min(1).max(200) })) },
  responses: { 200: loggedIn, ...problems(400, 401, 413, 429) },
});

export const logOut = createRoute({
  method: 'post',
  path: '/logout',
  tags,
  summary: 'End the login that this request came with',
  responses: { 204: { description: 'It has ended' }, ...problems(401, 507) },
});

export const setUpState = createRoute({
  method: 'get',
  path: '/setup',
  tags,
  security: open,
  summary: 'Whether a first password is still to be set',
  responses: { 200: answer('The state', z.strictObject({ required: z.boolean() })) },
});

export const setUp = createRoute({
  method: 'post',
  path: '/setup',
  tags,
  security: open,
  summary: 'Set the first password of `admin` and log in',
  description: 'The token is the part after `#` of the link that the first start prints. It works once.',
  request: { body: jsonBody(z.strictObject({ token: z.string().min(1).max(200), password: newPassword })) },
  responses: { 200: loggedIn, ...problems(400, 403, 409, 413, 429, 507) },
});

export function loginRoutes({ accounts }: Pick<ApiPorts, 'accounts'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(logIn, async (c) => c.json(describeLogin(await accounts.logIn(c.req.valid('json'), deviceOf(c))), 200));
  api.openapi(refresh, async (c) =>
    c.json(describeLogin(await accounts.refresh(c.req.valid('json').refresh_token, deviceOf(c))), 200),
  );
  api.openapi(logOut, async (c) => {
    const id = c.var.person.account?.sessionId;
    if (id) await accounts.sessions.end((session) => session.id === id);
    return c.body(null, 204);
  });
  api.openapi(setUpState, (c) => c.json({ required: accounts.setUpToken !== null }, 200));
  api.openapi(setUp, async (c) => c.json(describeLogin(await accounts.setUp(c.req.valid('json'), deviceOf(c))), 200));
  return api;
}
