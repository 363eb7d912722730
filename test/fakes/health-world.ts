// A world for health: providers whose streams work or do not, as a script says, on a clock that is turned by hand.

import { join } from 'node:path';
import { ANSWERS } from '../../src/health/asks.ts';
import { openBook } from '../../src/health/book.ts';
import type { CheckAnswer } from '../../src/health/check/request.ts';
import { openStreamDecisions } from '../../src/health/decisions.ts';
import { Health } from '../../src/health/health.ts';
import { noteOutages } from '../../src/health/outage-log.ts';
import type { PictureFindings } from '../../src/health/picture-findings.ts';
import { plan } from '../../src/health/plan.ts';
import { policyOf } from '../../src/health/policy.ts';
import { record } from '../../src/health/record.ts';
import { openHealthDatabase } from '../../src/health/schema.ts';
import { upgrade } from '../../src/health/upgrade.ts';
import { sleep } from '../../src/kernel/clock.ts';
import type { ErrorCode } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { MINUTE_MS } from '../../src/kernel/units.ts';
import type { Announcements } from '../../src/model/announcements.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';
import { SlotLedger } from '../../src/streaming/slots/ledger.ts';
import { createTurnedClock } from './turned-clock.ts';

export interface FakeStream {
  readonly id: StreamId;
  readonly providerId: ProviderId;
  readonly channelId: ChannelId;
  readonly place: number;
  readonly name: string;
}

/** What a probe brings; a sign of life is one byte. */
const PROBE_BYTES = 2;

export interface Showing {
  readonly code: ErrorCode | null;
  readonly latencyMs: number;
  readonly mark?: string;
}

export interface HealthWorldOptions {
  readonly folder: string;
  readonly startAt: number;
  /** In order of preference, each with its limit of connections. */
  readonly providers: readonly { readonly id: ProviderId; readonly limit: number | null }[];
  readonly streams: readonly FakeStream[];
  /** What a stream shows at an instant. */
  readonly shows: (stream: FakeStream, at: number) => Showing;
  readonly settings?: Partial<Settings>;
  /** What a look at the picture of a stream that is probed finds. */
  readonly judge?: () => PictureFindings | null;
  /** How a look into the bytes of a stream that is probed goes; without it, at once and with nothing found. */
  readonly probe?: (signal: AbortSignal) => Promise<null>;
  /** Told of each announcement besides. */
  readonly onAnnounced?: (name: keyof Announcements, fact: never) => void;
  /** How often it is looked whether something is due. */
  readonly tickMs?: number;
}

export async function openHealthWorld(options: HealthWorldOptions) {
  const { folder, providers, streams, shows } = options;
  const clock = createTurnedClock(options.startAt);
  const database = openHealthDatabase(join(folder, 'health.sqlite'), silentLog);
  const byId = new Map(streams.map((stream) => [stream.id, stream]));
  const announced: { at: number; name: string; fact: object }[] = [];
  const limitOf = (id: ProviderId): number | null => providers.find((one) => one.id === id)?.limit ?? null;
  const ledger = new SlotLedger({ clock, limitOf });
  const settings = { ...defaultSettings, ...options.settings };
  const counts = { checks: 0, mostAtOnce: 0 };
  const open = new Map<ProviderId, number>();
  const onAir: StreamId[] = [];
  const show = async (id: StreamId, isProbe: boolean, signal: AbortSignal): Promise<CheckAnswer> => {
    const stream = byId.get(id)!;
    counts.checks += 1;
    open.set(stream.providerId, (open.get(stream.providerId) ?? 0) + 1);
    counts.mostAtOnce = Math.max(counts.mostAtOnce, open.get(stream.providerId)! - (limitOf(stream.providerId) ?? 1e9));
    const { code, latencyMs, mark } = shows(stream, clock.now());
    await sleep(clock, latencyMs, signal).finally(() => {
      open.set(stream.providerId, open.get(stream.providerId)! - 1);
    });
    const answer = {
      message: code ?? '',
      isRetryable: code !== 'upstream.not-found',
      position: null,
      bytes: code === null ? new Uint8Array(isProbe ? PROBE_BYTES : 1) : null,
      probe: null,
    };
    return { ...answer, code, latencyMs: code === null ? latencyMs : null, mark: mark ?? null };
  };
  const book = openBook(database);
  const health = new Health({
    clock,
    log: silentLog,
    database,
    zone: 'UTC',
    book,
    decisions: await openStreamDecisions(join(folder, 'streams.json'), silentLog),
    work: {
      record(batch, outages, policy) {
        noteOutages(database, outages);
        return Promise.resolve(record(database, batch, policyOf(policy)));
      },
      upgrade: (input) => Promise.resolve(upgrade(database, input)),
      ask: (kind, ask) => Promise.resolve(ANSWERS[kind](database, ask)),
      probe: (bytes, signal) => (bytes.length === PROBE_BYTES && options.probe?.(signal)) || Promise.resolve(null),
      judge: () => Promise.resolve(options.judge?.() ?? null),
    },
    settings: () => settings,
    mayShowClips: () => true,
    isPaused: () => false,
    providers: () => providers.map(({ id }) => ({ id, cost: 0 })),
    slots: {
      take: (request, holder) => ledger.take(request, holder),
      limitOf,
      usedOf: (id) => ledger.usedOf(id),
      isUnused: (id) => ledger.isUnused(id),
    },
    freeSlotsOf: limitOf,
    sourceOf: (id) => {
      const stream = byId.get(id);
      const source = stream && {
        streamId: id,
        providerId: stream.providerId,
        name: stream.name,
        url: String(id),
        headers: {},
      };
      return source && { source, logins: [''] };
    },
    dialled: ({ url, headers }) => ({ url, headers }),
    check: (request, signal) => show(Number(request.url) as StreamId, request.wantBytes > 0, signal),
    onAir: () => onAir,
    hands: () => ({}),
    sync: () => Promise.resolve(),
    announce(name: keyof Announcements, fact: object) {
      announced.push({ at: clock.now(), name, fact });
      options.onAnnounced?.(name, fact as never);
    },
    tickMs: options.tickMs ?? 1 * MINUTE_MS,
  });
  const { quietHours } = policyOf({ failuresUntilDead: 3, startMinute: 180, zone: 'UTC' });
  const planned = streams.map((stream) => ({ ...stream, url: 'http://tv.test/1' }));
  await plan(database, planned, { now: clock.now(), quietHours });
  health.start();
  return { clock, health, book, announced, ledger, counts, onAir };
}
