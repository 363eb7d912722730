// The log: its newest lines, as a file, and the level that is written.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { formatRecord, LOG_LEVELS } from '../../kernel/log.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, instant, jsonBody, newApi, optional, problems } from './route.ts';

const tags = ['Log'];
const level = z.enum(LOG_LEVELS);
const MAX_ROWS = 2_000;

const line = z
  .strictObject({
    id: z.int().meta({ description: 'Counts the lines since the start' }),
    at: instant,
    level,
    room: z.string(),
    message: z.string(),
    fields: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'LogLine' });

export const list = createRoute({
  method: 'get',
  path: '/log',
  tags,
  summary: 'The newest lines of the log, oldest first',
  description: 'Without passwords. New lines are told by the topic `log` of `/api/live`.',
  request: {
    query: z.strictObject({
      level: optional(level).meta({ description: 'This one and what is graver' }),
      room: optional(z.string().max(50)),
      search: optional(z.string().max(200)),
      after: optional(z.coerce.number().int().min(0)).meta({ description: 'Lines after this id only' }),
      limit: z.coerce.number().int().min(1).max(MAX_ROWS).default(500),
    }),
  },
  responses: {
    200: answer(
      'Lines',
      z.strictObject({ items: z.array(line), level: level.meta({ description: 'What is written now' }) }),
    ),
    ...problems(400, 401),
  },
});

export const download = createRoute({
  method: 'get',
  path: '/log/download',
  tags,
  summary: 'The newest lines of the log as a text file',
  responses: {
    200: { description: 'The file', content: { 'text/plain': { schema: z.string() } } },
    ...problems(401),
  },
});

export const setLevel = createRoute({
  method: 'put',
  path: '/log/level',
  tags,
  summary: 'Write more or less, until the next start',
  request: { body: jsonBody(z.strictObject({ level })) },
  responses: { 200: answer('The level', z.strictObject({ level })), ...problems(400, 401, 403, 413) },
});

export function logRoutes({ logBook }: Pick<ApiPorts, 'logBook'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(list, (c) => {
    const { limit, ...filter } = c.req.valid('query');
    return c.json({ items: logBook.lines(limit, filter), level: logBook.level }, 200);
  });
  api.openapi(download, (c) => {
    const text = logBook.lines(MAX_ROWS).map((one) => `${formatRecord(one)}\n`);
    return c.text(text.join(''), 200, { 'content-disposition': 'attachment; filename="masthead.log"' });
  });
  api.openapi(setLevel, (c) => {
    logBook.level = c.req.valid('json').level;
    return c.json({ level: logBook.level }, 200);
  });
  return api;
}
