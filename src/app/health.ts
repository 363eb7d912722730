// Opens health: hands it slots, sources and workers, tells it what viewers see, and has the lineup follow what it finds.

import { isDemoSource } from '../demo/provider.ts';
import { CheckStation } from '../health/check/station.ts';
import { openStreamDecisions } from '../health/decisions.ts';
import type { HealthAnswers, HealthAsks } from '../health/asks.ts';
import { currentReach } from '../net/reach.ts';
import { openBook } from '../health/book.ts';
import { Health } from '../health/health.ts';
import type { HealthWork } from '../health/work.ts';
import type { QueryInput } from '../health/query.task.ts';
import { ProviderWarnings } from '../health/provider-warnings.ts';
import { openHealthDatabase } from '../health/schema.ts';
import { judgePicture } from '../health/picture/ffmpeg.ts';
import { ffprobe } from '../health/probe/ffprobe.ts';
import { quietMinute } from '../health/policy.ts';
import { hasSameStreams } from '../lineup/snapshot.ts';
import { MINUTE_MS } from '../kernel/units.ts';
import type { ProviderId } from '../model/ids.ts';
import { bundledFfprobe } from '../processes/bundled.ts';
import { atLogin } from '../streaming/slots/logins.ts';
import { HealthPlanner } from '../sync/health-planner.ts';
import { WayOut } from '../net/way-out.ts';
import { taskRef, WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { AppContext, Stop } from './context.ts';
import {
  checkable,
  factsOf,
  freeSlots,
  handOrderOf,
  onAirOf,
  slotsOf,
  type HealthNeighbours,
} from './health-neighbours.ts';
import { type RankChannel } from './sources.ts';

const CHECK = taskRef<typeof import('../health/check/check.task.ts').default>(
  taskUrl(import.meta, '../health/check/check.task'),
);
const RECORD = taskRef<typeof import('../health/record.task.ts').default>(
  taskUrl(import.meta, '../health/record.task'),
);
const UPGRADE = taskRef<typeof import('../health/upgrade.task.ts').default>(
  taskUrl(import.meta, '../health/upgrade.task'),
);
const QUERY = taskRef<typeof import('../health/query.task.ts').default>(taskUrl(import.meta, '../health/query.task'));

/** They wait for the network, and share a thread. */
const CHECKS_A_THREAD = 256;
/** A list that cannot be had for one of these: perhaps its streams cannot, either. */
const SUSPICIOUS: ReadonlySet<string> = new Set([
  'net.dns',
  'net.refused',
  'net.reset',
  'net.timeout',
  'net.tls',
  'provider.unavailable',
]);
const LOOK_OUT_MS = 1 * MINUTE_MS;
/** Asks for nothing but whether there is something to do. */
const REPLAN_MS = 5 * MINUTE_MS;
const CHECK_HEAP_MEBIBYTES = 192;

export async function openHealth(context: AppContext, rooms: HealthNeighbours, stops: Stop[]) {
  const { clock } = context;
  const log = context.log.for('health');
  const { paths, settings, providers, slots, sync, hub } = rooms;
  const database = openHealthDatabase(paths.health, log);
  const checks = new WorkerPool({
    maxThreads: 1,
    heapMebibytes: CHECK_HEAP_MEBIBYTES,
    tasksPerThread: CHECKS_A_THREAD,
  });
  const book = openBook(database);
  const station = new CheckStation({ pool: checks, task: CHECK, clock, reach: currentReach });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const limitOf = (id: ProviderId): number | null => {
    const provider = providers.get(id);
    return provider ? rooms.watch.limitOf(provider) : null;
  };
  const enabled = () => providers.list().filter((provider) => provider.enabled);
  const way = openWayOut(context, stops);
  const decisions = await openStreamDecisions(paths.streamDecisions, log);
  const health = new Health({
    clock,
    log,
    database,
    zone,
    book,
    decisions,
    work: workOf(context, rooms, checks),
    settings: () => settings.current,
    mayShowClips: (id) => !isDemoSource(providers.get(id)?.source ?? ''),
    isPaused: () => settings.current.maintenance.enabled,
    providers: enabled,
    slots: slotsOf(slots, limitOf),
    freeSlotsOf: (id) => freeSlots(slots, id, limitOf(id)),
    sourceOf: (id) => checkable(id, rooms),
    dialled: (source, login) => {
      const { url, headers } = atLogin(source, login);
      return { url, headers };
    },
    check: (request, signal) => station.check(request, signal),
    onAir: () => onAirOf(hub()),
    hands: () =>
      Object.fromEntries(Object.entries(rooms.lineup.streamOrders()).map(([id, kept]) => [id, handOrderOf(kept)!])),
    sync: () => sync.runAll('schedule').then(() => undefined),
    isLineLost: () => way.isLost,
    announce: rooms.announce,
  });
  followSessions(rooms, health);
  const warnings = new ProviderWarnings({
    clock,
    facts: () => enabled().map((one) => factsOf(one, rooms)),
    announce: rooms.announce,
  });
  warnings.start();
  rooms.events.on('provider.failed', ({ providerId, code }) => {
    warnings.look();
    if (SUSPICIOUS.has(code)) health.suspect(providerId);
  });
  rooms.events.on('provider.synced', () => warnings.look());
  stops.push(() => warnings.stop());
  providers.onChanged(() => slots.shed());
  /** Before anybody is waited for: who asked for a check is told, and the connections go with their thread. */
  const endChecks = async (): Promise<void> => {
    const over = health.endChecks();
    station.stop();
    await over;
  };
  stops.push(
    () => checks.stop(),
    () => health.stop(),
    endChecks,
  );
  const planner = openPlanner(context, { ...rooms, madeFrom: () => book.madeFrom(), zone }, stops);
  const rank: RankChannel = (id, ids, kept) => {
    const { ranked, resting, never } = health.rank(id, ids, handOrderOf(kept));
    return { order: ranked.map(({ streamId }) => streamId), resting, never };
  };
  return { health, endChecks, streamDecisions: decisions, planner, rank, warnings };
}

/** Masthead may start before the network. */
function openWayOut({ clock }: AppContext, stops: Stop[]): WayOut {
  const way = new WayOut();
  way.look();
  const looking = clock.every(LOOK_OUT_MS, () => void way.look());
  stops.push(() => looking.cancel());
  return way;
}

interface PlannerParts extends Pick<
  HealthNeighbours,
  'libraryFirst' | 'lineup' | 'paths' | 'providers' | 'settings' | 'work'
> {
  readonly madeFrom: () => string;
  readonly zone: string;
}

function openPlanner({ clock, log }: AppContext, parts: PlannerParts, stops: Stop[]): HealthPlanner {
  const { lineup, madeFrom, paths, providers, settings, work, zone } = parts;
  // Planning reads every stream: names, groups and logos that a person edits are none of its business.
  let planned = lineup.snapshot;
  const planner = new HealthPlanner({
    lineup: () => `${planned.revision} ${lineup.builtFrom}`,
    madeFrom,
    paths,
    providers,
    clock,
    log: log.for('health'),
    first: parts.libraryFirst,
    pool: work,
    policy: () => ({
      failuresUntilDead: settings.current.health.failures_until_dead,
      startMinute: quietMinute(settings.current.health.check_at),
      zone,
    }),
  });
  const plan = (): void => void planner.catchUp();
  lineup.onPublished((snapshot) => {
    if (!hasSameStreams(planned, snapshot)) planned = snapshot;
    plan();
  });
  providers.onChanged(plan);
  const replanning = clock.every(REPLAN_MS, plan); // streams may have come to a channel that looks the same
  stops.push(
    () => planner.stop(),
    () => replanning.cancel(),
  );
  return planner;
}

function workOf(
  { clock }: AppContext,
  { paths, programs, work, reads }: HealthNeighbours,
  checks: WorkerPool,
): HealthWork {
  const file = paths.health;
  return {
    record: (batch, outages, policy) => checks.run(RECORD, { file, batch, outages, policy }),
    upgrade: (input) => work.run(UPGRADE, { ...input, file }),
    ask: async <Kind extends keyof HealthAsks>(kind: Kind, ask: HealthAsks[Kind]) =>
      (await reads.run(QUERY, { file, kind, ask } as QueryInput)) as HealthAnswers[Kind],
    async probe(bytes, signal) {
      const program = programs.find('ffprobe') ?? bundledFfprobe(programs);
      const found = program === undefined ? null : await ffprobe(bytes, { file: program, clock, signal });
      return found && { ...found, bitsPerSecond: null };
    },
    async judge(bytes, signal) {
      const program = programs.find('ffmpeg');
      return program === undefined ? null : judgePicture(bytes, { file: program, clock, signal });
    },
  };
}

function followSessions({ events }: HealthNeighbours, health: Health): void {
  events.on('session.started', ({ streamId }) => health.sawPicture(streamId));
  events.on('session.switched', ({ to }) => health.sawPicture(to));
  events.on('session.lost', ({ streamId, code }) => health.lost(streamId, code));
}
