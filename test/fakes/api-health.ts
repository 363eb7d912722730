// Health behind the API, in memory: every stream of the channels has been seen once.

import type { HealthAnswers } from '../../src/health/asks.ts';
import { claimOf } from '../../src/health/claim.ts';
import type { StreamDecision } from '../../src/health/decisions.ts';
import { rankCandidates } from '../../src/health/ranking.ts';
import { judge, newStanding } from '../../src/health/standing.ts';
import type { StreamRecord } from '../../src/health/stream-row.ts';
import { emptyTally } from '../../src/health/tally.ts';
import { streamView } from '../../src/health/view.ts';
import type { HealthPort } from '../../src/http/api/ports.ts';
import { AppError } from '../../src/kernel/errors.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Channel } from '../../src/model/channel.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';

const PROVIDER = 'mine' as ProviderId;
const policy = { failuresUntilDead: 3, quietHours: { startMinute: 180, offsetMs: () => 0 } };

export function healthPort(channels: readonly Channel[], clock: Clock): HealthPort {
  const records = new Map<StreamId, StreamRecord>();
  for (const { id: channelId, streamIds } of channels) {
    for (const [place, id] of streamIds.entries())
      records.set(id, recordOf(id, { channelId, place, now: clock.now() }));
  }
  const decisions = new Map<StreamId, StreamDecision>();
  const change = {
    channelId: channels[0]!.id,
    from: 1 as StreamId,
    to: 2 as StreamId,
    byPoints: 50,
    because: 'better',
    aspect: 'quality' as const,
    after: 70,
    before: 30,
  };
  return {
    stream: (id) => records.get(id),
    list: ({ limit }) => {
      const items = [...records.values()].slice(0, limit).map((record) => streamView(record, clock.now()));
      return Promise.resolve({ items, total: records.size });
    },
    sum: () =>
      Promise.resolve({
        providers: {
          mine: {
            streams: 2,
            alive: 2,
            failing: 0,
            dead: 0,
            unknown: 0,
            channels: 2,
            deadIn: 0,
            score: 90,
            quality: 560,
          },
        },
        deadChannels: [],
        deadChannelCount: 0,
      }),
    briefs: { streams: () => () => BRIEF, channels: () => () => BRIEF },
    ask: <Kind extends keyof HealthAnswers>(kind: Kind) => Promise.resolve(ANSWERS[kind] as HealthAnswers[Kind]),
    warningsOf: () => [{ facts: { warning: 'guide-old', endsAt: 9 }, since: 6 }],
    check: (id) =>
      records.has(id)
        ? Promise.resolve({ ...nothing, latencyMs: 90 })
        : Promise.reject(new AppError('stream.unknown', 'no such stream')),
    decisionOf: (id) => decisions.get(id) ?? null,
    decide: (id, decision) => {
      if (decision === null) decisions.delete(id);
      else decisions.set(id, decision);
      return Promise.resolve();
    },
    upgrade: () => Promise.resolve([change]),
    standing: {
      inFlight: 1,
      underWay: [{ streamId: channels[0]!.streamIds[0]!, providerId: PROVIDER, beganAt: 4, isProbe: false }],
      doneCount: 7,
      isCutOff: false,
      downs: [{ providerId: PROVIDER, since: 5, code: 'net.timeout' }],
      upgrades: [{ ...change, at: 9 }],
    },
    rank: (_id, ids) => {
      const provider = { place: 0, cost: 0, freeSlots: 1, isDown: false };
      const candidates = ids.map((streamId) => ({ streamId, record: records.get(streamId), provider, decision: null }));
      const weighed = { prefer: 'balanced', languages: [], providerCount: 1, holdingPoints: 0 } as const;
      const ranked = rankCandidates({
        candidates,
        hand: undefined,
        choice: undefined,
        policy: weighed,
        now: clock.now(),
      });
      return { ranked, resting: new Set(), never: new Set(), choice: { streamId: ids[0]!, since: 3 } };
    },
  };
}

const BRIEF = { state: 'alive', health: 90, quality: 560, verdict: 'as-said' } as const;
const DAY = {
  at: 0,
  knownSeconds: 86_400,
  downSeconds: 864,
  worst: 40,
  checks: 3,
  failedChecks: 1,
  failovers: 2,
};
const OUTAGE = { since: 5, until: 8, code: 'net.timeout' };
const DEATH = {
  at: 7,
  kind: 'died',
  stream_id: 's00000000001',
  provider_id: PROVIDER,
  channel_id: 'c00000000001',
  name: 'News HD',
  code: 'upstream.not-found',
} as const;

const ANSWERS: Partial<HealthAnswers> = {
  provider: { uptime: { day: 1, week: 0.9, month: null }, days: [DAY], outages: [OUTAGE] },
  changes: [DEATH],
  worst: [],
};

const nothing = {
  code: null,
  message: '',
  isRetryable: false,
  latencyMs: null,
  mark: null,
  position: null,
  bytes: null,
  probe: null,
};

interface Place {
  readonly channelId: Channel['id'];
  readonly place: number;
  readonly now: number;
}

function recordOf(id: StreamId, { channelId, place, now }: Place): StreamRecord {
  const seen = { at: now, kind: 'check', code: null, latencyMs: 120 } as const;
  const audio = [{ codec: 'aac', language: 'deu', channels: 2, sampleRate: 48_000 }];
  return {
    id,
    providerId: PROVIDER,
    channelId,
    place,
    isPlanned: true,
    name: 'News HD',
    claim: claimOf('News HD', ''),
    standing: judge(newStanding(now), { ...seen, look: { at: now, faults: ['frozen'] } }, { id, place }, policy),
    tally: emptyTally(),
    probe: { by: 'masthead', video: null, audio, subtitles: [], bitsPerSecond: 128_000 },
    probedAt: now,
    mark: null,
    markAt: 0,
    position: null,
    still: null,
    stillAt: 0,
  };
}
