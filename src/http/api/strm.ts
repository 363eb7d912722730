// Movies and series as files: how the last run went, and running it now.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import type { ApiEnv } from '../guard.ts';
import { fault } from './account-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, instant, jsonBody, newApi, problems, titleId } from './route.ts';

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
    folder: z.string().meta({ description: 'Where they are, on the machine that Masthead runs on' }),
    is_enabled: z.boolean().meta({ description: 'Whether they are written by themselves when the library changes' }),
  })
  .meta({ id: 'Files' });

export const read = createRoute({
  method: 'get',
  path: '/files',
  tags,
  summary: 'Movies and series as files: how the last run went',
  responses: { 200: answer('The last run', status), ...problems(401) },
});

export const ofTitle = createRoute({
  method: 'get',
  path: '/titles/{id}/files',
  tags,
  summary: 'What was written of one movie or series',
  request: { params: z.strictObject({ id: titleId }) },
  responses: {
    200: answer(
      'The files that play it',
      z.strictObject({ folder: z.string(), items: z.array(z.string()).readonly().meta({ description: 'Below it' }) }),
    ),
    ...problems(400, 401, 404),
  },
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

export function strmRoutes({
  library,
  settings,
  strm,
}: Pick<ApiPorts, 'library' | 'settings' | 'strm'>): OpenAPIHono<ApiEnv> {
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
      folder: strm.folder,
      is_enabled: settings.current.strm.enabled,
    };
  };
  api.openapi(read, (c) => c.json(shown(), 200));
  api.openapi(ofTitle, (c) => {
    const title = library.title(c.req.valid('param').id);
    if (!title) throw new AppError('title.unknown', 'There is no such title.');
    return c.json({ folder: strm.folder, items: strm.filesOf(title) }, 200);
  });
  api.openapi(run, async (c) => {
    await strm.run(c.req.valid('json').may_remove_many);
    return c.json(shown(), 200);
  });
  return api;
}
