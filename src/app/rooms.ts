// Opens the rooms and hands each what it needs of its neighbours. What has opened is pushed to `stops`.

import { createAccounts, type Accounts } from '../accounts/accounts.ts';
import { rightsOf } from '../accounts/people.ts';
import { PersonStreams } from '../accounts/streams.ts';
import { openCatalogue } from '../catalogue/catalogue.ts';
import { openGuide } from '../guide/guide.ts';
import type { Making } from '../guide/made-up.ts';
import { Events } from '../kernel/events.ts';
import { MEBIBYTE, SECOND_MS } from '../kernel/units.ts';
import { openLineup, type Lineup } from '../lineup/lineup.ts';
import type { LineupSummary } from '../lineup/query.ts';
import { channelCountOf } from '../lineup/snapshot.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderId } from '../model/ids.ts';
import type { ProviderWatch } from '../providers/watch.ts';
import { bundledFfprobe } from '../processes/bundled.ts';
import { Programs } from '../processes/programs.ts';
import { openRuleStore, type RuleStore } from '../rules/rule-store.ts';
import { schemesOf } from '../rules/schemes.ts';
import { openIdentity } from '../storage/identity.ts';
import type { HttpClient } from '../net/client.ts';
import type { Paths } from '../storage/paths.ts';
import { createSettingsStore, type SettingsStore } from '../storage/settings-store.ts';
import { keepHistory } from '../streaming/history/keeper.ts';
import { Conversions } from '../streaming/files/conversions.ts';
import { FileRelay } from '../streaming/files/file-relay.ts';
import type { TracksOf } from '../streaming/feed-options.ts';
import type { Workshop } from '../streaming/fit/fitting.ts';
import { Seats } from '../streaming/fit/seats.ts';
import { Hub } from '../streaming/hub.ts';
import { createStandings, type StandingOf } from '../streaming/standing.ts';
import { SlotLedger } from '../streaming/slots/ledger.ts';
import { openProvidersStore, type ProvidersStore } from '../sync/providers-store.ts';
import { openTitleDecisions } from '../library/title-decisions.ts';
import type { LibraryBuilder } from '../sync/library-builder.ts';
import { Sync } from '../sync/sync.ts';
import { WriteOut } from '../sync/write-out.ts';
import { memoryLimitBytes, type WorkerPool } from '../workers/pool.ts';
import { openAlerts } from './alerts.ts';
import type { AppContext, Stop } from './context.ts';
import { openCountries } from './countries.ts';
import { openKnowledgeBase } from './knowledge.ts';
import { recordHistory } from './history.ts';
import { knownTracks } from './known-tracks.ts';
import { comparesLogos, openLogos, openOwnLogos } from './logos.ts';
import { makingOf } from './making.ts';
import { followMaintenance } from './maintenance.ts';
import type { Pools } from './pools.ts';
import { PROVIDERS } from './providers.ts';
import { allowWhatIsNamed } from './reach.ts';
import { openShelf } from './shelf.ts';
import { openHealth, type HealthNeighbours } from './health.ts';
import { isUnwanted, sourcesOf, type Known } from './sources.ts';
import { enforceRights } from './rights.ts';
import { upstreamKinds } from './upstreams.ts';
import { openViewingHistory } from './viewing.ts';
import { openWatch } from './watch.ts';

/** A sixth of the memory, for the pictures of all channels on air together. */
const bufferBytes = (): number => Math.min(memoryLimitBytes() / 6, 256 * MEBIBYTE);

interface SlotParts {
  readonly providers: ProvidersStore;
  readonly watch: ProviderWatch;
  readonly settings: SettingsStore;
}

export type Rooms = Awaited<ReturnType<typeof openRooms>>;

/** What there is before any room. */
interface Ground extends Pools {
  readonly paths: Paths;
}

export async function openRooms(context: AppContext, ground: Ground, stops: Stop[]) {
  let library: LibraryBuilder | undefined; // it is opened after those who wait for it
  const libraryFirst = async (): Promise<void> => library?.catchUp();
  const core = await openCore(context, { ...ground, libraryFirst }, stops);
  const logos = await openLogos(context, { ...core, onArtworksChanged: () => void core.sync.rebuildLineup() }, stops);
  core.events.on('provider.synced', () => void logos.sight.catchUp());
  const shelf = openShelf(context, core, stops);
  library = shelf.libraryBuilder;
  stops.push(enforceRights({ ...core, ...shelf, clock: context.clock, log: context.log.for('accounts') }));
  const viewing = openViewingHistory(context, { ...core, ...shelf }, stops);
  return { ...core, logos, ...shelf, viewing, ...(await openAlerts(context, core, stops)) };
}

interface CoreParts extends Ground, Pick<HealthNeighbours, 'libraryFirst'> {}

async function openCore(context: AppContext, parts: CoreParts, stops: Stop[]) {
  const { clock, log } = context;
  const { paths, work, reads, fetches, libraryFirst } = parts;
  const documents = await openDocuments(context, paths, stops);
  const { settings, providers, rules } = documents;
  allowWhatIsNamed(documents, paths.root);
  const writeOut = new WriteOut({ clock, pool: reads });
  stops.push(() => writeOut.stop());
  const onBuildNeeded = (): Promise<LineupSummary> => sync.showDecided();
  const storeParts = { paths, reads, settings, rules, writeOut, onBuildNeeded };
  const { catalogue, guide, lineup, making } = await openStores(context, storeParts, stops);
  documents.accounts.favourites.follow((id) => lineup.channelNow(id));
  const { events, announce } = openEvents(context, lineup);
  const isUnderMaintenance = (): boolean => settings.current.maintenance.enabled;
  const ownConnections = (id: ProviderId): number => slots.countedOf(id); // nobody is asked before all is open
  const { watch, http } = openWatch(context, { providers, ownConnections }, stops);
  const onChanged = (): void => void sync.rebuildLineup();
  const knowledge = await openKnowledgeBase(context, { paths, settings, http, work, onChanged }, stops);
  const own = openOwnLogos(context, { paths, settings, reads });
  const sync: Sync = new Sync({
    paths,
    log: log.for('sync'),
    clock,
    fetches,
    pool: work,
    providers,
    kinds: PROVIDERS,
    catalogue,
    guide,
    lineup,
    rules: () => rules.book,
    announce,
    settings: () => settings.current,
    knowledge: () => knowledge.ref,
    ownLogos: own,
    looks: () => (comparesLogos(settings.current) ? paths.looks : null),
    isPaused: isUnderMaintenance,
    placesOf: (provider, source) => watch.placesOf(provider, source),
    onAccount: (id, account) => watch.learn(id, account),
  });
  followSettings({ settings, sync, announce });
  events.on('provider.failed', ({ providerId, code }) => {
    if (code === 'provider.refused' || code === 'provider.unauthorised') watch.noticeRefusal(providerId);
  });
  const slots: SlotLedger = openSlots(context, { providers, watch, settings });
  const stores = { paths, settings, providers, catalogue, guide, lineup, watch, events, announce, sync, work, reads };
  const air = await openAir(context, { ...stores, accounts: documents.accounts, slots, libraryFirst }, stops);
  const { hub } = air;
  const files = openFileRelay(context, { slots, http, settings, ...air }, stops);
  stops.push(followMaintenance({ clock, settings, hub, sync, announce }));
  const keeper = await keepHistory({ file: paths.history, clock, log });
  const { history } = keeper;
  stops.push(() => keeper.stop(), recordHistory({ history, events, lineup, catalogue }));
  return {
    ...stores,
    ...air,
    ...files,
    ...documents,
    http,
    writeOut,
    making,
    knowledge,
    own,
    slots,
    history,
  };
}

interface FileParts extends Pick<Air, 'hub' | 'programs' | 'standingOf'> {
  readonly slots: SlotLedger;
  readonly http: HttpClient;
  readonly settings: SettingsStore;
}

/** Movies and episodes, as they are and as browsers play them; and what browsers want of channels. */
function openFileRelay({ clock, log }: AppContext, parts: FileParts, stops: Stop[]) {
  const { slots, http, hub, standingOf, programs, settings } = parts;
  const relay = new FileRelay({ slots, http, clock, limits: hub.limits, standingOf, log: log.for('files') });
  const seats = new Seats(() => settings.current.streaming.browser_conversions);
  const workshop: Workshop = { seats, program: () => programs.find('ffmpeg'), clock };
  const conversions = new Conversions({
    relay,
    program: (name) => programs.find(name) ?? (name === 'ffprobe' ? bundledFfprobe(programs) : undefined),
    seats,
    clock,
  });
  stops.push(
    () => relay.stop(),
    () => conversions.stop(),
  );
  return { relay, conversions, workshop };
}

/** What a person decided. */
async function openDocuments({ options: { adminPassword }, clock, log }: AppContext, paths: Paths, stops: Stop[]) {
  const identityDocument = await openIdentity(paths, log);
  const identity = identityDocument.data;
  const settings = await createSettingsStore(paths, log);
  const countries = await openCountries({ clock, log, settings }, stops);
  return {
    identity,
    identityDocument,
    settings,
    countries,
    personStreams: new PersonStreams(clock),
    accounts: await createAccounts({
      file: paths.accounts,
      sessionsFile: paths.logins,
      favouritesFile: paths.favourites,
      signingKey: identity.signing_key,
      adminPassword,
      clock,
      log,
      countryOf: (address) => countries.of(address),
    }),
    providers: await openProvidersStore({ file: paths.providers, kinds: PROVIDERS, log }),
    rules: await openRuleStore({ file: paths.rules, log }),
    titleDecisions: await openTitleDecisions(paths.titleDecisions, log),
  };
}

/** What the lineup is built from has changed. */
const REBUILDS = /^(?:knowledge|lineup|logos|matching)\./;

interface Following {
  readonly settings: SettingsStore;
  readonly sync: Sync;
  readonly announce: Events<Announcements>['announce'];
}

function followSettings({ settings, sync, announce }: Following): void {
  settings.onChanged((_settings, changed) => {
    announce('settings.changed', { paths: changed });
    if (changed.some((path) => REBUILDS.test(path))) void sync.rebuildLineup();
  });
}

function openEvents({ log }: AppContext, lineup: Lineup) {
  const events = new Events<Announcements>((error) => log.error('A listener failed', { error }));
  const announce = events.announce.bind(events);
  lineup.onPublished((snapshot) =>
    announce('lineup.published', { revision: snapshot.revision, channelCount: channelCountOf(snapshot) }),
  );
  return { events, announce };
}

interface StoreParts {
  readonly paths: Paths;
  readonly reads: WorkerPool;
  readonly settings: SettingsStore;
  readonly rules: RuleStore;
  readonly writeOut: WriteOut;
  readonly onBuildNeeded: () => Promise<LineupSummary>;
}

async function openStores({ clock, log }: AppContext, parts: StoreParts, stops: Stop[]) {
  const { paths, reads, settings, rules, writeOut, onBuildNeeded } = parts;
  const catalogue = openCatalogue({ file: paths.catalogue, pool: reads, log });
  const making = (): Making => makingOf(settings.current, clock);
  const guide = openGuide({ file: paths.guide, log, making });
  const lineup = await openLineup({
    paths,
    log,
    clock,
    pool: reads,
    settings: () => settings.current.lineup,
    schemes: () => schemesOf(rules.book.rules),
    onEdited: () => writeOut.soon(paths.lineup),
    onBuildNeeded,
  });
  stops.push(
    () => catalogue.close(),
    () => guide.close(),
    () => lineup.close(),
    () => rules.settled(),
  );
  return { catalogue, guide, lineup, making };
}

function openSlots({ clock }: AppContext, { providers, watch, settings }: SlotParts): SlotLedger {
  return new SlotLedger({
    clock,
    limitOf: (id, login) => {
      const provider = providers.get(id);
      return provider ? watch.loginLimitOf(provider, login) : null;
    },
    poolLimitOf: (id) => {
      const provider = providers.get(id);
      return provider ? watch.limitOf(provider) : null;
    },
    lingerMsOf: (id) => (providers.get(id)?.linger_seconds ?? 0) * SECOND_MS,
    allowsPriority: () => settings.current.streaming.priority_takes_slots,
  });
}

/** Health, which orders the streams, and the hub, which shows them and is watched by it. */
interface AirNeighbours extends Omit<HealthNeighbours, 'hub' | 'programs'> {
  readonly accounts: Accounts;
}

type Air = Awaited<ReturnType<typeof openAir>>;

async function openAir(context: AppContext, rooms: AirNeighbours, stops: Stop[]) {
  const { settings, catalogue, lineup, providers, watch, slots, announce } = rooms;
  const programs = new Programs();
  const { health, endChecks, streamDecisions, planner, rank, warnings } = await openHealth(
    context,
    { ...rooms, programs, hub: () => hub },
    stops,
  );
  const known = { catalogue, lineup, providers, watch, settings: () => settings.current, rank };
  const standingOf = createStandings(
    () => settings.current.streaming.client_limits,
    (id) => {
      const person = rooms.accounts.people.get(id);
      return person && rightsOf(person);
    },
  );
  const isUnderMaintenance = (): boolean => settings.current.maintenance.enabled;
  const hub: Hub = openHub(context, {
    known,
    programs,
    slots,
    settings,
    standingOf,
    announce,
    isUnderMaintenance,
    tracksOf: knownTracks(health),
  });
  return { programs, health, endChecks, streamDecisions, planner, warnings, known, standingOf, hub };
}

interface HubParts {
  readonly known: Known;
  readonly programs: Programs;
  readonly slots: SlotLedger;
  readonly settings: SettingsStore;
  readonly standingOf: StandingOf;
  readonly announce: Events<Announcements>['announce'];
  readonly isUnderMaintenance: () => boolean;
  readonly tracksOf: TracksOf;
}

function openHub({ clock, log }: AppContext, { known, programs, settings, ...parts }: HubParts): Hub {
  return new Hub({
    ...parts,
    clock,
    log,
    kinds: upstreamKinds({ settings: () => settings.current, programs }),
    bufferBytes: bufferBytes(),
    sourcesOf: (id, profile) => sourcesOf(id, profile, known),
    isUnwanted: (id, source) => isUnwanted(id, source, known),
    settings: () => settings.current.streaming,
    limits: () => settings.current.limits,
    limitOfProvider: (id) => known.providers.get(id)?.limit_kilobytes_per_second ?? null,
  });
}
