// The table of outputs: a face of the lineup is a folder in outputs/ and a line here.

import { join } from 'node:path';
import { createXtreamUsers } from '../accounts/xtream-user.ts';
import { reachableAddresses } from '../net/own-networks.ts';
import type { Library } from '../library/library.ts';
import type { Channel } from '../model/channel.ts';
import { parseEpisodeId, parseTitleId } from '../model/title.ts';
import { createHlsOutput, type HlsOutput } from '../outputs/hls/hls.ts';
import { createHdhomerunOutput } from '../outputs/hdhomerun/hdhomerun.ts';
import type { Tuners } from '../outputs/hdhomerun/tuners.ts';
import { fetchLogo } from '../logos/fetch-logo.ts';
import { createLogoOutput } from '../outputs/logo/logo.ts';
import { createM3uOutput } from '../outputs/m3u/m3u.ts';
import { createMetricsOutput } from '../outputs/metrics/metrics.ts';
import type { Output } from '../outputs/output.ts';
import type { Play } from '../outputs/play.ts';
import { insistOnAllowed, StrmOutput } from '../outputs/strm/strm.ts';
import { createVodOutput } from '../outputs/vod/vod.ts';
import { memoryLimitBytes } from '../workers/pool.ts';
import { createXmltvOutput, type GuideOutput } from '../outputs/xmltv/xmltv.ts';
import { createXtreamOutput } from '../outputs/xtream/xtream.ts';
import { VERSION, type AppContext } from './context.ts';
import type { Files } from './files.ts';
import { hasSlices } from './past.ts';
import { countingHub } from './person-hub.ts';
import { hlsWay } from './play.ts';
import type { Rooms } from './rooms.ts';

/** Of the memory, for the segments that are kept for browsers: one window and a part of the last of five channels on a small box. */
const HLS_SHARE = 6;

/** What the faces are made of. */
export interface Parts extends AppContext {
  readonly rooms: Rooms;
  readonly tuners: Tuners;
  readonly tunerCount: () => number;
  readonly play: Play;
  readonly files: Files;
  readonly hlsOutput: HlsOutput;
  readonly guideOutput: GuideOutput;
  readonly strm: StrmOutput;
  readonly lanPort: () => number;
  readonly isStopping: () => boolean;
  /** A channel's programmes were looked for, and there are none. */
  readonly wantGuide: (channel: Channel) => void;
}

export const OUTPUTS: readonly ((parts: Parts) => Output)[] = [
  ({ rooms: { lineup, settings, identity, announce }, play, tuners, tunerCount, lanPort, options, clock, log }) =>
    createHdhomerunOutput({
      lineup: () => lineup.snapshot,
      settings: () => settings.current,
      onSettingsChanged: (listener) => settings.onChanged(listener),
      identity,
      play,
      tuners,
      tunerCount,
      onExhausted: (channel: Channel) => announce('tuners.exhausted', { channelId: channel.id }),
      baseUrl: options.baseUrl,
      lanPort,
      isDiscoverable: options.discovery,
      clock,
      log,
    }),
  ({ rooms: { lineup, library, accounts }, play, files, options, clock }) =>
    createM3uOutput({
      lineup: () => lineup.snapshot,
      favouritesOf: (id) => accounts.favourites.idsOf(id),
      library,
      play,
      playFile: files.play,
      clock,
      baseUrl: options.baseUrl,
    }),
  ({ files, rooms: { conversions } }) => createVodOutput({ playFile: files.play, findFile: files.find, conversions }),
  ({ hlsOutput }) => hlsOutput,
  ({ guideOutput }) => guideOutput,
  ({ strm }) => strm,
  (parts) => createXtreamFace(parts),
  ({ rooms: { library, lineup, logos } }) =>
    createLogoOutput({
      logoOf: (id, background) => logos.logoOf(lineup.channelNow(id), background),
      candidateOf: (id, key) => logos.channels.pictureOf(id, key),
      pictureOf: async (id) => {
        const url = pictureUrlOf(id, library);
        return url ? logos.cache.get(url) : undefined;
      },
    }),
  ({ rooms: { health, lineup, hub, sync }, isStopping, clock }) =>
    createMetricsOutput({
      version: VERSION,
      lineup: () => lineup.snapshot,
      figures: () => hub.figures(),
      sessions: () => hub.sessions(),
      syncStatuses: () => sync.status(),
      health: () => health.figures,
      isStopping,
      clock,
    }),
];

type MostParts = Omit<Parts, 'guideOutput' | 'hlsOutput' | 'strm'>;

export function createHls({ rooms, clock }: MostParts): HlsOutput {
  const { lineup, hub, known, personStreams, workshop } = rooms;
  return createHlsOutput({
    workshop,
    lineup: () => lineup.snapshot,
    hub: countingHub(hub, personStreams),
    wayOf: (id, viewer) => hlsWay(id, viewer, known),
    hasSlices: (id) => hasSlices(id, rooms),
    clock,
    maxBytes: memoryLimitBytes() / HLS_SHARE,
    isFull: ({ id, maxStreams }) => maxStreams !== null && personStreams.countOf(id) >= maxStreams,
  });
}

export function createGuideOutput({ rooms, options, clock, log }: MostParts): GuideOutput {
  const { lineup, guide, settings, paths, reads, making } = rooms;
  return createXmltvOutput({
    making,
    lineup: () => lineup.snapshot,
    guideRevision: () => guide.revision,
    guideFile: paths.guide,
    cacheFolder: join(paths.cache, 'guides'),
    window: () => settings.current.guide,
    pool: reads,
    baseUrl: options.baseUrl,
    clock,
    log: log.for('xmltv'),
  });
}

/** What Home Assistant maps into the add-on for media, and a folder of our own. */
const MEDIA_FOLDERS = ['/media', '/share'];

export function createStrm({ rooms, options, lanPort, clock, log }: MostParts): StrmOutput {
  const { library, settings, paths, work, http } = rooms;
  const allowedFolders = [paths.strm, ...MEDIA_FOLDERS];
  settings.addCheck(({ strm: { folder } }, changed) => {
    if (changed.includes('strm.folder') && folder !== '') insistOnAllowed(folder, allowedFolders);
  });
  return new StrmOutput({
    library,
    settings: () => settings.current.strm,
    manifestFile: paths.files,
    allowedFolders,
    baseUrl: () => options.baseUrl || `http://${reachableAddresses()[0] ?? '127.0.0.1'}:${lanPort()}`,
    picture: async (url, signal) => (await fetchLogo(url, { http }, signal)).bytes,
    pool: work,
    clock,
    log: log.for('strm'),
  });
}

function createXtreamFace(parts: Parts): Output {
  const { rooms, play, files, hlsOutput, wantGuide, guideOutput, options, clock } = parts;
  const { lineup, guide, library, learner, settings, reads, hub, accounts, personStreams } = rooms;
  return createXtreamOutput({
    lineup: () => lineup.snapshot,
    programmes: (channel, window) => guide.programmes(channel, window),
    wantGuide,
    library,
    learner,
    userOf: createXtreamUsers({
      settings: () => settings.current.xtream,
      people: accounts.people,
      streamsOf: (id) => personStreams.countOf(id),
      clock,
    }),
    favouritesOf: (id) => accounts.favourites.idsOf(id),
    repeatsFavourites: () => settings.current.xtream.repeat_favourites,
    activeConnections: () => hub.figures().viewers,
    startedAt: clock.now(),
    play,
    playFile: files.play,
    playHls: hlsOutput.play,
    hasSlices: (id) => hasSlices(id, rooms),
    respondGuide: (c, groups) => guideOutput.respond(c, groups),
    pool: reads,
    baseUrl: options.baseUrl,
    clock,
  });
}

function pictureUrlOf(text: string, library: Library): string | undefined {
  const title = parseTitleId(text);
  if (title !== undefined) return library.title(title)?.posterUrl;
  const episode = parseEpisodeId(text);
  return episode === undefined ? undefined : library.episode(episode)?.episode.imageUrl;
}
