// Opens what is on air: connections of providers, health, which orders their streams, the hub, which shows them, and files.

import type { Accounts } from '../accounts/accounts.ts';
import { rightsOf } from '../accounts/people.ts';
import type { Events } from '../kernel/events.ts';
import { MEBIBYTE, SECOND_MS } from '../kernel/units.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderWatch } from '../providers/watch.ts';
import { bundledFfprobe } from '../processes/bundled.ts';
import { Programs } from '../processes/programs.ts';
import type { HttpClient } from '../net/client.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import { Conversions } from '../streaming/files/conversions.ts';
import { FileRelay } from '../streaming/files/file-relay.ts';
import type { TracksOf } from '../streaming/feed-options.ts';
import type { Workshop } from '../streaming/fit/fitting.ts';
import { Seats } from '../streaming/fit/seats.ts';
import { Hub } from '../streaming/hub.ts';
import { createStandings, type StandingOf } from '../streaming/standing.ts';
import { SlotLedger } from '../streaming/slots/ledger.ts';
import type { ProvidersStore } from '../sync/providers-store.ts';
import { memoryLimitBytes } from '../workers/pool.ts';
import type { AppContext, Stop } from './context.ts';
import { knownTracks } from './known-tracks.ts';
import type { HealthNeighbours } from './health-neighbours.ts';
import { openHealth } from './health.ts';
import { isUnwanted, sourcesOf, type Known } from './sources.ts';
import { upstreamKinds } from './upstreams.ts';

/** A sixth of the memory, for the pictures of all channels on air together. */
const bufferBytes = (): number => Math.min(memoryLimitBytes() / 6, 256 * MEBIBYTE);

interface SlotParts {
  readonly providers: ProvidersStore;
  readonly watch: ProviderWatch;
  readonly settings: SettingsStore;
}

export function openSlots({ clock }: AppContext, { providers, watch, settings }: SlotParts): SlotLedger {
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

export async function openAir(context: AppContext, rooms: AirNeighbours, stops: Stop[]) {
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

interface FileParts extends Pick<Air, 'hub' | 'programs' | 'standingOf'> {
  readonly slots: SlotLedger;
  readonly http: HttpClient;
  readonly settings: SettingsStore;
}

/** Movies and episodes, as they are and as browsers play them; and what browsers want of channels. */
export function openFileRelay({ clock, log }: AppContext, parts: FileParts, stops: Stop[]) {
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
