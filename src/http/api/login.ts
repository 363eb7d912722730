// How to come in: a login, or the set-up link of a first start.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { ADMIN, MIN_PASSWORD_LENGTH } from '../../accounts/accounts.ts';
import { addressOf } from '../client.ts';
import { ROLES } from '../../model/visit.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, instant, jsonBody, newApi, problems } from './route.ts';

const MAX_PASSWORD_LENGTH = 1_024;
const tags = ['Login'];
const open = [] as [];

const login = z
  .strictObject({ token: z.string().meta({ description: 'For `Authorization: Bearer …`' }), expires_at: instant })
  .meta({ id: 'Login' });

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
  responses: { 200: answer('A token, good for 12 hours', login), ...problems(400, 401, 413, 429) },
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
  request: {
    body: jsonBody(
      z.strictObject({
        token: z.string().min(1).max(200),
        password: z
          .string()
          .min(MIN_PASSWORD_LENGTH, `take at least ${MIN_PASSWORD_LENGTH} characters`)
          .max(MAX_PASSWORD_LENGTH),
      }),
    ),
  },
  responses: { 200: answer('A token, good for 12 hours', login), ...problems(400, 403, 409, 413, 429, 507) },
});

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
        role: z.enum(ROLES).meta({ description: 'A member looks, an admin changes' }),
        doubt: z.string().nullable().meta({ description: 'Why an admin may count as a member for the moment' }),
        via: z.enum(['login', 'entrance']).meta({ description: 'Nobody logs out of an entrance' }),
      }),
    ),
    ...problems(401),
  },
});

export function loginRoutes({ accounts }: Pick<ApiPorts, 'accounts'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(logIn, async (c) => {
    const { token, expiresAt } = await accounts.logIn(c.req.valid('json'), addressOf(c));
    return c.json({ token, expires_at: expiresAt }, 200);
  });
  api.openapi(whoAmI, (c) => {
    const { name, role, doubt = null } = c.var.person;
    return c.json(
      { name, role, doubt, via: c.var.person === c.env.visit?.visitor ? 'entrance' : 'login' } as const,
      200,
    );
  });
  api.openapi(setUpState, (c) => c.json({ required: accounts.setUpToken !== null }, 200));
  api.openapi(setUp, async (c) => {
    const { token, expiresAt } = await accounts.setUp(c.req.valid('json'), addressOf(c));
    return c.json({ token, expires_at: expiresAt }, 200);
  });
  return api;
}
