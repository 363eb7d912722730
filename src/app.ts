// The only file that knows everyone: the tables of providers and outputs, every part built, started in order, stopped in
// reverse.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAccounts, type Accounts } from './accounts/accounts.ts';
import { openCatalogue } from './catalogue/catalogue.ts';
import { startDemoProvider, type DemoProvider } from './demo/provider.ts';
import { openGuide } from './guide/guide.ts';
import { createLanServer, type LanServer } from './http/server.ts';
import type { Clock } from './kernel/clock.ts';
import { AppError } from './kernel/errors.ts';
import { Events } from './kernel/events.ts';
import type { Log } from './kernel/log.ts';
import { MEBIBYTE } from './kernel/units.ts';
import { openLineup } from './lineup/lineup.ts';
import type { Announcements } from './model/announcements.ts';
import type { Channel } from './model/channel.ts';
import type { ChannelId, ProviderId } from './model/ids.ts';
import { DEFAULT_USER_AGENT } from './model/provider.ts';
import type { StreamSource } from './model/stream.ts';
import { createHttpClient } from './net/client.ts';
import type { Options } from './options.ts';
import { createHdhomerunOutput } from './outputs/hdhomerun/hdhomerun.ts';
import { tunerCountOf, Tuners } from './outputs/hdhomerun/tuners.ts';
import { respondLive, viewerOf } from './outputs/live-response.ts';
import { createLogoOutput } from './outputs/logo/logo.ts';
import { createM3uOutput } from './outputs/m3u/m3u.ts';
import { createMetricsOutput } from './outputs/metrics/metrics.ts';
import type { Output } from './outputs/output.ts';
import type { Play } from './outputs/play.ts';
import { createXmltvOutput } from './outputs/xmltv/xmltv.ts';
import { m3uProvider } from './providers/m3u/kind.ts';
import type { ProviderKind } from './providers/provider.ts';
import { xmltvProvider } from './providers/xmltv/kind.ts';
import { openIdentity } from './storage/identity.ts';
import { lockFolder } from './storage/lock.ts';
import { makeFolders, pathsIn } from './storage/paths.ts';
import { createSettingsStore } from './storage/settings-store.ts';
import { Hub } from './streaming/hub.ts';
import { httpTs } from './streaming/upstreams/http-ts.ts';
import { openProvidersStore } from './sync/providers-store.ts';
import { Sync } from './sync/sync.ts';
import { memoryLimitBytes, poolSize, WorkerPool } from './workers/pool.ts';

/** In order of preference: the first that recognises a source takes it. */
const PROVIDERS: readonly ProviderKind[] = [xmltvProvider, m3uProvider];

const DEMO = { id: 'demo' as ProviderId, name: 'Demo' };

/** A sixth of the memory, for the pictures of all channels on air together. */
const bufferBytes = (): number => Math.min(memoryLimitBytes() / 6, 256 * MEBIBYTE);

export interface AppContext {
  readonly options: Options;
  readonly clock: Clock;
  readonly log: Log;
  /** Says something to the person who started it, outside the log. */
  readonly print: (text: string) => void;
}

export interface App {
  /** @throws AppError `storage.locked`, `process.port-taken`, `settings.invalid` …; what had started is stopped again */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What has started, to be stopped in reverse. */
type Stop = () => Promise<void> | void;

export function createApp(context: AppContext): App {
  const stops: Stop[] = [];
  const state = { isStopping: false };
  const stop = async (): Promise<void> => {
    state.isStopping = true;
    for (let part = stops.pop(); part; part = stops.pop()) {
      await Promise.resolve(part()).catch((error: unknown) => context.log.error('A part did not stop well', { error }));
    }
  };
  return {
    async start() {
      try {
        await startParts(context, stops, () => state.isStopping);
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
  };
}

async function startParts(context: AppContext, stops: Stop[], isStopping: () => boolean): Promise<void> {
  const { options, log } = context;
  const rooms = await openRooms(context, stops);
  const faces = createFaces(context, rooms, isStopping);
  stops.push(() => faces.lan.stop());
  await faces.lan.start();
  for (const output of faces.outputs) {
    if (output.stop) stops.push(() => output.stop!());
    await output.start?.();
  }
  stops.push(() => rooms.hub.stop());
  const demo = options.demo ? await startDemoProvider(context) : undefined;
  if (demo) stops.push(() => demo.stop());
  await addSources(context, rooms, demo);
  stops.push(() => rooms.sync.stop());
  rooms.sync.start();
  greet(context, faces.lan, rooms.accounts, demo);
  log.info('Masthead is ready', { version: VERSION, port: faces.lan.address?.port });
}

type Rooms = Awaited<ReturnType<typeof openRooms>>;

async function openRooms({ options, clock, log }: AppContext, stops: Stop[]) {
  const paths = pathsIn(options.dataDir);
  await makeFolders(paths);
  const lock = lockFolder(paths.lock);
  stops.push(() => lock.release());
  const settings = await createSettingsStore(paths, log);
  const identity = await openIdentity(paths, log);
  const { file, signingKey } = { file: paths.accounts, signingKey: identity.signing_key };
  const accounts = await createAccounts({ file, signingKey, adminPassword: options.adminPassword, clock, log });
  const providers = await openProvidersStore({ file: paths.providers, kinds: PROVIDERS, log });
  const size = poolSize();
  const work = new WorkerPool(size);
  const reads = new WorkerPool({ ...size, maxThreads: 2 }); // never behind a sync, and no list behind a guide
  stops.push(
    () => work.stop(),
    () => reads.stop(),
  );
  const catalogue = openCatalogue({ file: paths.catalogue, pool: reads, log });
  const guide = openGuide({ file: paths.guide, log });
  const lineup = await openLineup({ paths, log, clock, pool: reads, settings: () => settings.current.lineup });
  stops.push(
    () => catalogue.close(),
    () => guide.close(),
    () => lineup.close(),
  );
  const events = new Events<Announcements>((error) => log.error('A listener failed', { error }));
  const announce = events.announce.bind(events);
  lineup.onPublished(({ revision, channels }) =>
    announce('lineup.published', { revision, channelCount: channels.length }),
  );
  const sync = new Sync({
    paths,
    log: log.for('sync'),
    clock,
    pool: work,
    providers,
    kinds: PROVIDERS,
    catalogue,
    guide,
    lineup,
    announce,
    settings: () => settings.current,
  });
  settings.onChanged((_settings, changed) => {
    announce('settings.changed', { paths: changed });
    if (changed.some((path) => path.startsWith('lineup.'))) void sync.rebuildLineup();
  });
  const known = { catalogue, lineup, providers };
  const hub = new Hub({
    clock,
    log,
    kinds: [httpTs],
    bufferBytes: bufferBytes(),
    announce,
    sourcesOf: (id) => sourcesOf(id, known),
    limitOf: (id) => providers.get(id)?.max_connections ?? null,
    settings: () => settings.current.streaming,
  });
  return { paths, settings, identity, accounts, providers, work, reads, catalogue, guide, lineup, announce, sync, hub };
}

/** @throws AppError `channel.unknown`, `channel.disabled` */
function sourcesOf(
  id: ChannelId,
  { lineup, catalogue, providers }: Pick<Rooms, 'lineup' | 'catalogue' | 'providers'>,
): StreamSource[] {
  const channel = lineup.snapshot.byId.get(id);
  if (!channel) {
    if (lineup.channel(id)) throw new AppError('channel.disabled', 'The channel is not in the lineup');
    throw new AppError('channel.unknown', 'There is no such channel');
  }
  return catalogue.streams(channel.streamIds).flatMap((stream) => {
    const provider = providers.get(stream.providerId);
    if (!provider?.enabled || stream.isProtected) return [];
    const { id: streamId, providerId, name, url } = stream;
    const own = Object.entries(provider.headers).map(([header, value]) => [header.toLowerCase(), value] as const);
    const headers = {
      'user-agent': provider.user_agent || DEFAULT_USER_AGENT,
      ...Object.fromEntries(own),
      ...stream.headers,
    };
    return [{ streamId, providerId, name, url, headers }];
  });
}

/** What the faces are made of. */
interface Parts extends AppContext {
  readonly rooms: Rooms;
  readonly tuners: Tuners;
  readonly tunerCount: () => number;
  readonly play: Play;
  readonly lanPort: () => number;
  readonly isStopping: () => boolean;
}

const OUTPUTS: readonly ((parts: Parts) => Output)[] = [
  ({ rooms: { lineup, settings, identity, announce }, play, tuners, tunerCount, lanPort, options, clock, log }) =>
    createHdhomerunOutput({
      lineup: () => lineup.snapshot,
      settings: () => settings.current,
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
  ({ rooms: { lineup }, play, options }) =>
    createM3uOutput({ lineup: () => lineup.snapshot, play, baseUrl: options.baseUrl }),
  ({ rooms: { lineup, guide, settings, paths, reads }, options, clock, log }) =>
    createXmltvOutput({
      lineup: () => lineup.snapshot,
      guideRevision: () => guide.revision,
      guideFile: paths.guide,
      cacheFolder: join(paths.cache, 'guides'),
      window: () => settings.current.guide,
      pool: reads,
      baseUrl: options.baseUrl,
      clock,
      log: log.for('xmltv'),
    }),
  ({ rooms: { lineup, providers, paths }, clock, log }) =>
    createLogoOutput({
      logoUrlOf: (id) => lineup.origin(id)?.logoUrl,
      isTrustedHost: (host) => providers.list().some(({ source }) => hostOf(source) === host),
      http: createHttpClient(),
      folder: paths.logos,
      clock,
      log,
    }),
  ({ rooms: { lineup, hub, sync }, isStopping, clock }) =>
    createMetricsOutput({
      version: VERSION,
      lineup: () => lineup.snapshot,
      figures: () => hub.figures(),
      sessions: () => hub.sessions(),
      syncStatuses: () => sync.status(),
      isStopping,
      clock,
    }),
];

interface Faces {
  readonly lan: LanServer;
  readonly outputs: readonly Output[];
}

function createFaces(context: AppContext, rooms: Rooms, isStopping: () => boolean): Faces {
  const { options, clock, log } = context;
  const { settings, accounts, providers, catalogue, guide, lineup, sync, hub } = rooms;
  const limits = () => providers.list().flatMap((provider) => (provider.enabled ? [provider.max_connections] : []));
  const tunerCount = () => tunerCountOf(settings.current.discovery.tuner_count, limits());
  const tuners = new Tuners(clock, tunerCount);
  const play: Play = (c, { channelId, via, durationSeconds }) =>
    respondLive(c, {
      hub,
      channelId,
      viewer: viewerOf(c, via),
      dialect: via === 'hdhomerun' ? 'hdhomerun' : 'player',
      ...(durationSeconds !== undefined && { durationSeconds }),
    });
  const lanPort = (): number => lan.address?.port ?? options.port;
  const parts: Parts = { ...context, rooms, tuners, tunerCount, play, lanPort, isStopping };
  const outputs = OUTPUTS.map((create) => create(parts));
  const lan: LanServer = createLanServer({
    host: options.host,
    port: options.port,
    outputs,
    log: log.for('http'),
    api: {
      accounts,
      settings,
      providers,
      sync,
      lineup,
      catalogue,
      guide,
      hub,
      clock,
      streamsOf: (id) => lineup.origin(id)?.streamIds,
      tuners: () => ({ count: tunerCount(), inUse: tuners.inUse }),
      about: { version: VERSION, startedAt: clock.now(), baseUrl: options.baseUrl },
    },
  });
  return { lan, outputs };
}

/** Sources from the command line are added once and kept. The demo's address is another one at every start. */
async function addSources(
  { options }: AppContext,
  { providers }: Rooms,
  demo: DemoProvider | undefined,
): Promise<void> {
  for (const source of options.sources) if (!providers.findBySource(source)) await providers.add({ source });
  const known = providers.get(DEMO.id);
  if (!demo) {
    if (known?.name === DEMO.name && known.enabled) await providers.patch(DEMO.id, { enabled: false });
  } else if (known) {
    await providers.patch(DEMO.id, { source: demo.playlistUrl, enabled: true });
  } else {
    await providers.add({ name: DEMO.name, source: demo.playlistUrl });
  }
}

function greet(
  { options, print }: AppContext,
  lan: LanServer,
  accounts: Accounts,
  demo: DemoProvider | undefined,
): void {
  const base = options.baseUrl || `http://localhost:${lan.address?.port ?? options.port}`;
  const lines = [
    '',
    `  In a browser      ${base}/`,
    `  Jellyfin, Plex    ${base}            tuner: HDHomeRun, guide: ${base}/guide.xml`,
    `  Players, Kodi     ${base}/playlist.m3u`,
    '  From another device, put this machine\'s address for "localhost".',
  ];
  if (accounts.setUpToken) lines.push('', `  Set a password    ${base}/setup#${accounts.setUpToken}   (works once)`);
  if (demo) lines.push('', `  Demo faults       ${demo.pageUrl}`);
  print([...lines, ''].join('\n'));
}

const hostOf = (source: string): string => (URL.canParse(source) ? new URL(source).host : '');

const VERSION = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
  .version;
