// Favourites: what a person likes best, in its order.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import * as z from 'zod';
import { MOST_FAVOURITES, type Favourite, type NewFavourite } from '../../accounts/favourites.ts';
import { AppError } from '../../kernel/errors.ts';
import { formatChannelNumber } from '../../model/channel.ts';
import { FAVOURITE_KINDS } from '../../model/favourite.ts';
import { parseChannelId, type ChannelId } from '../../model/ids.ts';
import { mayWatchGroup, mayWatchTitle, type Rights } from '../../model/person.ts';
import { parseTitleId, type TitleId } from '../../model/title.ts';
import type { ApiEnv } from '../guard.ts';
import { noteOthers } from './others.ts';
import { edits } from './edited.ts';
import type { ApiPorts } from './ports.ts';
import { answer, instant, jsonBody, newApi, optional, pageFrom, pageOf, paging, problems } from './route.ts';
import { personId, whose } from './whose.ts';

const tags = ['Favourites'];
const id = z
  .string()
  .regex(/^[ct][0-9a-z]{11}$/, 'not an id of a channel or title')
  .meta({ description: "A channel's or a title's", example: 'c1a2b3c4d5e6' });
const query = z.strictObject({ person_id: personId });

export const favourite = z
  .strictObject({
    id: z.string(),
    kind: z.enum(FAVOURITE_KINDS),
    name: z
      .string()
      .meta({ description: 'As it is called now; of one that is not there, as it was when it was added' }),
    available: z.boolean().meta({ description: 'There is something to watch, and its person may' }),
    number: z.string().nullable().meta({ description: 'Of a channel' }),
    group: z.string(),
    logo_url: z.string().meta({ description: 'Relative to the base URL; empty where there is none' }),
    added_at: instant,
  })
  .meta({ id: 'Favourite' });

export const list = createRoute({
  method: 'get',
  path: '/favourites',
  tags,
  summary: 'Favourites in their order',
  description:
    'As a playlist: `/favourites.m3u?token=…` on this listener, with a token of its person that has the scope `stream`.',
  request: {
    query: query.extend({ kind: optional(z.enum(FAVOURITE_KINDS)), ...paging(MOST_FAVOURITES) }),
  },
  responses: { 200: answer('A page', pageOf(favourite)), ...problems(400, 401, 404) },
});

export const replace = createRoute({
  method: 'put',
  path: '/favourites',
  tags,
  summary: 'Say which and in which order',
  description: 'The whole list: what is not in it is no favourite any more. The same list again changes nothing.',
  request: { query, body: jsonBody(z.strictObject({ ids: z.array(id).max(MOST_FAVOURITES) })) },
  responses: {
    200: answer('All of them', z.strictObject({ items: z.array(favourite) })),
    ...problems(400, 401, 404, 409, 413, 507),
  },
});

export const put = createRoute({
  method: 'put',
  path: '/favourites/{id}',
  tags,
  summary: 'Make something a favourite, or move it',
  description: 'At the end of the list, or where `before` says; what is a favourite already stays where it is without.',
  request: {
    params: z.strictObject({ id }),
    query: query.extend({
      before: optional(z.union([id, z.literal('end')])).meta({ description: 'The favourite behind it, or `end`' }),
    }),
  },
  responses: { 200: answer('The favourite', favourite), ...problems(400, 401, 404, 409, 507) },
});

export const remove = createRoute({
  method: 'delete',
  path: '/favourites/{id}',
  tags,
  summary: 'No favourite any more',
  request: { params: z.strictObject({ id }), query },
  responses: { 204: { description: 'It is none' }, ...problems(400, 401, 404, 507) },
});

type Ports = Pick<ApiPorts, 'accounts' | 'audit' | 'library' | 'lineup'>;

export function favouriteRoutes(ports: Ports): OpenAPIHono<ApiEnv> {
  const { accounts, audit } = ports;
  const { favourites } = accounts;
  const api = newApi();
  const noted = async <Done>(c: Context<ApiEnv>, owner: Rights, work: () => Promise<Done>): Promise<Done> => {
    const ids = () => ({ ids: favourites.of(owner.id).map((one) => one.id) });
    const before = ids();
    const done = await work();
    noteOthers(c, { audit, thing: 'favourites', owner }, { before, after: ids() });
    return done;
  };
  api.openapi(list, (c) => {
    const { person_id: asked, kind, ...page } = c.req.valid('query');
    const owner = whose(c, { accounts, asked });
    const wanted = favourites.of(owner.id).filter((one) => kind === undefined || one.kind === kind);
    edits(
      c,
      wanted.map((one) => one.id),
    );
    return c.json(
      pageFrom(wanted, page, { list: 'favourites', idOf: (one) => one.id, rowOf: (one) => shown(one, owner, ports) }),
      200,
    );
  });
  api.openapi(replace, async (c) => {
    const owner = whose(c, { accounts, asked: c.req.valid('query').person_id });
    const known = new Map(favourites.of(owner.id).map((one) => [one.id, one]));
    const wanted = c.req.valid('json').ids.map((one) => known.get(one) ?? found(one, owner, ports));
    await noted(c, owner, () => favourites.replace(owner.id, wanted));
    return c.json({ items: favourites.of(owner.id).map((one) => shown(one, owner, ports)) }, 200);
  });
  api.openapi(put, async (c) => {
    const { person_id: asked, before } = c.req.valid('query');
    const owner = whose(c, { accounts, asked });
    const added = found(c.req.valid('param').id, owner, ports);
    const place = before === undefined ? {} : { before: before === 'end' ? null : before };
    await noted(c, owner, () => favourites.put(owner.id, { favourite: added, ...place }));
    return c.json(
      shown(
        favourites.of(owner.id).find((one) => one.id === added.id)!,
        owner,
        ports,
      ),
      200,
    );
  });
  api.openapi(remove, async (c) => {
    const owner = whose(c, { accounts, asked: c.req.valid('query').person_id });
    if (!(await noted(c, owner, () => favourites.remove(owner.id, c.req.valid('param').id))))
      throw new AppError('request.not-found', 'This is no favourite.');
    return c.body(null, 204);
  });
  return api;
}

type Rooms = Pick<Ports, 'library' | 'lineup'>;

/** Something that there is and that its person may watch. @throws AppError `channel.unknown`, `title.unknown` */
function found(printed: string, owner: Rights, { lineup, library }: Rooms): NewFavourite {
  const channel = parseChannelId(printed);
  if (channel !== undefined) {
    const row = lineup.channel(channel);
    if (!row || !mayWatchGroup(owner, row.group))
      throw new AppError('channel.unknown', `There is no channel ${printed}.`);
    return { id: printed, kind: 'channel', name: row.name };
  }
  const titleId = parseTitleId(printed); // eleven signs can say more than an id has room for
  const title = titleId === undefined ? undefined : library.title(titleId);
  if (!title || !mayWatchTitle(owner, title)) throw new AppError('title.unknown', `There is no title ${printed}.`);
  return { id: printed, kind: title.kind, name: title.name };
}

function shown(stored: Favourite, owner: Rights, rooms: Rooms): z.output<typeof favourite> {
  const now = stored.kind === 'channel' ? channelNow(stored, owner, rooms) : titleNow(stored, owner, rooms);
  return { ...stored, ...(now ?? { available: false, number: null, group: '', logo_url: '' }) };
}

function channelNow({ id: printed }: Favourite, owner: Rights, { lineup }: Rooms) {
  const channel = lineup.snapshot.byId.get(parseChannelId(printed) as ChannelId);
  if (!channel) return undefined;
  const { name, number, group, logoUrl } = channel;
  const logo_url = logoUrl === '' ? '' : `logo/${printed}`;
  return { name, number: formatChannelNumber(number), group, logo_url, available: mayWatchGroup(owner, group) };
}

function titleNow({ id: printed }: Favourite, owner: Rights, { library }: Rooms) {
  const title = library.title(parseTitleId(printed) as TitleId);
  if (!title) return undefined;
  const logo_url = title.posterUrl === '' ? '' : `logo/${printed}`;
  return { name: title.name, number: null, group: title.group, logo_url, available: mayWatchTitle(owner, title) };
}
