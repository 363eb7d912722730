// The health score, 0 to 100: how sure it is that a stream shows a picture now, and keeps showing it. docs/health.md explains it.
// Pure.

import { HOUR_MS } from '../kernel/units.ts';
import { pictureWorth, type PictureLook } from './picture-findings.ts';
import { isOk, type Sample } from './sample.ts';
import type { UptimeShares } from './uptime.ts';

/** A sample counts half as much after this: yesterday's check half of today's. */
const HALF_LIFE_MS = 24 * HOUR_MS;
/** Of one who watches: minutes of picture prove more than a check's second. */
const VIEWER_WEIGHT = 1.5;
/** What is thought of a stream before anything is known, and how much that weighs against a fresh sample. */
const PRIOR = 0.75;
const PRIOR_WEIGHT = 0.25;
/** Answers within this are as good as any; after this they are as bad as any. */
const QUICK_MS = 500;
const SLOW_MS = 8_000;
/** Each failure in a row at the end halves what is left, three times at most. */
const MOST_HALVINGS = 3;

/** What the parts of a score weigh: what was seen to work counts for itself, the rest lifts it. */
const BASE = 0.4;
const UPTIME = 0.35;
const LATENCY = 0.15;
const STEADINESS = 0.1;
/** The last day says most of what the next hour will be like. */
const SPANS = { day: 0.5, week: 0.3, month: 0.2 } as const;

export interface HealthFacts {
  /** The newest ones, in order of time. */
  readonly samples: readonly Sample[];
  readonly uptime: UptimeShares;
  /** Failures in a row up to now. */
  readonly failures: number;
  /** The newest looks at its picture, in order of time. */
  readonly looks: readonly PictureLook[];
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface HealthParts {
  /** Each 0 to 1. */
  readonly success: number;
  readonly uptime: number;
  readonly latency: number;
  readonly steadiness: number;
  /** What those who watched would have seen: 1 for a picture that is well, or was never looked at. */
  readonly picture: number;
}

/** @returns null while nothing has been seen of it */
export function healthScore(facts: HealthFacts): number | null {
  const parts = healthParts(facts);
  if (!parts) return null;
  const { success, uptime, latency, steadiness, picture } = parts;
  const lift = BASE + UPTIME * uptime + LATENCY * latency + STEADINESS * steadiness;
  const halved = 0.5 ** Math.min(facts.failures, MOST_HALVINGS);
  return Math.round(100 * success * lift * halved * picture);
}

export function healthParts({ samples, uptime, looks, now }: HealthFacts): HealthParts | null {
  if (samples.length === 0) return null;
  return {
    success: successOf(samples, now),
    uptime: uptimeOf(uptime),
    latency: latencyOf(samples, now),
    steadiness: steadinessOf(samples, now),
    picture: pictureWorth(looks, now),
  };
}

const ageWeight = (at: number, now: number): number => 0.5 ** (Math.max(0, now - at) / HALF_LIFE_MS);

function successOf(samples: readonly Sample[], now: number): number {
  let good = PRIOR * PRIOR_WEIGHT;
  let all = PRIOR_WEIGHT;
  for (const sample of samples) {
    const weight = ageWeight(sample.at, now) * (sample.kind === 'viewer' ? VIEWER_WEIGHT : 1);
    all += weight;
    if (isOk(sample)) good += weight;
  }
  return good / all;
}

function uptimeOf(shares: UptimeShares): number {
  let sum = 0;
  let weights = 0;
  for (const [span, weight] of Object.entries(SPANS) as [keyof typeof SPANS, number][]) {
    const share = shares[span];
    if (share === null) continue;
    sum += weight * share;
    weights += weight;
  }
  return weights === 0 ? PRIOR : sum / weights;
}

/** On a scale on which twice as long is as much worse from 1 to 2 s as from 2 to 4. */
export function quickness(latencyMs: number): number {
  const place = Math.log(Math.max(1, latencyMs) / QUICK_MS) / Math.log(SLOW_MS / QUICK_MS);
  return 1 - Math.min(1, Math.max(0, place));
}

function latencyOf(samples: readonly Sample[], now: number): number {
  const latencyMs = usualLatencyMs(samples, now);
  return latencyMs === null ? PRIOR : quickness(latencyMs);
}

/** Recent ones count more. */
export function usualLatencyMs(samples: readonly Sample[], now: number): number | null {
  let sum = 0;
  let weights = 0;
  for (const sample of samples) {
    if (sample.latencyMs === null || !isOk(sample)) continue;
    const weight = Math.max(Number.MIN_VALUE, ageWeight(sample.at, now));
    sum += weight * sample.latencyMs;
    weights += weight;
  }
  return weights === 0 ? null : Math.round(sum / weights);
}

/** Pictures lost under the eyes of viewers: one today leaves half. */
function steadinessOf(samples: readonly Sample[], now: number): number {
  let lost = 0;
  for (const sample of samples) if (sample.kind === 'viewer' && !isOk(sample)) lost += ageWeight(sample.at, now);
  return 1 / (1 + lost);
}
