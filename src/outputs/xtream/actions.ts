// The actions of `player_api.php`. One that is not known is answered as a login: clients try what they know.

import type { Context } from 'hono';
import { channelOfId, xmltvId, type Channel, type LineupSnapshot } from '../../model/channel.ts';
import { parseChannelId } from '../../model/ids.ts';
import type { TitleKind } from '../../model/title.ts';
import { baseUrlOf } from '../base-url.ts';
import { respondList } from '../list-response.ts';
import type { LanEnv } from '../output.ts';
import { favouriteChannels, favouritesCategory, favouritesId, favouriteTitles, isFavourites } from './favourites.ts';
import { shortListing, wholeListing } from './listings.ts';
import { listedCategory, liveCategories, liveStream, liveStreams, mayHave, type ListedCategory } from './live-lists.ts';
import { loginAnswer } from './login.ts';
import type { XtreamPorts, XtreamRights } from './ports.ts';
import { smallIdsOf } from './small-ids.ts';
import { movieInfo, seriesInfo } from './title-info.ts';
import { respondTitles, titleGroupsOf } from './titles.ts';

export interface Asked {
  readonly c: Context<LanEnv>;
  readonly ports: XtreamPorts;
  readonly user: XtreamRights;
  readonly parameters: Readonly<Record<string, string>>;
  readonly base: string;
}

type Action = (asked: Asked) => Response | Promise<Response>;

const ACTIONS: Readonly<Record<string, Action>> = {
  get_live_categories: ({ c, ports, user }) => c.json(allLiveCategories(ports, user)),
  get_vod_categories: (asked) => asked.c.json(titleCategories(asked, 'movie')),
  get_series_categories: (asked) => asked.c.json(titleCategories(asked, 'series')),
  get_live_streams: respondLiveStreams,
  get_vod_streams: ({ c, ports, user, parameters, base }) =>
    respondTitles(c, ports, { kind: 'movie', category: categoryOf(parameters), user, base }),
  get_series: ({ c, ports, user, parameters, base }) =>
    respondTitles(c, ports, { kind: 'series', category: categoryOf(parameters), user, base }),
  get_vod_info: async ({ c, ports, user, parameters, base }) =>
    c.json(await movieInfo({ ports, user, base }, numberOf(parameters['vod_id'] ?? parameters['stream_id']))),
  get_series_info: async ({ c, ports, user, parameters, base }) =>
    c.json(await seriesInfo({ ports, user, base }, numberOf(parameters['series_id'] ?? parameters['series']))),
  get_short_epg: listingOf((asked, channel) => shortListing(asked.ports, channel, asked.parameters['limit'])),
  get_simple_data_table: listingOf(({ ports }, channel) => wholeListing(ports, channel)),
  get_simple_date_table: listingOf(({ ports }, channel) => wholeListing(ports, channel)),
  get_epg: listingOf(({ ports }, channel) => wholeListing(ports, channel)),
};

/** XCVM's own names for them. */
const NUMBERED: Readonly<Record<string, string>> = {
  200: 'get_vod_categories',
  201: 'get_live_categories',
  202: 'get_live_streams',
  203: 'get_vod_streams',
  204: 'get_series_info',
  205: 'get_short_epg',
  206: 'get_series_categories',
  207: 'get_simple_data_table',
  208: 'get_series',
  209: 'get_vod_info',
};

export function respondAction(
  c: Context<LanEnv>,
  ports: XtreamPorts,
  user: XtreamRights,
  parameters: Asked['parameters'],
) {
  const base = baseUrlOf(c, ports.baseUrl);
  const wanted = parameters['action'] ?? '';
  const name = NUMBERED[wanted] ?? wanted;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action) return action({ c, ports, user, parameters, base });
  return c.json(loginAnswer(ports, user, parameters['password'] ?? '', base));
}

/** `panel_api.php`: everything at once, as players of the first years want it. Channels only: movies would not fit. */
export async function respondPanel(
  c: Context<LanEnv>,
  ports: XtreamPorts,
  user: XtreamRights,
  parameters: Asked['parameters'],
): Promise<Response> {
  const base = baseUrlOf(c, ports.baseUrl);
  const { channels, revision } = ports.lineup();
  const ids = await smallIdsOf(ports.lineup());
  const login = loginAnswer(ports, user, parameters['password'] ?? '', base);
  const categories = {
    live: allLiveCategories(ports, user),
    movie: titleCategories({ ports, user }, 'movie'),
    series: titleCategories({ ports, user }, 'series'),
  };
  const head = JSON.stringify({ ...login, categories }).slice(0, -1);
  const parts = function* (): Generator<string> {
    yield `${head},"available_channels":{`;
    let separator = '';
    for (const [index, channel] of channels.entries()) {
      if (!mayHave(user, channel)) continue;
      yield `${separator}"${ids.numberOf(channel)}":${liveStream(channel, index + 1, { base, ids })}`;
      separator = ',';
    }
    yield '}}';
  };
  return respondList(c, { contentType: 'application/json', version: [revision, base, head], parts });
}

async function respondLiveStreams({ c, ports, user, parameters, base }: Asked): Promise<Response> {
  const snapshot = ports.lineup();
  const ids = await smallIdsOf(snapshot);
  const asked = categoryOf(parameters);
  const isAlone = isFavourites('live', asked);
  const liked = favouriteChannels(snapshot, user);
  const favourites = { id: favouritesId('live'), channels: new Set(liked), isAlone };
  const repeated = asked === undefined && ports.repeatsFavourites() ? liked : [];
  const category = isAlone ? undefined : asked;
  return respondList(c, {
    contentType: 'application/json',
    version: [
      snapshot.revision,
      base,
      user.name,
      asked ?? '',
      user.favourites?.revision ?? '',
      String(repeated.length),
    ],
    parts: () => liveStreams(isAlone ? liked : snapshot.channels, { base, ids, user, category, favourites, repeated }),
  });
}

const allLiveCategories = (ports: XtreamPorts, user: XtreamRights): ListedCategory[] => [
  ...favouritesCategory('live', favouriteChannels(ports.lineup(), user)),
  ...liveCategories(ports.lineup().channels, user),
];

function listingOf(list: (asked: Asked, channel: Channel) => object[]): Action {
  return async (asked) => {
    const { c, ports, user, parameters } = asked;
    const { stream_id: id = parameters['stream_ids'] ?? '' } = parameters;
    const snapshot = ports.lineup();
    const ids = await smallIdsOf(snapshot);
    const channel = ids.channelOf(numberOf(id)) ?? channelOfXmltvId(snapshot, id);
    return c.json({ epg_listings: channel && mayHave(user, channel) ? list(asked, channel) : [] });
  };
}

function channelOfXmltvId(snapshot: LineupSnapshot, text: string): Channel | undefined {
  const id = parseChannelId(text.split('.', 1)[0] ?? '');
  return id === undefined || xmltvId(id) !== text ? undefined : channelOfId(snapshot, id);
}

const titleCategories = ({ ports, user }: Pick<Asked, 'ports' | 'user'>, kind: TitleKind): ListedCategory[] => [
  ...favouritesCategory(kind, favouriteTitles(ports, kind, user)),
  ...titleGroupsOf(ports, kind, user).map((name) => listedCategory(kind, name)),
];

/** `*`, `0` and nothing are all of them. */
function categoryOf({ category_id: id = '' }: Asked['parameters']): string | undefined {
  return id === '' || id === '*' || id === '0' ? undefined : id;
}

const numberOf = (text = ''): number => (/^\d{1,10}$/.test(text) ? Number(text) : -1);
