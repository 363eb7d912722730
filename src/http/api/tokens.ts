// API tokens of everybody, for an admin. One's own are at `/me/tokens`.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import type { ApiEnv } from '../guard.ts';
import { edits } from './edited.ts';
import { describeToken, madeToken, newTokenFields, tokenId, tokenList } from './person-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, jsonBody, newApi, optional, problems } from './route.ts';

const tags = ['People'];

export const list = createRoute({
  method: 'get',
  path: '/tokens',
  tags,
  summary: 'All API tokens, without their secrets',
  request: { query: z.strictObject({ person_id: optional(z.string().max(64)) }) },
  responses: { 200: answer('The tokens', tokenList), ...problems(400, 401) },
});

export const add = createRoute({
  method: 'post',
  path: '/tokens',
  tags,
  summary: 'Make a token for a person',
  description:
    'With the scope `stream` it goes into addresses: `/playlist.m3u?token=…`, `/guide.xml?token=…` are that person’s, and end with the token.',
  request: { body: jsonBody(z.strictObject({ person_id: z.string().min(1).max(64), ...newTokenFields })) },
  responses: { 201: answer('The token', madeToken), ...problems(400, 401, 404, 409, 413, 507) },
});

export const remove = createRoute({
  method: 'delete',
  path: '/tokens/{id}',
  tags,
  summary: 'Take a token back',
  request: { params: z.strictObject({ id: tokenId }) },
  responses: { 204: { description: 'It opens nothing any more' }, ...problems(400, 401, 404, 507) },
});

export function tokenRoutes({ accounts: { apiTokens } }: Pick<ApiPorts, 'accounts'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(list, (c) => {
    const { person_id: wanted } = c.req.valid('query');
    const tokens = apiTokens.list().filter(({ person_id }) => wanted === undefined || person_id === wanted);
    edits(
      c,
      tokens.map((token) => describeToken(token, null)),
    );
    return c.json({ items: tokens.map((token) => describeToken(token, apiTokens.lastUsedAt(token.id))) }, 200);
  });
  api.openapi(add, async (c) => {
    const { person_id: personId, expires_at: expiresAt, ...rest } = c.req.valid('json');
    const { stored, token } = await apiTokens.add({ ...rest, personId, expiresAt });
    return c.json({ ...describeToken(stored, null), token }, 201);
  });
  api.openapi(remove, async (c) => {
    const { id } = c.req.valid('param');
    if (!(await apiTokens.remove((token) => token.id === id))) {
      throw new AppError('request.not-found', 'There is no such token.');
    }
    return c.body(null, 204);
  });
  return api;
}
