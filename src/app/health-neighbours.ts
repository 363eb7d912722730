// What health asks of its neighbours, and what the API asks of health, each in the other's words.

import { Health } from '../health/health.ts';
import type { CheckSlots } from '../health/ports.ts';
import type { HandOrder } from '../health/ranking.ts';
import { ProviderWarnings, type ProviderFactsNow } from '../health/provider-warnings.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { HealthPort } from '../http/api/ports.ts';
import type { Guide } from '../guide/guide.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { Events } from '../kernel/events.ts';
import type { Announcements } from '../model/announcements.ts';
import { parseStreamId, type ProviderId, type StreamId } from '../model/ids.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Programs } from '../processes/programs.ts';
import type { ProviderWatch } from '../providers/watch.ts';
import type { Paths } from '../storage/paths.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import type { Hub } from '../streaming/hub.ts';
import { loginsOf } from '../streaming/slots/logins.ts';
import type { SlotLedger } from '../streaming/slots/ledger.ts';
import type { ProvidersStore } from '../sync/providers-store.ts';
import type { Sync } from '../sync/sync.ts';
import { WorkerPool } from '../workers/pool.ts';
import { sourceOf } from './sources.ts';

export interface HealthNeighbours {
  readonly paths: Paths;
  readonly settings: SettingsStore;
  readonly providers: ProvidersStore;
  readonly catalogue: Catalogue;
  readonly lineup: Lineup;
  readonly guide: Guide;
  readonly watch: ProviderWatch;
  readonly slots: SlotLedger;
  readonly events: Events<Announcements>;
  readonly announce: Events<Announcements>['announce'];
  readonly sync: Sync;
  readonly programs: Programs;
  readonly work: WorkerPool;
  readonly reads: WorkerPool;
  /** It is opened after health, which orders its streams. */
  readonly hub: () => Hub;
  /** Resolves when the library is made of what the catalogue has. */
  readonly libraryFirst: () => Promise<void>;
}

/** The ledger as checks see it. */
export function slotsOf(ledger: SlotLedger, limitOf: (id: ProviderId) => number | null): CheckSlots {
  return {
    take: (request, holder) => ledger.take(request, holder),
    limitOf,
    usedOf: (id) => ledger.usedOf(id),
    isUnused: (id) => ledger.isUnused(id),
  };
}

export function freeSlots(ledger: SlotLedger, id: ProviderId, limit: number | null): number | null {
  const use = ledger.uses().find(({ provider_id }) => provider_id === id);
  const known = use?.limit ?? limit;
  return known === null ? null : known - (use?.used ?? 0);
}

/** What is brought over HTTP; the rest shows whether it works when it is watched. */
export function checkable(id: StreamId, { catalogue, providers, watch }: HealthNeighbours) {
  const stream = catalogue.stream(id);
  const provider = stream && providers.get(stream.providerId);
  if (!provider?.enabled || stream!.isProtected || !/^https?:/i.test(stream!.url)) return undefined;
  const source = sourceOf(stream!, provider, watch);
  return { source, logins: loginsOf(source) };
}

export const onAirOf = (hub: Hub): StreamId[] =>
  hub.sessions().flatMap(({ upstreams }) => upstreams.find(({ state }) => state === 'on-air')?.stream_id ?? []);

/** As the lineup keeps it, in ids. */
export function handOrderOf(kept: ReturnType<Lineup['streamOrderOf']>): HandOrder | undefined {
  if (!kept) return undefined;
  const pin = kept.pin === null ? null : (parseStreamId(kept.pin) ?? null);
  return { pin, order: kept.order.flatMap((id) => parseStreamId(id) ?? []) };
}

/** With the order that a person has made. */
interface HealthRooms extends Pick<HealthNeighbours, 'lineup'> {
  readonly health: Health;
  readonly warnings: ProviderWarnings;
}

export function healthPort({ health, lineup, warnings }: HealthRooms): HealthPort {
  return {
    list: (query) => health.list(query),
    sum: () => health.sum(),
    briefs: health.briefs,
    ask: (kind, ask) => health.ask(kind, ask),
    warningsOf: (id) => warnings.of(id),
    stream: (id) => health.stream(id),
    check: (id) => health.check(id),
    decide: (id, decision) => health.decide(id, decision),
    decisionOf: (id) => health.decisionOf(id),
    upgrade: () => health.upgrade(),
    rank: (id, ids) => health.rank(id, ids, handOrderOf(lineup.streamOrderOf(id))),
    get standing() {
      return health.standing;
    },
  };
}

export function factsOf(provider: ProviderSettings, { watch, sync, guide }: HealthNeighbours): ProviderFactsNow {
  const { id } = provider;
  const { account, connections } = watch.standing(provider);
  const read = sync.status().find(({ provider_id }) => provider_id === id);
  const until = guide
    .sources()
    .flatMap(({ providerId, untilAt }) => (providerId === id && untilAt !== null ? [untilAt] : []));
  return {
    id,
    account: account ?? (watch.hasAccounts(provider) ? undefined : null),
    connections,
    setLimit: provider.max_connections,
    fault: read && read.finished_at !== null ? read.error : undefined,
    guideUntil: until.length === 0 ? null : Math.max(...until),
  };
}
