// A stream's health for people: plain values, as the API shows them.

import { printChannelId, printStreamId, type ProviderId } from '../model/ids.ts';
import { daysOf, type Day } from './days.ts';
import type { PictureFault } from './picture-findings.ts';
import { qualityOf, type Quality } from './quality.ts';
import type { SampleKind } from './sample.ts';
import { healthParts, usualLatencyMs } from './score.ts';
import { scoreOf } from './standing.ts';
import { flagsOf, type StreamProbe, type TrackFlag } from './stream-probe.ts';
import type { StreamRecord } from './stream-row.ts';
import { uptimeShares } from './uptime.ts';

export interface StreamView {
  readonly stream_id: string;
  readonly provider_id: ProviderId;
  readonly channel_id: string;
  readonly name: string;
  readonly state: 'alive' | 'failing' | 'dead' | 'unknown';
  /** 0 to 100; null while nothing was seen of it. */
  readonly health: number | null;
  readonly latency_ms: number | null;
  /** Epoch milliseconds; null for never. */
  readonly seen_at: number | null;
  readonly next_check_at: number;
  readonly failures: number;
  readonly dead_since: number | null;
  /** Why it did not work the last time; null when it did. */
  readonly code: string | null;
  /** 0 to 1. */
  readonly uptime: { readonly day: number | null; readonly week: number | null; readonly month: number | null };
  readonly quality: {
    readonly score: number;
    readonly step: Quality['step'];
    readonly advertised: string;
    readonly real: string;
    readonly verdict: Quality['verdict'];
  };
  readonly flags: readonly TrackFlag[];
}

export interface StreamDetail extends StreamView {
  /** What the score is made of, each 0 to 1. */
  readonly parts: { success: number; uptime: number; latency: number; steadiness: number; picture: number } | null;
  /** The last 30 days (UTC), oldest first. */
  readonly days: readonly DayView[];
  /** Newest first. */
  readonly samples: readonly { at: number; kind: SampleKind; code: string | null; latency_ms: number | null }[];
  readonly probe: ProbeView | null;
  /** The newest look at its picture; null while there was none. */
  readonly picture: { faults: readonly PictureFault[]; looked_at: number } | null;
}

export interface DayView {
  readonly at: number;
  /** 0 to 1; null where nothing is known of it. */
  readonly uptime: number | null;
  readonly known_seconds: number;
  readonly down_seconds: number;
  /** The lowest health; null where nothing was seen. */
  readonly worst: number | null;
  readonly checks: number;
  readonly failed_checks: number;
  readonly failovers: number;
}

export const dayView = (day: Day): DayView => ({
  at: day.at,
  uptime: day.knownSeconds === 0 ? null : round(1 - day.downSeconds / day.knownSeconds),
  known_seconds: day.knownSeconds,
  down_seconds: day.downSeconds,
  worst: day.worst,
  checks: day.checks,
  failed_checks: day.failedChecks,
  failovers: day.failovers,
});

export interface ProbeView {
  readonly at: number;
  readonly by: StreamProbe['by'];
  readonly bits_per_second: number | null;
  readonly video: {
    codec: string;
    width: number | null;
    height: number | null;
    frames_per_second: number | null;
    is_interlaced: boolean;
    hdr: string | null;
  } | null;
  readonly audio: readonly { codec: string; language: string; channels: number | null; sample_rate: number | null }[];
  readonly subtitles: readonly { codec: string; language: string }[];
}

export function streamView(record: StreamRecord, now: number): StreamView {
  const { standing, probe } = record;
  const { score, step, advertised, real, verdict } = qualityOf(record.claim, probe);
  return {
    stream_id: printStreamId(record.id),
    provider_id: record.providerId,
    channel_id: printChannelId(record.channelId),
    name: record.name,
    state: stateOf(record),
    health: scoreOf(standing, now),
    latency_ms: usualLatencyMs(standing.samples, now),
    seen_at: standing.uptime.at || null,
    next_check_at: standing.nextAt,
    failures: standing.failures,
    dead_since: standing.deadSince,
    code: standing.samples.at(-1)?.code ?? null,
    uptime: uptimeShares(standing.uptime, now),
    quality: { score, step, advertised, real, verdict },
    flags: probe ? flagsOf(probe) : [],
  };
}

export function streamDetail(record: StreamRecord, now: number): StreamDetail {
  const { standing, tally, probe } = record;
  const { samples, failures, looks, uptime } = standing;
  const look = looks.at(-1);
  const parts = healthParts({ samples, failures, looks, uptime: uptimeShares(uptime, now), now });
  return {
    ...streamView(record, now),
    parts: parts && {
      success: round(parts.success),
      uptime: round(parts.uptime),
      latency: round(parts.latency),
      steadiness: round(parts.steadiness),
      picture: round(parts.picture),
    },
    days: daysOf({ uptime, tally }, now).map(dayView),
    samples: samples.map(({ at, kind, code, latencyMs }) => ({ at, kind, code, latency_ms: latencyMs })).toReversed(),
    probe: probe && probeView(probe, record.probedAt),
    picture: look ? { faults: look.faults, looked_at: look.at } : null,
  };
}

function probeView({ by, video, audio, subtitles, bitsPerSecond }: StreamProbe, at: number): ProbeView {
  return {
    at,
    by,
    bits_per_second: bitsPerSecond,
    video: video && {
      codec: video.codec,
      width: video.width,
      height: video.height,
      frames_per_second: video.framesPerSecond,
      is_interlaced: video.isInterlaced,
      hdr: video.hdr,
    },
    audio: audio.map(({ codec, language, channels, sampleRate }) => ({
      codec,
      language,
      channels,
      sample_rate: sampleRate,
    })),
    subtitles,
  };
}

function stateOf({ standing: { uptime, failures, deadSince } }: StreamRecord): StreamView['state'] {
  if (uptime.at === 0) return 'unknown';
  if (deadSince !== null) return 'dead';
  return failures > 0 ? 'failing' : 'alive';
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
