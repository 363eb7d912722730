// The lineup as a playlist, and each of its channels as MPEG-TS: for every player that takes an M3U.

import type { Context, Hono } from 'hono';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Library } from '../../library/library.ts';
import { channelOfId, type LineupSnapshot } from '../../model/channel.ts';
import { readAbility } from '../../streaming/fit/fit.ts';
import type { FavouriteIds } from '../../model/favourite.ts';
import { parseChannelId } from '../../model/ids.ts';
import { baseUrlOf } from '../base-url.ts';
import { respondList } from '../list-response.ts';
import { refusalOf } from '../live-refusal.ts';
import type { LanEnv, Output } from '../output.ts';
import { pastOf, SLICE_MS } from '../past-playlist.ts';
import { groupsFor, mayWatch, mayWatchTitle } from '../rights.ts';
import type { Play } from '../play.ts';
import type { PlayFile } from '../play-file.ts';
import { favouriteParts } from './favourites.ts';
import { groupFilter, playlistParts, type PlaylistOptions } from './playlist.ts';

export interface M3uPorts {
  readonly lineup: () => LineupSnapshot;
  /** What a person likes best. */
  readonly favouritesOf: (personId: string) => FavouriteIds;
  readonly library: Pick<Library, 'episodes' | 'title'> & { readonly state: { readonly revision: string } };
  readonly play: Play;
  readonly playFile: PlayFile;
  readonly clock: Pick<Clock, 'now'>;
  /** `MASTHEAD_BASE_URL`, or empty. */
  readonly baseUrl: string;
}

/** Without a charset: mpv takes `/playlist.m3u?group=…` for a playlist by exactly this type. Its readers take UTF-8 anyway. */
const M3U_TYPE = 'audio/x-mpegurl';
const STREAM_SUFFIX = '.ts';

export function createM3uOutput(ports: M3uPorts): Output {
  return {
    name: 'm3u',
    routes(lan: Hono<LanEnv>): void {
      lan.on(['GET', 'POST'], '/playlist.m3u', (c) => respondPlaylist(c, ports));
      lan.on(['GET', 'POST'], '/favourites.m3u', (c) => respondFavourites(c, ports));
      lan.get('/stream/:file{[^/]+\\.ts}', (c) => respondStream(c, c.req.param('file'), ports));
    },
  };
}

/** `?type=m3u8` (also `hls`, and as `output`) names the channels as HLS; `?group=` (as often as wanted) takes these groups only; `?client=kodi`, or Kodi's own user agent, adds its properties. */
function respondPlaylist(c: Context<LanEnv>, ports: M3uPorts): Response {
  const { revision, channels } = ports.lineup();
  const options = optionsOf(c, ports);
  return respondList(c, {
    contentType: M3U_TYPE,
    version: [revision, JSON.stringify(options)],
    vary: ['User-Agent', 'Authorization'],
    parts: () => playlistParts(channels, options),
  });
}

/** Of whoever's token or login it is asked with; `?type=`, `?group=` and `?client=` as in the whole lineup's. */
function respondFavourites(c: Context<LanEnv>, ports: M3uPorts): Response {
  const { rights } = c.var;
  if (!rights) throw new AppError('request.unauthorised', 'Whose favourites? Ask with a token of a person.');
  const { channels: ids, titles: titleIds, revision: chosen } = ports.favouritesOf(rights.id);
  const { revision, byId } = ports.lineup();
  const { library } = ports;
  const options = optionsOf(c, ports);
  const isWanted = groupFilter(options.groups);
  const channels = ids.flatMap((id) => byId.get(id) ?? []);
  const titles = titleIds.flatMap((id) => library.title(id) ?? []);
  const parts = {
    channels: channels.filter((channel) => mayWatch(c, channel) && isWanted(channel.group)),
    titles: titles.filter((title) => mayWatchTitle(c, title) && isWanted(title.group)),
    library,
  };
  const may = JSON.stringify([rights.contents, rights.titleGroups]);
  return respondList(c, {
    contentType: M3U_TYPE,
    version: [chosen, revision, library.state.revision, may, JSON.stringify(options)],
    vary: ['User-Agent', 'Authorization'],
    parts: () => favouriteParts(parts, options),
  });
}

function optionsOf(c: Context<LanEnv>, ports: M3uPorts): PlaylistOptions {
  return {
    baseUrl: baseUrlOf(c, ports.baseUrl),
    groups: c.req.queries('group') ?? [],
    allowed: groupsFor(c),
    token: c.var.rights ? c.req.query('token') : undefined,
    isHls: /^(?:m3u8|hls)$/i.test(c.req.query('type') ?? c.req.query('output') ?? ''),
    isKodi: c.req.query('client') === 'kodi' || (c.req.header('user-agent') ?? '').startsWith('Kodi/'),
  };
}

function respondStream(c: Context<LanEnv>, file: string, ports: M3uPorts): Response | Promise<Response> {
  const asked = parseChannelId(file.slice(0, -STREAM_SUFFIX.length));
  const channel = asked === undefined ? undefined : channelOfId(ports.lineup(), asked);
  if (!channel || !mayWatch(c, channel)) {
    return refusalOf(new AppError('channel.unknown', 'No such channel'), 'player');
  }
  const channelId = channel.id;
  const startAt = pastOf(c, ports.clock.now());
  if (startAt === undefined) return ports.play(c, { channelId, via: 'm3u' });
  const slice = c.req.query('slice') === undefined ? { durationMs: 0 } : { durationMs: SLICE_MS, isSlice: true };
  const ability = readAbility(c.req.query('plays'), c.req.query('sound'));
  return ports.playFile(c, { kind: 'archive', channelId, startAt, ...slice, ability }, 'm3u');
}
