// Long work: begun, and looked at while it runs.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { insistOnCondition } from '../../kernel/condition.ts';
import { AppError, ERROR_CODES } from '../../kernel/errors.ts';
import type { ProviderId } from '../../model/ids.ts';
import { JOB_STATES, type Job, type JobProgress, type Work } from '../../sync/jobs.ts';
import type { ApiEnv } from '../guard.ts';
import { edits } from './edited.ts';
import type { ApiPorts } from './ports.ts';
import { answer, instant, jsonBody, newApi, problems, providerId } from './route.ts';

const tags = ['Jobs'];

const job = z
  .strictObject({
    id: z.string(),
    kind: z.string(),
    subject: z.string().meta({ description: 'What it is done to; empty for everything' }),
    state: z.enum(JOB_STATES),
    progress: z
      .strictObject({
        phase: z.string(),
        done: z.int(),
        total: z.int().nullable().meta({ description: 'Null where nobody knows how much there is' }),
      })
      .nullable(),
    started_at: instant,
    finished_at: instant.nullable(),
    error: z.strictObject({ code: z.enum(ERROR_CODES), message: z.string() }).nullable(),
  })
  .meta({ id: 'Job' });

const list = createRoute({
  method: 'get',
  path: '/jobs',
  tags,
  summary: 'What runs, and what has ended lately; the newest first',
  responses: { 200: answer('The jobs', z.strictObject({ items: z.array(job) })), ...problems(401) },
});

const read = createRoute({
  method: 'get',
  path: '/jobs/{id}',
  tags,
  summary: 'One job',
  request: { params: z.strictObject({ id: z.string().max(64) }) },
  responses: { 200: answer('The job', job), ...problems(400, 401, 404) },
});

const cancel = createRoute({
  method: 'delete',
  path: '/jobs/{id}',
  tags,
  summary: 'Break long work off',
  description:
    'It ends within a second or two: a sync also while names are matched. What was read or written before is kept.',
  request: { params: z.strictObject({ id: z.string().max(64) }) },
  responses: { 202: answer('The job; it ends soon', job), ...problems(400, 401, 404, 409) },
});

const wanted = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sync'), provider_id: providerId }).meta({ description: 'One provider is read' }),
  z.strictObject({ kind: z.literal('sync_all') }).meta({ description: 'All that are enabled' }),
  z
    .strictObject({ kind: z.literal('files'), may_remove_many: z.boolean().default(false) })
    .meta({ description: 'Movies and series are written as files' }),
  z.strictObject({ kind: z.literal('knowledge') }).meta({ description: 'The database of channels is renewed' }),
]);
type Wanted = z.output<typeof wanted>;

const begin = createRoute({
  method: 'post',
  path: '/jobs',
  tags,
  summary: 'Begin long work',
  description:
    'Answers at once. What runs already is not begun twice: it is what is answered. A restart ends it; it is `failed` then (`process.stopping`), under the same id.',
  request: { body: jsonBody(wanted) },
  responses: { 202: answer('The job', job), ...problems(400, 401, 404, 413) },
});

type Ports = Pick<ApiPorts, 'jobs' | 'knowledge' | 'providers' | 'strm' | 'sync'>;

export function jobRoutes(ports: Ports): OpenAPIHono<ApiEnv> {
  const { jobs } = ports;
  const api = newApi();
  api.openapi(list, (c) => {
    const all = jobs.list();
    edits(c, all.map(standingOf));
    return c.json({ items: all.map(describe) }, 200);
  });
  api.openapi(read, (c) => {
    const found = jobs.get(c.req.valid('param').id);
    if (!found) throw new AppError('request.not-found', 'There is no such job.');
    edits(c, standingOf(found));
    return c.json(describe(found), 200);
  });
  api.openapi(cancel, async (c) => {
    await insistOnCondition();
    return c.json(describe(jobs.cancel(c.req.valid('param').id)), 202);
  });
  api.openapi(begin, async (c) => {
    const asked = c.req.valid('json');
    await insistOnCondition(); // before it is among the jobs, which are written down after that
    const begun = jobs.start(WORKS[asked.kind](asked as never, ports));
    await jobs.noted(); // what was answered is known after a restart, too
    return c.json(describe(begun), 202);
  });
  return api;
}

type Works = { readonly [Kind in Wanted['kind']]: (asked: Extract<Wanted, { kind: Kind }>, ports: Ports) => Work };

const WORKS: Works = {
  sync: ({ provider_id: id }, { providers, sync }) => {
    if (!providers.get(id)) throw new AppError('provider.unknown', `There is no provider ${id}.`);
    return {
      kind: 'sync',
      subject: id,
      run: () => sync.run(id, 'request'),
      progress: () => progressOf(id, sync),
      cancel: () => sync.cancel(id),
    };
  },
  sync_all: (_asked, { providers, sync }) => {
    const ids = providers.list().flatMap(({ id, enabled }) => (enabled ? [id] : []));
    let done = 0;
    const one = (id: ProviderId): Promise<unknown> => sync.run(id, 'request').finally(() => void (done += 1));
    return {
      kind: 'sync_all',
      subject: '',
      run: () => allOf(ids.map((id) => one(id))),
      cancel: () => ids.forEach((id) => sync.cancel(id)),
      progress: () => ({ phase: 'providers', done, total: ids.length }),
    };
  },
  files: ({ may_remove_many: mayRemoveMany }, { strm }) => {
    const broken = new AbortController();
    return {
      kind: 'files',
      subject: '',
      run: () => strm.run(mayRemoveMany, broken.signal),
      cancel: () => broken.abort(new AppError('process.stopping', 'The writing was cancelled')),
    };
  },
  knowledge: (_asked, { knowledge }) => ({
    kind: 'knowledge',
    subject: '',
    run: () => knowledge.refresh(),
    cancel: () => knowledge.cancel(),
  }),
};

/** Resolves when all have ended. @throws what the first of them has thrown that did */
async function allOf(works: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** Entries and programmes read so far; names while the lineup is built. */
function progressOf(id: ProviderId, sync: Ports['sync']): JobProgress | null {
  const status = sync.status().find(({ provider_id: one }) => one === id);
  if (!status) return null;
  const { phase, matching, progress } = status;
  if (matching) return { phase: 'matching', done: matching.names, total: matching.total };
  return { phase, done: progress.entries + progress.programmes, total: null };
}

/** How far it is does not count for who would break it off. */
const standingOf = ({ id, state }: Job) => ({ id, state });

const describe = ({ startedAt, finishedAt, ...rest }: Job): z.output<typeof job> => ({
  ...rest,
  started_at: startedAt,
  finished_at: finishedAt,
});
