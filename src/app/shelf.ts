// The library with those who fill it: the builder, and the one who asks providers and TMDB.

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Events } from '../kernel/events.ts';
import { Identifier } from '../library/identifier.ts';
import { Learner } from '../library/learner.ts';
import { openLibrary } from '../library/library.ts';
import type { TitleDecisions } from '../library/title-decisions.ts';
import { TitleReview } from '../library/title-review.ts';
import { createTmdb } from '../library/tmdb.ts';
import type { Announcements } from '../model/announcements.ts';
import type { TitleDescription, TitleVersion } from '../model/title.ts';
import type { HttpClient } from '../net/client.ts';
import type { ProviderWatch } from '../providers/watch.ts';
import type { Paths } from '../storage/paths.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import { LibraryBuilder } from '../sync/library-builder.ts';
import type { ProvidersStore } from '../sync/providers-store.ts';
import type { RuleStore } from '../rules/rule-store.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { AppContext, Stop } from './context.ts';
import { PROVIDERS } from './providers.ts';

/** The rooms that it stands among. */
interface Neighbours {
  readonly paths: Paths;
  readonly reads: WorkerPool;
  readonly work: WorkerPool;
  readonly settings: SettingsStore;
  readonly providers: ProvidersStore;
  readonly rules: RuleStore;
  readonly titleDecisions: TitleDecisions;
  readonly catalogue: Catalogue;
  readonly events: Events<Announcements>;
  readonly http: HttpClient;
  readonly watch: ProviderWatch;
}

export function openShelf({ clock, log }: AppContext, rooms: Neighbours, stops: Stop[]) {
  const { paths, reads, work, settings, providers, catalogue, events, http } = rooms;
  const library = openLibrary({ file: paths.library, pool: reads, log: log.for('library') });
  const builder = new LibraryBuilder({
    catalogue,
    library,
    providers,
    languages: () => settings.current.library.languages,
    rules: () => rooms.rules.book,
    decided: () => rooms.titleDecisions.keyed,
    pool: work,
    log: log.for('library'),
  });
  const tmdb = createTmdb({
    apiKey: () => settings.current.library.tmdb_api_key,
    language: () => settings.current.library.tmdb_language,
    http,
  });
  const identifier = new Identifier({
    library,
    reads,
    pool: work,
    clock,
    log: log.for('library'),
    isAllowed: () => !settings.current.maintenance.enabled && settings.current.library.tmdb_api_key !== '',
    identify: (title, signal) => tmdb.identify(title, signal),
  });
  const titleReview = new TitleReview({
    library,
    decisions: rooms.titleDecisions,
    tmdb,
    pool: work,
    rebuild: () => builder.catchUp(),
  });
  const learner = new Learner({
    library,
    pool: work,
    clock,
    log: log.for('library'),
    describe: (version, signal) => describe(version, rooms, { clock, signal }),
    lookUp: (title, signal) => tmdb.lookUp(title, signal),
    ratePerMinute: () => (settings.current.maintenance.enabled ? 0 : settings.current.library.episodes_per_minute),
  });
  const catchUp = (): void => void builder.catchUp();
  events.on('provider.synced', catchUp);
  providers.onChanged(catchUp);
  settings.onChanged((_settings, changed) => {
    if (changed.some((path) => path.startsWith('library.languages'))) catchUp();
  });
  stops.push(
    () => library.close(),
    () => builder.stop(),
    () => learner.stop(),
    () => identifier.stop(),
  );
  return { library, libraryBuilder: builder, learner, identifier, titleReview };
}

async function describe(
  { streamId, providerId }: TitleVersion,
  { catalogue, providers, watch, http }: Neighbours,
  { clock, signal }: Pick<AppContext, 'clock'> & { readonly signal: AbortSignal },
): Promise<TitleDescription | undefined> {
  const stream = catalogue.stream(streamId);
  const settings = providers.get(providerId);
  const kind = PROVIDERS.find((one) => one.kind === settings?.kind);
  if (!stream || !settings?.enabled || !kind?.describe) return undefined;
  return kind.describe({ settings, source: watch.inUse(settings), http, clock, signal }, stream.url);
}
