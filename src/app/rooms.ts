// Opens the rooms and hands each what it needs of its neighbours. What has opened is pushed to `stops`.

import { createAccounts } from '../accounts/accounts.ts';
import { PersonStreams } from '../accounts/streams.ts';
import { openCatalogue } from '../catalogue/catalogue.ts';
import { openGuide } from '../guide/guide.ts';
import type { Making } from '../guide/made-up.ts';
import { Events } from '../kernel/events.ts';
import { openLineup, type Lineup } from '../lineup/lineup.ts';
import type { LineupSummary } from '../lineup/query.ts';
import { channelCountOf } from '../lineup/snapshot.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderId } from '../model/ids.ts';
import { openRuleStore, type RuleStore } from '../rules/rule-store.ts';
import { schemesOf } from '../rules/schemes.ts';
import { openIdentity } from '../storage/identity.ts';
import type { Paths } from '../storage/paths.ts';
import { createSettingsStore, type SettingsStore } from '../storage/settings-store.ts';
import { keepHistory } from '../streaming/history/keeper.ts';
import { SlotLedger } from '../streaming/slots/ledger.ts';
import { openProvidersStore } from '../sync/providers-store.ts';
import { openTitleDecisions } from '../library/title-decisions.ts';
import type { LibraryBuilder } from '../sync/library-builder.ts';
import { Sync } from '../sync/sync.ts';
import { WriteOut } from '../sync/write-out.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { openAir, openFileRelay, openSlots } from './air.ts';
import { openAlerts } from './alerts.ts';
import type { AppContext, Stop } from './context.ts';
import { openCountries } from './countries.ts';
import { openKnowledgeBase } from './knowledge.ts';
import { recordHistory } from './history.ts';
import { comparesLogos, openLogos, openOwnLogos } from './logos.ts';
import { makingOf } from './making.ts';
import { followMaintenance } from './maintenance.ts';
import type { Pools } from './pools.ts';
import { PROVIDERS } from './providers.ts';
import { allowWhatIsNamed } from './reach.ts';
import { openShelf } from './shelf.ts';
import type { HealthNeighbours } from './health-neighbours.ts';
import { enforceRights } from './rights.ts';
import { openViewingHistory } from './viewing.ts';
import { openWatch } from './watch.ts';

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
