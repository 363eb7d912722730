// A Masthead without its faces: catalogue, guide, lineup and sync on a folder of their own, with real workers.

import { openCatalogue, type Catalogue } from '../../src/catalogue/catalogue.ts';
import { openGuide, type Guide } from '../../src/guide/guide.ts';
import { systemClock, type Clock } from '../../src/kernel/clock.ts';
import { openLineup, type Lineup } from '../../src/lineup/lineup.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';
import { m3uProvider } from '../../src/providers/m3u/kind.ts';
import { xmltvProvider } from '../../src/providers/xmltv/kind.ts';
import { xtreamProvider } from '../../src/providers/xtream/kind.ts';
import { openRuleStore, type RuleStore } from '../../src/rules/rule-store.ts';
import { schemesOf } from '../../src/rules/schemes.ts';
import { makeFolders, pathsIn, type Paths } from '../../src/storage/paths.ts';
import { openProvidersStore, type ProvidersStore } from '../../src/sync/providers-store.ts';
import { createSync, type Sync, type SyncOptions } from '../../src/sync/sync.ts';
import { fetches, pool } from './pools.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';

export interface SyncHome {
  readonly paths: Paths;
  readonly log: RecordingLog;
  readonly providers: ProvidersStore;
  readonly catalogue: Catalogue;
  readonly guide: Guide;
  readonly lineup: Lineup;
  readonly rules: RuleStore;
  readonly sync: Sync;
  /** What was announced, by name. */
  readonly announced: readonly string[];
  stop(): Promise<void>;
}

export interface SyncHomeOptions {
  readonly folder: string;
  readonly clock?: Clock;
  readonly settings?: Partial<Settings>;
  readonly isPaused?: () => boolean;
  readonly placesOf?: SyncOptions['placesOf'];
  readonly knowledge?: SyncOptions['knowledge'];
  readonly looks?: SyncOptions['looks'];
  /** Reads, and builds the lineup. */
  readonly pool?: SyncOptions['pool'];
}

export async function openSyncHome(options: SyncHomeOptions): Promise<SyncHome> {
  const { clock = systemClock, folder } = options;
  const log = createRecordingLog();
  const paths = pathsIn(folder);
  await makeFolders(paths);
  const settings = { ...defaultSettings, ...options.settings };
  const kinds = [xtreamProvider, xmltvProvider, m3uProvider];
  const catalogue = openCatalogue({ file: paths.catalogue, pool, log });
  const guide = openGuide({ file: paths.guide, log });
  const rules = await openRuleStore({ file: paths.rules, log });
  const lineup = await openLineup({
    paths,
    log,
    clock,
    pool,
    settings: () => settings.lineup,
    schemes: () => schemesOf(rules.book.rules),
    onBuildNeeded: () => sync.showDecided(),
  });
  const providers = await openProvidersStore({ file: paths.providers, kinds, log });
  const announced: string[] = [];
  const sync: Sync = createSync({
    paths,
    fetches,
    log,
    clock,
    pool: options.pool ?? pool,
    providers,
    kinds,
    settings: () => settings,
    catalogue,
    guide,
    lineup,
    rules: () => rules.book,
    announce: (name) => void announced.push(name),
    random: () => 0.5,
    ...(options.isPaused && { isPaused: options.isPaused }),
    ...(options.placesOf && { placesOf: options.placesOf }),
    ...(options.knowledge && { knowledge: options.knowledge }),
    ...(options.looks && { looks: options.looks }),
  });
  return {
    paths,
    log,
    providers,
    catalogue,
    guide,
    lineup,
    rules,
    sync,
    announced,
    stop: async () => {
      await sync.stop();
      await lineup.close();
      catalogue.close();
      guide.close();
    },
  };
}
