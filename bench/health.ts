// 10,000 streams of providers that answer after 50 ms are checked, 50 at once, while 50 clients watch: how long does it take
// against what 50 at once allow, how late is the event loop, and are more connections open than a provider allows?

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { openBook } from '../src/health/book.ts';
import { CheckStation } from '../src/health/check/station.ts';
import { openStreamDecisions } from '../src/health/decisions.ts';
import { Health } from '../src/health/health.ts';
import { plan } from '../src/health/plan.ts';
import { policyOf } from '../src/health/policy.ts';
import { openHealthDatabase } from '../src/health/schema.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { silentLog } from '../src/kernel/log.ts';
import { DAY_MS, MEBIBYTE } from '../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../src/model/ids.ts';
import { defaultSettings } from '../src/model/settings.ts';
import { Hub } from '../src/streaming/hub.ts';
import { SlotLedger } from '../src/streaming/slots/ledger.ts';
import { createHttpTs } from '../src/streaming/upstreams/http-ts.ts';
import { taskRef, WorkerPool } from '../src/workers/pool.ts';
import { taskUrl } from '../src/workers/task.ts';
import { startTsServer } from '../test/fakes/ts-server.ts';
import { Child } from './parts/child.ts';
import { report } from './report.ts';

const STREAMS = 10_000;
const TIGHT = { id: 'tight' as ProviderId, limit: 8, streams: 300 };
const OPEN = 'open' as ProviderId;
const LATENCY_MS = 50;
const AT_ONCE = defaultSettings.health.concurrent_checks;
const VIEWERS = 50;

const CHECK = taskRef<typeof import('../src/health/check/check.task.ts').default>(
  taskUrl(import.meta, '../src/health/check/check.task'),
);
const RECORD = taskRef<typeof import('../src/health/record.task.ts').default>(
  taskUrl(import.meta, '../src/health/record.task'),
);

const origin = new Child('check-origin');
const port = await origin.ask<number>('port');
const live = await startTsServer({ speed: 1 });
const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));
const file = join(folder, 'health.sqlite');
const database = openHealthDatabase(file, silentLog);
const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: 192, tasksPerThread: 256 });
const station = new CheckStation({ pool, task: CHECK, clock: systemClock, reach: () => undefined });
const limitOf = (id: ProviderId): number | null => (id === TIGHT.id ? TIGHT.limit : null);
const slots = new SlotLedger({ clock: systemClock, limitOf });
const providerOf = (id: number): ProviderId => (id <= TIGHT.streams ? TIGHT.id : OPEN);
const policy = { failuresUntilDead: 3, startMinute: 180, zone: 'UTC' };
let beganMs = 0;
let done = 0;
let failed = 0;
const finished = Promise.withResolvers<void>();

const health = new Health({
  clock: systemClock,
  log: silentLog,
  database,
  zone: 'UTC',
  book: openBook(database),
  decisions: await openStreamDecisions(join(folder, 'streams.json'), silentLog),
  work: {
    record: (batch, outages, given) => pool.run(RECORD, { file, batch, outages, policy: given }),
    upgrade: () => Promise.resolve([]),
    ask: () => Promise.reject(new Error('not asked')),
    probe: () => Promise.resolve(null),
    judge: () => Promise.resolve(null),
  },
  settings: () => ({ ...defaultSettings, health: { ...defaultSettings.health, probe_streams: false } }),
  mayShowClips: () => false,
  isPaused: () => false,
  providers: () => [
    { id: TIGHT.id, cost: 0 },
    { id: OPEN, cost: 0 },
  ],
  slots: {
    take: (request, holder) => slots.take(request, holder),
    limitOf,
    usedOf: (id) => slots.usedOf(id),
    isUnused: (id) => slots.isUnused(id),
  },
  freeSlotsOf: limitOf,
  sourceOf: (id) => {
    const providerId = providerOf(id);
    const source = {
      streamId: id,
      providerId,
      name: '',
      url: `http://127.0.0.1:${port}/${providerId}/${id}`,
      headers: {},
    };
    return { source, logins: [''] };
  },
  dialled: ({ url, headers }) => ({ url, headers }),
  check: async (request, signal) => {
    beganMs ||= performance.now(); // it is looked once a second whether something is due
    const answer = await station.check(request, signal);
    done += 1;
    if (answer.code !== null) failed += 1;
    if (done === STREAMS) finished.resolve();
    return answer;
  },
  onAir: () => [],
  hands: () => ({}),
  sync: () => Promise.resolve(),
  announce: () => undefined,
});

const hub = new Hub({
  clock: systemClock,
  log: silentLog,
  kinds: [createHttpTs()],
  sourcesOf: (id) => [
    {
      streamId: Number(id) as StreamId,
      providerId: 'live' as ProviderId,
      name: '',
      url: `${live.url}/${id}`,
      headers: {},
    },
  ],
  slots,
  settings: () => defaultSettings.streaming,
  limits: () => defaultSettings.limits,
  bufferBytes: 128 * MEBIBYTE,
  announce: () => undefined,
});

/** Of this process, in milliseconds; what it cost without checks is taken off. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** What has come to the viewers. */
let sent = 0;
const sink = { write: (chunk: Uint8Array) => (sent += chunk.length) > 0, cork() {}, uncork: () => true, end() {} };
for (let nth = 0; nth < VIEWERS; nth += 1) {
  const viewer = { address: `10.0.0.${nth}`, userAgent: 'bench', via: 'bench' };
  (await hub.join(((nth % 5) + 1) as ChannelId, viewer, sink)).start();
}
const delay = monitorEventLoopDelay({ resolution: 2 });
await wait(2_000); // who joins is given what is there: more than the rate
sent = 0;
delay.enable();
const cpuAtFirst = cpuMs();
await wait(3_000);
const before = { p99: delay.percentile(99) / 1e6, rate: sent / 3, cpu: (cpuMs() - cpuAtFirst) / 3 };
delay.reset();
sent = 0;

const { quietHours } = policyOf(policy);
const planned = Array.from({ length: STREAMS }, (_, index) => ({
  id: (index + 1) as StreamId,
  providerId: providerOf(index + 1),
  channelId: (index + 1) as ChannelId,
  place: 0,
  name: 'A channel HD',
  url: 'http://tv.test/1',
}));
await plan(database, planned, { now: Date.now() - DAY_MS, quietHours });
delay.reset();
sent = 0;
const cpuBefore = cpuMs();
health.start();
await finished.promise;
const tookMs = performance.now() - beganMs;
const cpuOfChecks = cpuMs() - cpuBefore - (before.cpu * tookMs) / 1_000;
const rate = sent / (tookMs / 1_000);
const p99 = delay.percentile(99) / 1e6;
const peaks = await origin.ask<Record<string, number>>('peaks');
await health.stop();
station.stop();
await hub.stop();
await pool.stop();
await live.close();
origin.end();
rmSync(folder, { recursive: true });
const idealMs = (STREAMS * LATENCY_MS) / AT_ONCE;
report('health', [
  { figure: 'ratio', value: tookMs / idealMs, unit: 'of the ideal', aim: 1.3, isLimit: true },
  { figure: 'checks', value: STREAMS / (tookMs / 1_000), unit: '/s' },
  { figure: 'cpu', value: cpuOfChecks / STREAMS, unit: 'ms of processor a check' },
  { figure: 'failed', value: failed, unit: 'checks', aim: 0, isLimit: true },
  { figure: 'loop.p99', value: p99, unit: 'ms', aim: 20, isLimit: true },
  { figure: 'loop.p99.before', value: before.p99, unit: 'ms' },
  { figure: 'viewers', value: rate / before.rate, unit: 'of their rate before', aim: 0.95 },
  {
    figure: 'peak.all',
    value: peaks['all'] ?? 0,
    unit: 'connections',
    aim: AT_ONCE,
    isLimit: true,
  },
  { figure: 'peak.tight', value: peaks[TIGHT.id] ?? 0, unit: 'connections', aim: TIGHT.limit - 1, isLimit: true },
]);
