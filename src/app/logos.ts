// Logos of channels and pictures of titles: where they are had, which is the best, and what is seen of them.

import { parse } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { GIBIBYTE } from '../kernel/units.ts';
import type { Lineup } from '../lineup/lineup.ts';
import { LOGO_FILE_SCHEME } from '../rules/action.ts';
import { bestLogo } from '../logos/best-logo.ts';
import { LocalLogos } from '../logos/local-folder.ts';
import type { Background } from '../logos/logo-key.ts';
import { createLogoCache, type LogoCache } from '../logos/logo-cache.ts';
import type { StoredLogo } from '../logos/logo-store.ts';
import { addressOf, openLooks, readLook } from '../logos/looks.ts';
import { printChannelId, type ChannelId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import { createHttpClient } from '../net/client.ts';
import type { Paths } from '../storage/paths.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import { LogoSight } from '../sync/logos/sight.ts';
import type { ProvidersStore } from '../sync/providers-store.ts';
import { memoryLimitBytes, taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import { createChannelLogos, type ChannelLogos } from './channel-logos.ts';
import type { AppContext, Stop } from './context.ts';

const FOLDER = taskRef<typeof import('../logos/folder.task.ts').default>(taskUrl(import.meta, '../logos/folder.task'));

interface Neighbours {
  readonly paths: Paths;
  readonly settings: SettingsStore;
  readonly providers: ProvidersStore;
  readonly catalogue: Catalogue;
  readonly lineup: Lineup;
  readonly work: WorkerPool;
  readonly own: LocalLogos;
  readonly onArtworksChanged: () => void;
}

export interface Logos {
  readonly cache: LogoCache;
  readonly sight: LogoSight;
  readonly channels: ChannelLogos;
  /** The best of a channel's logos; a person's own goes first. */
  logoOf(id: ChannelId, background: Background | undefined): Promise<StoredLogo | undefined>;
}

export const comparesLogos = ({ logos }: Settings): boolean =>
  logos.by_sight === 'automatic' ? memoryLimitBytes() >= GIBIBYTE : logos.by_sight === 'on';

export const ownLogoFolder = ({ logos }: Settings, paths: Paths): string => logos.folder || paths.ownLogos;

/** A person's own logos, read where people are answered: never behind a sync. */
export function openOwnLogos({ clock }: AppContext, { settings, paths, reads }: OwnParts): LocalLogos {
  return new LocalLogos({
    folder: () => ownLogoFolder(settings.current, paths),
    read: (folder, known) =>
      reads.run(FOLDER, { folder, known: known && { folders: known.folders, stamp: known.stamp } }),
    clock,
  });
}

interface OwnParts extends Pick<Neighbours, 'paths' | 'settings'> {
  readonly reads: WorkerPool;
}

export async function openLogos(context: AppContext, rooms: Neighbours, stops: Stop[]): Promise<Logos> {
  const { clock, log } = context;
  const { paths, settings, providers, catalogue, work, own, onArtworksChanged } = rooms;
  const http = createHttpClient();
  const cache = createLogoCache({
    folder: paths.logos,
    http,
    clock,
    log: log.for('logo'),
  });
  await cache.start();
  const looks = openLooks(paths.looks, log.for('logo'));
  const sight = new LogoSight({
    files: { catalogue: paths.catalogue, looks: paths.looks },
    providers: () => providers.list().flatMap(({ id, enabled }) => (enabled ? [id] : [])),
    isAllowed: () => comparesLogos(settings.current) && !settings.current.maintenance.enabled,
    logo: async (url) => (await cache.get(url))?.bytes,
    pool: work,
    clock,
    log: log.for('logo'),
    onChanged: onArtworksChanged,
  });
  settings.onChanged((_settings, changed) => {
    if (changed.some((path) => /^(?:logos|maintenance)\./.test(path))) void sight.catchUp();
  });
  stops.push(
    () => http.close(),
    () => looks.close(),
    () => cache.stop(),
    () => sight.stop(),
  );
  const channels = createChannelLogos({
    lineup: rooms.lineup,
    own,
    cache,
    originOf: (id) => ({ urls: candidatesOf(id, { lineup: rooms.lineup, catalogue }).urls }),
    lookOf: (url) => readLook(looks, addressOf(url)),
  });
  const logoOf: Logos['logoOf'] = async (id, background) => {
    const decided = await channels.chosen(id);
    if (decided) return decided;
    const { names, market, chosen, urls } = candidatesOf(id, { lineup: rooms.lineup, catalogue });
    const local = await own.find([...chosen.files, printChannelId(id), ...names], background, market);
    if (!local && chosen.urls.length > 0) return firstOf([...chosen.urls, ...urls], cache);
    return local ?? firstOf(ranked(urls, looks, background), cache);
  };
  return { cache, sight, channels, logoOf };
}

/** Logos that are tried, the best first: of ten bad addresses nobody waits for all. */
const TRIED = 3;
/** A channel of fifty streams has a few logos, over and over. */
const MOST_STREAMS = 50;

/** What a rule has set is none of the streams' own, and goes first. */
function candidatesOf(id: ChannelId, { lineup, catalogue }: Pick<Neighbours, 'catalogue' | 'lineup'>) {
  const origin = lineup.origin(id);
  const streams = catalogue.streams(origin?.streamIds.slice(0, MOST_STREAMS) ?? []);
  const urls = new Set(streams.map(({ logoUrl }) => logoUrl).filter(isAddress));
  const ruled = origin?.logoUrl ?? '';
  const file = ruled.startsWith(LOGO_FILE_SCHEME) ? parse(ruled.slice(LOGO_FILE_SCHEME.length)).name : '';
  const chosen = { files: file ? [file] : [], urls: isAddress(ruled) && !urls.has(ruled) ? [ruled] : [] };
  const { name = '', market = '' } = lineup.channel(id) ?? {};
  const names = new Set([name, ...streams.map((stream) => stream.name)]);
  return { names: [...names], market, chosen, urls: [...urls] };
}

const isAddress = (url: string): boolean => /^https?:/i.test(url);

function ranked(urls: readonly string[], looks: DatabaseSync, background: Background | undefined): string[] {
  const left = [...urls];
  const lookOf = (url: string) => readLook(looks, addressOf(url));
  const best: string[] = [];
  while (best.length < TRIED && left.length > 0) {
    const next = bestLogo(left, lookOf, background)!;
    best.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return best;
}

async function firstOf(urls: readonly string[], cache: LogoCache): Promise<StoredLogo | undefined> {
  for (const url of urls) {
    const logo = await cache.get(url);
    if (logo) return logo;
  }
  return undefined;
}
