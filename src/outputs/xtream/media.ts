// Addresses of streams: live, movies, episodes, and programmes of the past in both forms.

import type { Context } from 'hono';
import { parseTimeshiftStart } from '../../formats/xtream/timeshift.ts';
import { AppError } from '../../kernel/errors.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import type { Channel } from '../../model/channel.ts';
import { refusalOf } from '../live-refusal.ts';
import type { LanEnv } from '../output.ts';
import { mayHave, mayHaveTitle } from './live-lists.ts';
import { respondPastPlaylist } from '../past-playlist.ts';
import type { XtreamPorts, XtreamRights } from './ports.ts';
import { smallIdsOf } from './small-ids.ts';

/** Where a client does not say, a programme is this long. */
const DEFAULT_MINUTES = 120;
const MAX_MINUTES = 480;

const NO_CHANNEL = new AppError('channel.unknown', 'There is no such channel');
const NO_TITLE = new AppError('title.unknown', 'There is no such title');

const numberOf = (file: string): number => {
  const match = /^(\d{1,10})(?:\.\w{1,5})?$/.exec(file);
  return match ? Number(match[1]) : -1;
};

async function channelOf(ports: XtreamPorts, user: XtreamRights, file: string): Promise<Channel | undefined> {
  const ids = await smallIdsOf(ports.lineup());
  const channel = ids.channelOf(numberOf(file));
  return channel && mayHave(user, channel) ? channel : undefined;
}

/** @param file `123`, `123.ts` @param login `user/password`, as the client writes it */
export async function playLive(
  c: Context<LanEnv>,
  ports: XtreamPorts,
  user: XtreamRights,
  { file, login }: { readonly file: string; readonly login: string },
): Promise<Response> {
  const channel = await channelOf(ports, user, file);
  if (!channel) return refusalOf(NO_CHANNEL, 'player');
  const startAt = parseTimeshiftStart(c.req.query('utc') ?? '');
  const isPast = startAt !== undefined && startAt < ports.clock.now() - MINUTE_MS;
  if (!isPast && isPlaylist(file)) return ports.playHls.master(c, channel.id, `/live/${login}/${numberOf(file)}`);
  if (!isPast) return ports.play(c, { channelId: channel.id, via: 'xtream' });
  if (isPlaylist(file) && channel.catchupDays > 0)
    return pastPlaylist(c, ports, { channel, startAt, endAt: Infinity, login, number: numberOf(file) });
  return ports.playFile(c, { kind: 'archive', channelId: channel.id, startAt, durationMs: 0 }, 'xtream');
}

export interface HlsPart {
  /** `123`. */
  readonly number: string;
  /** As the channel's master playlist has named it. */
  readonly client: string;
  /** `7.ts`; the playlist without. */
  readonly segment?: string;
}

/** What a live channel's master playlist leads to: with the login in the address, like all else here. */
export async function playHlsPart(
  c: Context<LanEnv>,
  ports: XtreamPorts,
  user: XtreamRights,
  { number, client, segment }: HlsPart,
): Promise<Response> {
  const channel = await channelOf(ports, user, number);
  if (!channel) return refusalOf(NO_CHANNEL, 'player');
  if (segment === undefined) return ports.playHls.playlist(c, channel.id, client);
  return ports.playHls.segment(c, channel.id, { client, file: segment });
}

interface Titled {
  readonly user: XtreamRights;
  readonly file: string;
}

export async function playMovie(c: Context<LanEnv>, ports: XtreamPorts, { user, file }: Titled): Promise<Response> {
  const title = ports.library.titleByNumber('movie', numberOf(file));
  if (!title || !mayHaveTitle(user, title)) return refusalOf(NO_TITLE, 'player');
  return ports.playFile(c, { kind: 'movie', id: title.id }, 'xtream');
}

export async function playEpisode(c: Context<LanEnv>, ports: XtreamPorts, { user, file }: Titled): Promise<Response> {
  const episode = ports.library.episodeByNumber(numberOf(file))?.episode;
  const series = episode && ports.library.title(episode.titleId);
  if (!episode || !series || !mayHaveTitle(user, series)) return refusalOf(NO_TITLE, 'player');
  return ports.playFile(c, { kind: 'episode', id: episode.id }, 'xtream');
}

const isPlaylist = (file: string): boolean => file.endsWith('.m3u8');

interface PastOfChannel {
  readonly channel: Channel;
  readonly startAt: number;
  readonly endAt: number;
  readonly login: string;
  readonly number: number;
}

function pastPlaylist(c: Context<LanEnv>, ports: XtreamPorts, past: PastOfChannel): Response {
  const { channel, startAt, endAt, login, number } = past;
  const hasSlices = ports.hasSlices(channel.id);
  const uriOf = (at: number, minutes: number): string =>
    `/timeshift/${login}/${minutes}/${at}/${number}.ts${hasSlices ? '?slice' : ''}`;
  return respondPastPlaylist(c, { startAt, endAt, now: ports.clock.now(), hasSlices, uriOf });
}

export interface Timeshift {
  readonly file: string;
  readonly start: string;
  readonly minutes: string;
  /** `user/password`. */
  readonly login: string;
}

export async function playPast(
  c: Context<LanEnv>,
  ports: XtreamPorts,
  user: XtreamRights,
  { file, start, minutes, login }: Timeshift,
): Promise<Response> {
  const channel = await channelOf(ports, user, file);
  const startAt = parseTimeshiftStart(start);
  if (!channel || channel.catchupDays === 0 || startAt === undefined) return refusalOf(NO_CHANNEL, 'player');
  const said = Math.min(Math.max(Number.parseInt(minutes, 10) || DEFAULT_MINUTES, 1), MAX_MINUTES);
  const durationMs = said * MINUTE_MS;
  const wantsList = isPlaylist(file) || /^(?:m3u8|hls)$/.test(c.req.query('extension') ?? c.req.query('type') ?? '');
  if (wantsList)
    return pastPlaylist(c, ports, { channel, startAt, endAt: startAt + durationMs, login, number: numberOf(file) });
  const isSlice = c.req.query('slice') !== undefined;
  const what = { kind: 'archive', channelId: channel.id, startAt, durationMs, isSlice } as const;
  return ports.playFile(c, what, 'xtream');
}
