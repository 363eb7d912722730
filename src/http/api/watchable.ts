// The channels that somebody may watch, for lists, a guide and a search.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import * as z from 'zod';
import { PAGE_LIMIT } from '../../lineup/query.ts';
import { formatChannelNumber, type Channel } from '../../model/channel.ts';
import { parseChannelId, printChannelId } from '../../model/ids.ts';
import { channelsAmong, groupNamesOf } from '../../model/groups.ts';
import { CONTENTS, mayWatchGroup } from '../../model/person.ts';
import type { ApiEnv } from '../guard.ts';
import { favouriteChannels } from './liked.ts';
import type { ApiPorts } from './ports.ts';
import { answer, flag, newApi, optional, pageFrom, pageOf, paging, problems } from './route.ts';

const tags = ['Me'];
const MAX_CHANNELS_A_PAGE = 1_000;
const EVERYTHING = { contents: CONTENTS, groups: null };

const watchable = z.strictObject({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  group: z.string(),
  favourite: z.boolean(),
  catchup_days: z.number().meta({ description: 'How far back its archive goes; 0 without one' }),
  logo_url: z.string().meta({ description: 'Relative to the base URL; empty where there is none' }),
});

export const channels = createRoute({
  method: 'get',
  path: '/me/channels',
  tags,
  summary: 'The channels that you may watch, in their order',
  request: {
    query: z.strictObject({
      search: optional(z.string().max(200)).meta({ description: 'Words that all stand in the name, or the number' }),
      group: optional(z.string().max(500)),
      favourite: optional(flag),
      offset: optional(z.coerce.number().int().min(0).max(10_000_000)).meta({
        description: 'Rows to pass over, in place of a cursor',
      }),
      ...paging(MAX_CHANNELS_A_PAGE),
    }),
  },
  responses: { 200: answer('A page', pageOf(watchable)), ...problems(400, 401) },
});

export const groups = createRoute({
  method: 'get',
  path: '/me/groups',
  tags,
  summary: 'Groups of channels that you may watch, in the order of their first channel',
  responses: { 200: answer('Their names', z.strictObject({ items: z.array(z.string()) })), ...problems(401) },
});

type Ports = Pick<ApiPorts, 'accounts' | 'lineup'>;
type Asked = z.output<(typeof channels)['request']['query']>;

export function watchableRoutes(ports: Ports): OpenAPIHono<ApiEnv> {
  const { accounts, lineup } = ports;
  const api = newApi();
  api.openapi(channels, async (c) => {
    const { search = '', ...asked } = c.req.valid('query');
    if (search.trim() !== '') return c.json(await found(c, { ...asked, search }, ports), 200);
    const liked = favouriteChannels(c, accounts);
    const allowed = c.var.person.account?.rights ?? EVERYTHING;
    const { favourite, group } = asked;
    const mine = allowed.contents.includes('live') ? channelsAmong(lineup.snapshot.channels, allowed.groups) : [];
    const isWanted = (one: Channel): boolean =>
      (group === undefined || group === one.group) && (favourite === undefined || favourite === liked.has(one.id));
    const paged = {
      list: 'my channels',
      idOf: (one: Channel) => printChannelId(one.id),
      rowOf: (one: Channel): Watchable => watchableOf(one, liked.has(one.id)),
    };
    const isAll = group === undefined && favourite === undefined;
    return c.json(pageFrom(isAll ? mine : mine.filter(isWanted), asked, paged), 200);
  });
  api.openapi(groups, (c) => {
    const allowed = c.var.person.account?.rights ?? EVERYTHING;
    const names = groupNamesOf(lineup.snapshot.channels);
    return c.json({ items: names.filter((name) => mayWatchGroup(allowed, name)) }, 200);
  });
  return api;
}

type Watchable = z.output<typeof watchable>;

function watchableOf({ id, number, name, group, catchupDays, logoUrl }: Channel, favourite: boolean): Watchable {
  return {
    id: printChannelId(id),
    number: formatChannelNumber(number),
    name,
    group,
    favourite,
    catchup_days: catchupDays,
    logo_url: logoUrl === '' ? '' : `logo/${printChannelId(id)}`,
  };
}

interface Page {
  readonly items: readonly Watchable[];
  readonly next: string | null;
  readonly total: number;
}

/** A search reads every name: in a thread. */
async function found(c: Context<ApiEnv>, asked: Asked, { accounts, lineup }: Ports): Promise<Page> {
  const { favourite, group, search = '', cursor, offset } = asked;
  const { contents, groups: allowed } = c.var.person.account?.rights ?? EVERYTHING;
  if (!contents.includes('live')) return { items: [], next: null, total: 0 };
  const liked = favouriteChannels(c, accounts);
  const { items, next, total } = await lineup.lists.list({
    search,
    enabled: true,
    present: true,
    ...(cursor !== undefined ? { cursor } : offset !== undefined && { offset }),
    limit: Math.min(asked.limit, PAGE_LIMIT),
    ...(group !== undefined && { group }),
    ...(allowed !== null && { groups: allowed }),
    ...(favourite !== undefined && { among: { ids: [...liked], isIn: favourite } }),
  });
  const published = items.flatMap(({ id }) => lineup.snapshot.byId.get(parseChannelId(id)!) ?? []);
  return { items: published.map((one) => watchableOf(one, liked.has(one.id))), next, total };
}
