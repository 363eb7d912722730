// Channels: what the user sees, and what the user decides about them.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { streamView } from '../../health/view.ts';
import { AppError } from '../../kernel/errors.ts';
import { FEEDS, RESOLUTIONS } from '../../formats/names/reading.ts';
import { CHANNEL_SORTS, GUIDE_FOUND_BY, PAGE_LIMIT, SORT_ORDERS, type ChannelRow } from '../../lineup/query.ts';
import { insistOnProfile } from '../../model/settings-checks.ts';
import { hash53, parseChannelId, printChannelId, type ChannelId } from '../../model/ids.ts';
import type { ApiEnv } from '../guard.ts';
import {
  channel,
  channelFilter,
  channelWithProgrammes,
  decided,
  decision,
  describeProgramme,
  facets,
  guideSources,
  market,
} from './channel-schema.ts';
import { edits } from './edited.ts';
import { followRenames, renamesIn } from './group-renames.ts';
import { favouriteChannels } from './liked.ts';
import { healthFilter, splitHealth } from './health-schema.ts';
import type { ApiPorts } from './ports.ts';
import {
  answer,
  channelId,
  familyId,
  flag,
  jsonBody,
  newApi,
  optional,
  pageOf,
  paging,
  problems,
  providerId,
} from './route.ts';

const tags = ['Channels'];

const search = z.string().max(200).meta({ description: 'Words that all stand in the name, or the number' });
const group = z.string().max(500);

export const list = createRoute({
  method: 'get',
  path: '/channels',
  tags,
  summary: 'All channels, also disabled ones and those without a stream',
  request: {
    query: z.strictObject({
      search: optional(search),
      group: optional(group),
      provider_id: optional(providerId),
      enabled: optional(flag),
      present: optional(flag),
      has_guide: optional(flag),
      family: optional(familyId),
      market: optional(market),
      feed: optional(z.enum(FEEDS)),
      shift_hours: optional(z.coerce.number().int().min(0).max(24)),
      resolution: optional(z.enum(RESOLUTIONS)),
      guide_by: optional(z.enum(GUIDE_FOUND_BY)),
      guide_score_below: optional(z.coerce.number().int().min(0).max(101)),
      favourite: optional(flag).meta({ description: 'Favourites of whoever asks, or all others' }),
      folded: optional(flag).meta({ description: 'Of channels that are alike only the first that is found' }),
      with_picture: optional(flag).meta({ description: 'Along with what the stream that is tried first says and is' }),
      offset: optional(z.coerce.number().int().min(0).max(10_000_000)).meta({
        description: 'Rows to pass over, in place of a cursor',
      }),
      ...healthFilter,
      sort: z
        .enum(CHANNEL_SORTS)
        .default('number')
        .meta({ description: '`health`: the worst first; those that were not seen yet are the last in both orders' }),
      order: z.enum(SORT_ORDERS).default('asc'),
      ...paging(PAGE_LIMIT),
    }),
  },
  responses: { 200: answer('A page of channels', pageOf(channel)), ...problems(400, 401) },
});

export const listFacets = createRoute({
  method: 'get',
  path: '/channel-facets',
  tags,
  summary: 'What channels may be filtered by, with how many there are of each',
  responses: { 200: answer('The most frequent first', facets), ...problems(401) },
});

export const read = createRoute({
  method: 'get',
  path: '/channels/{id}',
  tags,
  summary: 'One channel, with what is on now and next',
  request: { params: z.strictObject({ id: channelId }) },
  responses: {
    200: answer('The channel', channelWithProgrammes),
    ...problems(400, 401, 404),
  },
});

const MAX_PATCHES = 1_000;
const MAX_IDS = 20_000;

const patch = z.strictObject({
  ids: optional(z.array(channelId).min(1).max(MAX_IDS)),
  where: optional(channelFilter),
  set: decision,
});

export const change = createRoute({
  method: 'patch',
  path: '/channels',
  tags,
  summary: 'Decide for many channels at once',
  description:
    'Each patch names channels by `ids` or by `where` and says what to `set`; null takes a decision back. Either all patches are taken or none; ids of channels that have become part of others mean these. Patching the same again changes nothing. Answers when it is shown: who reads before sees what was, who reads afterwards what is. A number waits for a build of the lineup that is under way, a minute or two with a large one.',
  request: {
    body: jsonBody(
      z.strictObject({
        patches: z
          .array(patch.refine(({ ids, where }) => (ids === undefined) !== (where === undefined), 'give ids or where'))
          .min(1)
          .max(MAX_PATCHES),
        dry_run: z
          .boolean()
          .default(false)
          .meta({ description: 'Say how many channels would differ, and change nothing' }),
      }),
    ),
  },
  responses: {
    200: answer('What it did', decided),
    ...problems(400, 401, 404, 409, 413, 507),
  },
});

type Ports = Pick<ApiPorts, 'accounts' | 'clock' | 'guide' | 'health' | 'lineup' | 'settings' | 'triedOf'>;

export function channelRoutes(ports: Ports): OpenAPIHono<ApiEnv> {
  const { accounts, health, lineup } = ports;
  const api = newApi();
  api.openapi(list, async (c) => {
    const [conditions, { favourite, with_picture: isFull = false, ...query }] = splitHealth(c.req.valid('query'));
    const liked = favouriteChannels(c, accounts);
    const among = favourite === undefined ? {} : { among: { ids: [...liked], isIn: favourite } };
    const isRanked = conditions !== undefined || query.sort === 'health';
    const worst = isRanked && (await health.ask('worst', { of: 'channel', ...conditions }));
    const ranked = worst === false ? {} : { ranked: worst as readonly ChannelId[], unranked: conditions === undefined };
    const page = await lineup.lists.list({ ...query, ...among, ...ranked });
    const printed = new Set(Array.from(liked, printChannelId));
    const ids = page.items.map((row) => parseChannelId(row.id)!);
    const briefOf = health.briefs.channels(ids);
    const items = page.items.map((row, index) => ({
      ...withLogo(row, lineup),
      ...(isFull && { picture: pictureOf(row, ports) }),
      ...briefOf(ids[index]!),
      favourite: printed.has(row.id),
    }));
    edits(c, page.items);
    return c.json({ ...page, items }, 200);
  });
  api.openapi(listFacets, async (c) => c.json(await lineup.lists.facets(), 200));
  api.openapi(change, async (c) => {
    const { patches, dry_run: isDryRun } = c.req.valid('json');
    for (const { set } of patches) insistOnProfile(set.stream_profile, ports.settings.current.commands);
    const isRename = !isDryRun && patches.some(({ where, set }) => where?.group !== undefined && set.group != null);
    const groups = isRename ? await lineup.lists.groups() : [];
    const outcome = await lineup.patch(patches, isDryRun);
    if (isRename) await followRenames(renamesIn(patches, new Set(groups.map(({ name }) => name))), accounts.people);
    return c.json(outcome, 200);
  });
  api.openapi(read, (c) => {
    const { id } = c.req.valid('param');
    const row = lineup.channel(id);
    if (!row) throw new AppError('channel.unknown', `There is no channel ${printChannelId(id)}.`);
    const favourite = favouriteChannels(c, accounts).has(id);
    return c.json(
      {
        ...withLogo(row, lineup),
        ...health.briefs.channels([id])(id),
        favourite,
        programmes: nowAndNext(ports, id, row),
      },
      200,
    );
  });
  return api;
}

/** Browsers keep a logo for a day: one that a person has chosen has an address of its own. */
function withLogo(row: ChannelRow, lineup: Ports['lineup']): ChannelRow {
  const id = parseChannelId(row.id);
  const chosen = row.decided.includes('logo') && id !== undefined ? lineup.chosenLogoOf(id) : undefined;
  return chosen === undefined ? row : { ...row, logo_url: `${row.logo_url}?v=${hash53(chosen).toString(36)}` };
}

/** Of the stream that it would be given now. */
function pictureOf(row: ChannelRow, { health, triedOf, clock }: Ports): z.output<typeof channel>['picture'] {
  const id = parseChannelId(row.id);
  const first = id === undefined || !row.present ? undefined : triedOf(id)[0];
  const record = first === undefined ? undefined : health.stream(first);
  return record ? streamView(record, clock.now()).quality : null;
}

type ShownProgramme = z.output<typeof channelWithProgrammes>['programmes'][number];

function nowAndNext({ lineup, guide, clock }: Ports, id: ChannelId, row: ChannelRow): ShownProgramme[] {
  const published = lineup.snapshot.byId.get(id);
  const sources = guideSources(row);
  return published
    ? guide.nowAndNext(published, clock.now(), 2).map((placed) => describeProgramme(placed, sources))
    : [];
}
