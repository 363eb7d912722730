// From a movie, an episode or a programme of the past to where it can be had, and from there to the player.

import { AppError, toAppError } from '../kernel/errors.ts';
import { clientAddressOf } from '../net/network.ts';
import type { EpisodeFile } from '../providers/provider.ts';
import type { StreamId } from '../model/ids.ts';
import type { Stream, StreamSource } from '../model/stream.ts';
import { printEpisodeId, printTitleId, type EpisodeId, type TitleId } from '../model/title.ts';
import { respondFile } from '../outputs/file-response.ts';
import { respondFitted } from '../outputs/fitted-response.ts';
import { refusalOf } from '../outputs/live-refusal.ts';
import { respondRedirect, viewerOf } from '../outputs/live-response.ts';
import { mayWatch, mayWatchTitle } from '../outputs/rights.ts';
import type { FindFile, Playable, PlayFile } from '../outputs/play-file.ts';
import { streamOf } from '../streaming/files/whose.ts';
import type { AppContext } from './context.ts';
import { PROVIDERS } from './providers.ts';
import type { Rooms } from './rooms.ts';
import { Past, type Had } from './past.ts';
import { sourceOf } from './sources.ts';
import { redirectOfFile } from './ways.ts';

export interface Files {
  readonly play: PlayFile;
  readonly find: FindFile;
}

export function openFiles({ clock, log }: AppContext, rooms: Rooms): Files {
  const { relay, workshop } = rooms;
  const past = new Past(rooms, clock);
  const look = (c: Parameters<PlayFile>[0], what: Playable): Had | Response => {
    if (!mayPlay(c, what, rooms)) return refusalOf(new AppError('title.unknown', 'There is no such title'), 'player');
    const had = what.kind === 'archive' ? past.find(what) : find(what, rooms);
    if (!had) return refusalOf(new AppError('title.unknown', 'There is no such title'), 'player');
    if (had.sources.length === 0) return refusalOf(new AppError('channel.no-stream', 'Nobody has it now'), 'player');
    return had;
  };
  return {
    async find(c, what) {
      const had = look(c, what);
      return had instanceof Response ? had : ((await count(c, had.key, rooms)) ?? had);
    },
    async play(c, what, via) {
      const had = look(c, what);
      if (had instanceof Response) return had;
      const ability = what.kind === 'archive' && c.req.method === 'GET' ? what.ability : undefined;
      const url = ability ? undefined : redirectOf(c, { what, had, past }, rooms);
      if (url !== undefined) {
        log.info('redirected to the provider', { file: had.key, address: clientAddressOf(c.env) });
        return respondRedirect(url);
      }
      const refusal = await count(c, had.key, rooms);
      if (refusal) return refusal;
      const request = { ...had, relay, via, onOpened: (source: StreamSource) => past.opened(source) };
      return ability ? respondFitted(c, { ...request, ability, workshop }) : respondFile(c, request);
    },
  };
}

/** By the account that it came with, if any. */
function mayPlay(c: Parameters<PlayFile>[0], what: Playable, { lineup, library }: Rooms): boolean {
  if (what.kind === 'archive') return mayWatch(c, lineup.snapshot.byId.get(what.channelId));
  const title = what.kind === 'movie' ? what.id : library.episode(what.id)?.episode.titleId;
  return mayWatchTitle(c, title === undefined ? undefined : library.title(title));
}

/** A stream of its person's, one for each login and address, for as long as its connections stand. @returns why not */
async function count(c: Parameters<PlayFile>[0], key: string, { personStreams }: Rooms): Promise<Response | undefined> {
  if (!c.var.rights || c.req.method === 'HEAD') return undefined;
  try {
    const leave = await personStreams.enter(c.var.rights, streamOf(viewerOf(c, 'file'), key));
    if (c.env.outgoing.destroyed) leave();
    else c.env.outgoing.once('close', leave);
    return undefined;
  } catch (error) {
    return refusalOf(toAppError(error), 'player');
  }
}

interface Redirection {
  readonly what: Playable;
  readonly had: Had;
  readonly past: Past;
}

/** A programme of the past is brought until it is known how its panel is to be asked: a client tries no second address. */
function redirectOf(
  c: Parameters<PlayFile>[0],
  { what, had, past }: Redirection,
  { known }: Rooms,
): string | undefined {
  const asking = viewerOf(c, 'file');
  if (what.kind !== 'archive') return redirectOfFile(had.sources, asking, known);
  const sure = had.sources.filter((source) => past.isSure(source));
  return sure.length === 0 ? undefined : redirectOfFile(sure, { ...asking, channel: what.channelId }, known);
}

function find(what: Exclude<Playable, { kind: 'archive' }>, rooms: Rooms): Had | undefined {
  return what.kind === 'movie' ? movie(what.id, rooms) : episode(what.id, rooms);
}

function movie(id: TitleId, rooms: Rooms): Had | undefined {
  const title = rooms.library.title(id);
  if (title?.kind !== 'movie') return undefined;
  const versions = rooms.library.versions(title.id);
  const sources = versions.flatMap(({ streamId }) => playable(streamId, rooms));
  return { key: printTitleId(title.id), sources, extension: versions[0]?.extension || title.extension };
}

function episode(id: EpisodeId, rooms: Rooms): Had | undefined {
  const found = rooms.library.episode(id);
  if (!found) return undefined;
  const sources = found.versions.flatMap(({ streamId, panelId, extension }) =>
    playable(streamId, rooms, panelId === '' ? undefined : { panelId, extension }),
  );
  return { key: printEpisodeId(id), sources, extension: found.versions[0]?.extension || found.episode.extension };
}

/** @param file of a series' episode, when the stream is the series'; none or one */
function playable(streamId: StreamId, rooms: Rooms, file?: EpisodeFile): StreamSource[] {
  const { catalogue, providers, watch } = rooms;
  const stream = catalogue.stream(streamId);
  if (!stream || stream.isProtected) return [];
  const provider = providers.get(stream.providerId);
  if (!provider?.enabled) return [];
  const kind = PROVIDERS.find((one) => one.kind === provider.kind);
  const url = file ? kind?.episodeUrl?.(provider, stream.url, file) : stream.url;
  if (url === undefined) return [];
  const played: Stream = { ...stream, url };
  return [sourceOf(played, provider, watch)];
}
