// The viewing history: what was watched, by whom, from which stream. A person sees its own, an admin everybody's.

import { Readable } from 'node:stream';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import * as z from 'zod';
import { statisticsTable } from '../../accounts/viewing/csv.ts';
import { VIEWING_PAGE_LIMIT, type ViewingFilter } from '../../accounts/viewing/query.ts';
import { AppError } from '../../kernel/errors.ts';
import { dayBefore, dayNumber } from '../../kernel/local-day.ts';
import type { Rights } from '../../model/person.ts';
import type { ApiEnv } from '../guard.ts';
import { may } from '../permissions.ts';
import { isOthers, noteOthers } from './others.ts';
import type { ApiPorts } from './ports.ts';
import { answer, flag, newApi, optional, pageOf, paging, problems } from './route.ts';
import { statistics, statisticsFilter, viewing, viewingFilter } from './viewing-schema.ts';
import { personId, whose } from './whose.ts';

const tags = ['Viewing history'];
const csv = (description: string) => ({ description, content: { 'text/csv': { schema: z.string() } } });

export const list = createRoute({
  method: 'get',
  path: '/viewing',
  tags,
  summary: 'What was watched, the newest first',
  description: 'Who watches now is in it as well, as of the last half minute. `history.keep_days` says how far back.',
  request: { query: z.strictObject({ ...viewingFilter, ...paging(VIEWING_PAGE_LIMIT) }) },
  responses: { 200: answer('A page', pageOf(viewing)), ...problems(400, 401) },
});

export const exportList = createRoute({
  method: 'get',
  path: '/viewing.csv',
  tags,
  summary: 'The same as comma-separated values',
  request: { query: z.strictObject(viewingFilter) },
  responses: { 200: csv('All that fits'), ...problems(400, 401) },
});

export const forget = createRoute({
  method: 'delete',
  path: '/viewing',
  tags,
  summary: 'Forget what a person watched',
  description:
    'Its viewings and the places at which it stopped are deleted; the sums stay, without its name. Only an admin may forget `everybody`; that an admin has forgotten others stands in the audit.',
  request: { query: z.strictObject({ person_id: personId, everybody: optional(flag) }) },
  responses: { 204: { description: 'It is forgotten' }, ...problems(400, 401, 404, 507) },
});

export const sums = createRoute({
  method: 'get',
  path: '/statistics',
  tags,
  summary: 'How much was watched, by channel, title, person, provider, hour or day',
  description: '`history.statistics_days` says how far back. Sums by person are for an admin.',
  request: { query: z.strictObject(statisticsFilter) },
  responses: { 200: answer('The sums', statistics), ...problems(400, 401) },
});

export const exportSums = createRoute({
  method: 'get',
  path: '/statistics.csv',
  tags,
  summary: 'The same as comma-separated values',
  request: { query: z.strictObject(statisticsFilter) },
  responses: { 200: csv('The sums'), ...problems(400, 401) },
});

type Ports = Pick<ApiPorts, 'accounts' | 'audit' | 'clock' | 'providers' | 'viewing'>;

export function viewingRoutes(ports: Ports): OpenAPIHono<ApiEnv> {
  const { accounts, audit, viewing: history } = ports;
  const api = newApi();
  api.openapi(list, async (c) => {
    const { cursor, limit, ...asked } = c.req.valid('query');
    if (cursor !== undefined && !/^\d{1,16}$/.test(cursor))
      throw new AppError('request.invalid', 'cursor: not one of ours');
    const filter = filterOf(c, asked);
    const page = await history.list({ ...filter, limit, ...(cursor !== undefined && { cursor: Number(cursor) }) });
    return c.json({ ...page, items: page.items.map((row) => ({ ...row, id: String(row.id) })) }, 200);
  });
  api.openapi(exportList, (c) => {
    const chunks = history.export(filterOf(c, c.req.valid('query')));
    const body = Readable.toWeb(Readable.from(chunks, { objectMode: false })) as ReadableStream;
    return c.body(body, 200, headersOf('viewing')) as never;
  });
  api.openapi(forget, async (c) => {
    const { person_id: asked, everybody } = c.req.valid('query');
    if (everybody === true) mustInspect(c);
    const person = everybody === true ? null : whose(c, { accounts, asked });
    const viewings = isOthers(c, person) ? await countOf(history, person) : 0;
    await history.forget(person?.id ?? null);
    noteOthers(c, { audit, thing: 'history', owner: person }, { before: { viewings }, after: null });
    return c.body(null, 204);
  });
  api.openapi(sums, async (c) => c.json(await sumsOf(c, c.req.valid('query'), ports), 200));
  api.openapi(exportSums, async (c) => {
    const asked = c.req.valid('query');
    const { items } = await sumsOf(c, asked, ports);
    return c.body(statisticsTable(asked.by, items), 200, headersOf('statistics'));
  });
  return api;
}

/** All that the audit says of a history that was not one's own: how much there was, and nothing of what it was. */
const countOf = async (history: Ports['viewing'], person: Rights | null): Promise<number> =>
  (await history.list({ limit: 1, ...(person && { person: person.id }) })).total;

const headersOf = (name: string): Record<string, string> => ({
  'content-type': 'text/csv; charset=UTF-8',
  'content-disposition': `attachment; filename="masthead-${name}.csv"`,
});

interface AskedFilter {
  readonly person_id?: string;
  readonly kind?: ViewingFilter['kind'] & string;
  readonly item_id?: string;
  readonly provider_id?: string;
  readonly from_at?: number;
  readonly until_at?: number;
}

/** Of everybody for an admin; of oneself for others. @throws AppError `request.forbidden` */
function filterOf(c: Context<ApiEnv>, asked: AskedFilter): ViewingFilter {
  const own = c.var.person.account?.id;
  const wantsOwn = asked.person_id !== undefined && asked.person_id === own;
  const isAdmin = may(c.var.person, 'inspect');
  if (!isAdmin && !wantsOwn && asked.person_id !== undefined) mustInspect(c);
  if (!isAdmin && own === undefined) mustInspect(c);
  const person = isAdmin ? asked.person_id : own;
  return { ...partsOf(asked), ...(person !== undefined && { person }) };
}

function partsOf({ kind, item_id: item, provider_id: provider, from_at: fromAt, until_at: untilAt }: AskedFilter) {
  return {
    ...(kind !== undefined && { kind }),
    ...(item !== undefined && { item }),
    ...(provider !== undefined && { provider }),
    ...(fromAt !== undefined && { fromAt }),
    ...(untilAt !== undefined && { untilAt }),
  };
}

function mustInspect(c: Context<ApiEnv>): void {
  if (!may(c.var.person, 'inspect'))
    throw new AppError('request.forbidden', 'Only an administrator may ask what others watched.');
}

type AskedSums = z.output<z.ZodObject<typeof statisticsFilter>>;

/** Sums that name nobody are for whoever may look; of oneself for everybody, and all that others are told; of others for an admin. */
async function sumsOf(c: Context<ApiEnv>, asked: AskedSums, { clock, providers, viewing: history }: Ports) {
  const { by, days, from, until, sort, limit } = asked;
  const own = c.var.person.account?.id;
  if (asked.person_id !== own && (asked.person_id !== undefined || by === 'person')) mustInspect(c);
  const person = asked.person_id ?? (may(c.var.person, 'look') ? undefined : own);
  if (person === undefined && !may(c.var.person, 'look')) mustInspect(c);
  const untilDay = until === undefined ? dayNumber(clock.now()) : dayOf(until);
  const fromDay = from === undefined ? dayBefore(untilDay, days - 1) : dayOf(from);
  const parts = { ...partsOf(asked), ...(person !== undefined && { person }) };
  const counted = await history.statistics({ ...parts, by, fromDay, untilDay, sort, limit });
  if (by !== 'provider') return counted;
  const nameOf = (key: string): string => providers.list().find(({ id }) => id === key)?.name ?? '';
  return { ...counted, items: counted.items.map((row) => ({ ...row, name: nameOf(row.key) })) };
}

const dayOf = (date: string): number => Number(date.replaceAll('-', ''));
