// Every channel as live HLS, for browsers and phones: a master playlist that gives the client a name, and under that name its
// playlist and its segments.
//
//   /stream/<channel>.m3u8 (`?stream=` for one of its streams alone) ──► <channel>/<client>/live.m3u8 ──► <number>.ts …
//
// A player in a page says what it plays (`?plays=aac,h264`, `&sound=deu`); the rest is made for it.

import { randomBytes } from 'node:crypto';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Hono } from 'hono';
import { writeMasterPlaylist } from '../../formats/hls/write.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError, isAbort, toAppError } from '../../kernel/errors.ts';
import { channelOfId, type LineupSnapshot } from '../../model/channel.ts';
import { parseChannelId, printChannelId, type ChannelId } from '../../model/ids.ts';
import { readAbility } from '../../streaming/fit/fit.ts';
import type { Workshop } from '../../streaming/fit/fitting.ts';
import { onlyStream } from '../../model/stream-profile.ts';
import type { Viewer } from '../../streaming/sink.ts';
import { refusalOf } from '../live-refusal.ts';
import { respondRedirect, viewerOf, type Joinable } from '../live-response.ts';
import type { LanEnv, Output } from '../output.ts';
import { pastOf, respondPastPlaylist } from '../past-playlist.ts';
import type { PlayHls } from '../play-hls.ts';
import { mayWatch } from '../rights.ts';
import { HlsChannels, type HlsChannelsOptions } from './hls-channels.ts';
import type { HlsChannel } from './hls-channel.ts';
import { TRACKS_HEADER } from '../fitted-response.ts';
import { sendSegment } from './send-segment.ts';

export interface HlsPorts {
  readonly lineup: () => LineupSnapshot;
  readonly hub: Joinable;
  /** How a client is served; without an answer as everybody is. */
  readonly wayOf: (channelId: ChannelId, viewer: Viewer) => HlsWay | undefined;
  /** Whether a channel's past can be had in parts. */
  readonly hasSlices: (channelId: ChannelId) => boolean;
  readonly workshop: Workshop;
  readonly clock: Clock;
  /** Memory for the segments of all channels. */
  readonly maxBytes: number;
  readonly isFull: HlsChannelsOptions['isFull'];
}

export interface HlsWay {
  /** Where the provider has it as HLS, for a client that is to fetch it there. */
  readonly url?: string;
  /** The stream profile that the client is to have, in place of the channel's usual one. */
  readonly viewerProfile?: string;
}

const PLAYLIST_HEADERS = {
  'content-type': 'application/vnd.apple.mpegurl',
  'cache-control': 'no-cache, no-store',
} as const;
/** A number never means another segment; it is gone in a minute. */
const SEGMENT_HEADERS = {
  'content-type': 'video/mp2t',
  'cache-control': 'private, max-age=60',
} as const;
/** What a player in a page says of itself. */
const PAGE_QUERY = ['plays', 'sound'] as const;
const CLIENT_ID = /^[A-Za-z0-9_-]{22}$/;
/** Segments are dense at times, and a player that is told too little chooses badly. */
const BANDWIDTH_MARGIN = 1.1;

export interface HlsOutput extends Output {
  readonly play: PlayHls;
}

export function createHlsOutput(ports: HlsPorts): HlsOutput {
  const channels = new HlsChannels(ports);
  const play: PlayHls = {
    master: (c, channelId, folder) => respondMaster(c, { ports, channels, channelId }, folder),
    playlist: (c, channelId, client) => respondPlaylist(c, { ports, channels, channelId }, client),
    segment: (c, channelId, { client, file }) =>
      respondSegment(c, { ports, channels, channelId }, { client, sequence: Number.parseInt(file, 10) }),
  };
  return {
    name: 'hls',
    play,
    routes(lan: Hono<LanEnv>): void {
      lan.get('/stream/:file{[^/]+\\.m3u8}', (c) => {
        const channelId = known(c, ports, c.req.param('file').slice(0, -'.m3u8'.length));
        if (channelId === undefined) return unknownChannel();
        return respondPast(c, ports, channelId) ?? play.master(c, channelId, printChannelId(channelId));
      });
      lan.get('/stream/:channel/:client/live.m3u8', (c) => {
        const channelId = known(c, ports, c.req.param('channel'));
        return channelId === undefined ? unknownChannel() : play.playlist(c, channelId, c.req.param('client'));
      });
      lan.delete('/stream/:channel/:client/live.m3u8', (c) => {
        const channelId = known(c, ports, c.req.param('channel'));
        if (channelId !== undefined) channels.leave(channelId, c.req.param('client'));
        return c.body(null, 204);
      });
      lan.get('/stream/:channel/:client/:file{\\d{1,15}\\.ts}', (c) => {
        const channelId = known(c, ports, c.req.param('channel'));
        return channelId === undefined ? unknownChannel() : play.segment(c, channelId, c.req.param());
      });
    },
    stop: () => Promise.resolve(channels.stop()),
  };
}

function respondPast(c: Context<LanEnv>, ports: HlsPorts, channelId: ChannelId): Response | undefined {
  const now = ports.clock.now();
  const startAt = pastOf(c, now);
  if (startAt === undefined || !ports.lineup().byId.get(channelId)?.catchupDays) return undefined;
  const hasSlices = ports.hasSlices(channelId);
  // beside the list itself: behind Home Assistant's ingress nothing lies at the root
  const asked = withQuery(c, '', PAGE_QUERY).replace('?', '&');
  const uriOf = (at: number): string => `${printChannelId(channelId)}.ts?utc=${at}${hasSlices ? '&slice' : ''}${asked}`;
  return respondPastPlaylist(c, { startAt, endAt: Infinity, now, hasSlices, uriOf });
}

interface Wanted {
  readonly ports: HlsPorts;
  readonly channels: HlsChannels;
  readonly channelId: ChannelId;
}

function known(c: Context<LanEnv>, { lineup }: HlsPorts, text: string): ChannelId | undefined {
  const asked = parseChannelId(text);
  const channel = asked === undefined ? undefined : channelOfId(lineup(), asked);
  return channel && mayWatch(c, channel) ? channel.id : undefined;
}

const unknownChannel = (): Response => refusalOf(new AppError('channel.unknown', 'No such channel'), 'player');

/** A script in a page, as hls.js, may not read another site's answers, nor a page under https plain http. */
const isPage = (c: Context<LanEnv>): boolean =>
  c.req.header('origin') !== undefined || c.req.header('sec-fetch-dest') !== undefined;

async function respondMaster(c: Context<LanEnv>, wanted: Wanted, folder: string): Promise<Response> {
  const url =
    isPage(c) || c.req.query('stream') !== undefined
      ? undefined
      : wanted.ports.wayOf(wanted.channelId, viewerOf(c, 'hls'))?.url;
  if (url !== undefined) return respondRedirect(url);
  if (c.req.method === 'HEAD') return new Response(null, { headers: PLAYLIST_HEADERS });
  const id = randomBytes(16).toString('base64url');
  return await entered(c, wanted, { id, isFirst: true }, (channel) => {
    const uri = withQuery(c, `${folder}/${id}/live.m3u8`);
    return writeMasterPlaylist(uri, channel.window.peakBandwidth * BANDWIDTH_MARGIN);
  });
}

/** As often as it asks; a client that was away for long, or comes from before a restart, is taken in again under its old name. */
async function respondPlaylist(c: Context<LanEnv>, wanted: Wanted, id: string): Promise<Response> {
  if (!CLIENT_ID.test(id)) return unknownChannel();
  if (c.req.method === 'HEAD') return new Response(null, { headers: PLAYLIST_HEADERS });
  return await entered(c, wanted, { id }, (channel) =>
    channel.window.playlist(channel.targetSeconds, (sequence) => withQuery(c, `${sequence}.ts`, ['token'])),
  );
}

async function entered(
  c: Context<LanEnv>,
  { ports, channels, channelId }: Wanted,
  { id, isFirst = false }: { readonly id: string; readonly isFirst?: boolean },
  write: (channel: HlsChannel) => string,
): Promise<Response> {
  const gone = new AbortController();
  c.env.outgoing.once('close', () => gone.abort());
  try {
    const viewer = viewerOf(c, 'hls');
    const only = c.req.query('stream');
    const profile = only === undefined ? ports.wayOf(channelId, viewer)?.viewerProfile : onlyStream(only);
    const ability = readAbility(c.req.query('plays'), c.req.query('sound'));
    const client = { id, isFirst, ability, viewer: profile === undefined ? viewer : { ...viewer, profile } };
    const channel = await channels.enter(channelId, client, gone.signal);
    channel.touch(id);
    return new Response(write(channel), { headers: PLAYLIST_HEADERS });
  } catch (error) {
    if (gone.signal.aborted || isAbort(error)) return RESPONSE_ALREADY_SENT;
    return refusalOf(toAppError(error), 'player');
  }
}

function respondSegment(
  c: Context<LanEnv>,
  { ports, channels, channelId }: Wanted,
  { client, sequence }: { client: string; sequence: number },
): Response {
  if (c.req.method === 'HEAD') return new Response(null, { headers: SEGMENT_HEADERS });
  const channel = channels.find(channelId, client);
  const bytes = channel?.window.segment(sequence);
  if (!channel || !bytes) return unknownChannel();
  channel.touch(client);
  const { tracks } = channel;
  void sendSegment(c.env.outgoing, bytes, {
    clock: ports.clock,
    headers: tracks === undefined ? SEGMENT_HEADERS : { ...SEGMENT_HEADERS, [TRACKS_HEADER]: tracks },
    waitMs: () => {
      channel.touch(client); // whoever waits for us has not gone
      return channel.waitMsOf(client);
    },
    onSent: (count) => channel.touch(client, count),
  });
  return RESPONSE_ALREADY_SENT;
}

/** A login in the address goes along into the addresses behind it; one in a header the player sends by itself. */
function withQuery(
  c: Context<LanEnv>,
  uri: string,
  names: readonly string[] = ['token', 'stream', ...PAGE_QUERY],
): string {
  const query = new URLSearchParams();
  for (const name of names) {
    const value = c.req.query(name);
    if (value !== undefined) query.set(name, value);
  }
  return query.size === 0 ? uri : `${uri}?${query.toString()}`;
}
