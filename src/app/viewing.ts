// Tells the viewing history who watches what: the viewers of the hub and of files, with the names of things as they are now.

import type { Accounts } from '../accounts/accounts.ts';
import { openViewing, type Viewing } from '../accounts/viewing/viewing.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { Library } from '../library/library.ts';
import type { Lineup } from '../lineup/lineup.ts';
import { parseChannelId, printChannelId, printStreamId } from '../model/ids.ts';
import { parseEpisodeId, parseTitleId } from '../model/title.ts';
import type { Place, Watched, WatchedItem, WatchedStream } from '../model/viewing.ts';
import type { Countries } from '../net/countries.ts';
import type { Paths } from '../storage/paths.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import type { FileRelay } from '../streaming/files/file-relay.ts';
import type { FileView } from '../streaming/files/file-meter.ts';
import type { Hub } from '../streaming/hub.ts';
import type { SessionView } from '../streaming/session-view.ts';
import type { Viewer } from '../streaming/sink.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { AppContext, Stop } from './context.ts';

const MINUTE_SECONDS = MINUTE_MS / SECOND_MS;
/** A file that was only looked into is not one to go on with. */
const LEAST_PROGRESS = 0.02;

export interface OnAir {
  readonly hub: Pick<Hub, 'sessions'>;
  readonly relay: Pick<FileRelay, 'views'>;
  readonly lineup: Pick<Lineup, 'channel' | 'snapshot'>;
  readonly library: Pick<Library, 'episode' | 'title'>;
  readonly countries: Pick<Countries, 'of'>;
}

interface Neighbours extends OnAir {
  readonly paths: Pick<Paths, 'viewing'>;
  readonly reads: WorkerPool;
  readonly settings: SettingsStore;
  readonly accounts: { readonly people: Pick<Accounts['people'], 'get' | 'list' | 'onChanged'> };
}

export function openViewingHistory(
  { clock, log }: Pick<AppContext, 'clock' | 'log'>,
  rooms: Neighbours,
  stops: Stop[],
): Viewing {
  const { paths, reads, settings, accounts } = rooms;
  const { people } = accounts;
  const viewing = openViewing({
    file: paths.viewing,
    pool: reads,
    clock,
    log: log.for('accounts'),
    settings: () => settings.current.history,
    keepsHistoryOf: (id) => people.get(id)?.keeps_history ?? false,
    unkept: () => unkeptIn(people),
    watched: () => watchedNow(rooms),
  });
  settings.onChanged((_, changed) => {
    if (!changed.some((path) => path.startsWith('history.'))) return;
    void viewing.tidy(); // with `personal` off it forgets everybody
  });
  stops.push(() => viewing.stop(), followWishes(people, viewing));
  return viewing;
}

const unkeptIn = (people: Pick<Accounts['people'], 'list'>): Set<string> =>
  new Set(people.list().flatMap((one) => (one.keeps_history ? [] : [one.id])));

/** Whoever wants no history any more has none. */
function followWishes(people: Neighbours['accounts']['people'], viewing: Pick<Viewing, 'forgetUnkept'>): Stop {
  let known = unkeptIn(people);
  return people.onChanged(() => {
    const now = unkeptIn(people);
    for (const id of now.difference(known)) void viewing.forgetUnkept(id);
    known = now;
  });
}

function watchedNow({ hub, relay, ...names }: OnAir): Watched[] {
  return [
    ...hub.sessions().flatMap((session) => liveOf(session, names)),
    ...relay.views().flatMap((view) => fileOf(view, names) ?? []),
  ];
}

type Names = Pick<OnAir, 'countries' | 'library' | 'lineup'>;

const channelName = (id: SessionView['channel_id'], { lineup }: Names): string =>
  lineup.snapshot.byId.get(id)?.name ?? lineup.channel(id)?.name ?? '';

function liveOf(session: SessionView, names: Names): Watched[] {
  if (session.viewers.length === 0) return [];
  const item: WatchedItem = {
    kind: 'live',
    itemId: printChannelId(session.channel_id),
    name: channelName(session.channel_id, names),
    pastAt: null,
  };
  const { stream_id: id, provider_id: providerId, stream_name: name, state } = session;
  // One that is only tried, in place of one that was lost, is not watched yet.
  const stream: WatchedStream | null =
    id === null || providerId === null || state === 'recovering' ? null : { id: printStreamId(id), name, providerId };
  return session.viewers.map((viewer) => ({
    ...item,
    viewerId: viewer.id,
    person: viewer.person,
    address: viewer.address,
    country: names.countries.of(viewer.address),
    client: viewer.user_agent,
    via: viewer.via,
    since: viewer.since,
    bytes: viewer.bytes_sent,
    failovers: session.failover_count,
    stalls: session.stall_count,
    stream,
  }));
}

function fileOf(view: FileView, names: Names): Watched | undefined {
  const found = itemOf(view.key, names);
  if (!found) return undefined;
  const { source, progress } = view;
  const { account, address, userAgent: client, via }: Viewer = view.viewer;
  const place = progress === null || progress < LEAST_PROGRESS ? undefined : placeOf(progress, found.durationSeconds);
  return {
    ...found.item,
    viewerId: view.id,
    person: account ? { id: account.id, name: account.name } : null,
    address,
    country: names.countries.of(address),
    client,
    via,
    since: view.since,
    bytes: view.bytes_sent,
    failovers: view.failover_count,
    stalls: view.stall_count,
    stream: source && { id: printStreamId(source.streamId), name: source.name, providerId: source.providerId },
    ...(place && { place }),
  };
}

/** Bytes are spread about evenly; without a length there is nothing to multiply by. */
const placeOf = (progress: number, durationSeconds: number): Place | undefined =>
  durationSeconds > 0 ? { positionSeconds: Math.round(progress * durationSeconds), durationSeconds } : undefined;

interface Found {
  readonly item: WatchedItem;
  /** 0 when nobody says. */
  readonly durationSeconds: number;
}

/** @param key as `openFiles` names files: a title's, an episode's, a channel's with an instant */
function itemOf(key: string, names: Names): Found | undefined {
  const [id = '', past] = key.split('@');
  const channel = parseChannelId(id);
  if (channel !== undefined) {
    const pastAt = past === undefined ? null : Number.parseInt(past, 10);
    return { item: { kind: 'archive', itemId: id, name: channelName(channel, names), pastAt }, durationSeconds: 0 };
  }
  return titleOf(id, names) ?? episodeOf(id, names);
}

function titleOf(key: string, { library }: Names): Found | undefined {
  const id = parseTitleId(key);
  const title = id === undefined ? undefined : library.title(id);
  if (!title) return undefined;
  const name = title.year > 0 ? `${title.name} (${title.year})` : title.name;
  const durationSeconds = (title.detail.runtimeMinutes ?? 0) * MINUTE_SECONDS;
  return { item: { kind: 'movie', itemId: key, name, pastAt: null }, durationSeconds };
}

function episodeOf(key: string, { library }: Names): Found | undefined {
  const id = parseEpisodeId(key);
  const found = id === undefined ? undefined : library.episode(id);
  if (!found) return undefined;
  const { titleId, season, episode, durationSeconds } = found.episode;
  const series = library.title(titleId)?.name ?? '';
  const name = `${series} S${String(season).padStart(2, '0')} E${String(episode).padStart(2, '0')}`;
  return { item: { kind: 'episode', itemId: key, name, pastAt: null }, durationSeconds };
}
