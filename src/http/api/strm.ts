// Movies and series as files: how the last run went, and running it now.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import type { ApiEnv } from '../guard.ts';
import { fault } from './account-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, instant, jsonBody, newApi, problems } from './route.ts';

const tags = ['Library'];

const status = z
  .strictObject({
    is_running: z.boolean(),
    finished_at: instant.nullable(),
    files: z.int().nullable(),
    written: z.int().nullable(),
    removed: z.int().nullable(),
    waiting: z
      .int()
      .nullable()
      .meta({ description: 'Files that would go, but are too many without being asked; agree with `may_remove_many`' }),
    error: fault.nullable(),
  })
  .meta({ id: 'Files' });

export const read = createRoute({
  method: 'get',
  path: '/files',
  tags,
  summary: 'Movies and series as files: how the last run went',
  responses: { 200: answer('The last run', status), ...problems(401) },
});

export const run = createRoute({
  method: 'post',
  path: '/files/run',
  tags,
  summary: 'Write the files now',
  description: 'Answers when it is done; the settings `strm` say where and which.',
  request: {
    body: jsonBody(z.strictObject({ may_remove_many: z.boolean().default(false) })),
  },
  responses: { 200: answer('The run', status), ...problems(400, 401, 413, 507) },
});

export function strmRoutes({ strm }: Pick<ApiPorts, 'strm'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  const shown = (): z.output<typeof status> => {
    const { isRunning, finishedAt, outcome, error } = strm.status;
    return {
      is_running: isRunning,
      finished_at: finishedAt,
      files: outcome?.fileCount ?? null,
      written: outcome?.writtenCount ?? null,
      removed: outcome?.removedCount ?? null,
      waiting: outcome?.waitingCount ?? null,
      error,
    };
  };
  api.openapi(read, (c) => c.json(shown(), 200));
  api.openapi(run, async (c) => {
    await strm.run(c.req.valid('json').may_remove_many);
    return c.json(shown(), 200);
  });
  return api;
}
