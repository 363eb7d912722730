// How a stream stands: what was seen of it, how often in a row it failed, since when it is dead, when it is checked next. Every
// sample makes the next standing of the last. Pure.
//
//   alive ── failure, failure ── 3rd in a row ──► dead: leaves the rotation, checked ever more seldom
//     ▲                                             │
//     └──────────────── one success ────────────────┘

import { SECOND_MS } from '../kernel/units.ts';
import type { StreamId } from '../model/ids.ts';
import { faultyInARow, KEPT_LOOKS, type PictureLook } from './picture-findings.ts';
import { isOk, type Sample } from './sample.ts';
import { healthScore } from './score.ts';
import { lookAgainAt, nextAfterFailureAt, nextRegularAt, type QuietHours } from './timetable.ts';
import { emptyUptime, seen, uptimeShares, type UptimeLog } from './uptime.ts';

/** Samples kept of each stream; what is older lives on in the uptime. */
const KEPT_SAMPLES = 16;
/** Failures nearer than this are one: a session dials a stream again and again. */
const ONE_FAILURE_MS = 30 * SECOND_MS;

export interface Standing {
  /** In order of time, at most `KEPT_SAMPLES`. */
  readonly samples: readonly Sample[];
  readonly uptime: UptimeLog;
  /** The newest looks at its picture, in order of time, at most `KEPT_LOOKS`. */
  readonly looks: readonly PictureLook[];
  /** In a row up to now. */
  readonly failures: number;
  /** Epoch milliseconds; null while it lives. */
  readonly deadSince: number | null;
  readonly nextAt: number;
}

export interface JudgingPolicy {
  readonly failuresUntilDead: number;
  readonly quietHours: QuietHours;
}

export const newStanding = (nextAt: number): Standing => ({
  samples: [],
  uptime: emptyUptime(),
  looks: [],
  failures: 0,
  deadSince: null,
  nextAt,
});

/** What is known of the stream besides. */
export interface Judged {
  readonly id: StreamId;
  /** Among its channel's streams, 0 for the first. */
  readonly place: number;
}

export function judge(
  before: Standing,
  sample: Sample & { readonly look?: PictureLook },
  of: Judged,
  policy: JudgingPolicy,
): Standing {
  const last = before.samples.at(-1);
  if (last && sample.at < last.at) return before;
  const looks = sample.look ? [...before.looks, sample.look].slice(-KEPT_LOOKS) : before.looks;
  const kept = { samples: keep(before.samples, sample), uptime: seen(before.uptime, sample.at, isOk(sample)), looks };
  if (isOk(sample)) {
    const regularAt = nextRegularAt(of.id, of.place, sample.at, policy.quietHours);
    const isLook = sample.look !== undefined && sample.kind === 'check'; // what is on air is looked at without us
    const lookAt = isLook ? lookAgainAt(of.id, sample.at, faultyInARow(looks)) : regularAt;
    const nextAt = Math.min(regularAt, lookAt);
    return { ...kept, failures: 0, deadSince: null, nextAt };
  }
  const isSame = before.failures > 0 && last !== undefined && sample.at - last.at < ONE_FAILURE_MS;
  const failures = isSame ? before.failures : before.failures + 1;
  const isDead = before.deadSince !== null || failures >= policy.failuresUntilDead;
  return {
    ...kept,
    failures,
    deadSince: isDead ? (before.deadSince ?? sample.at) : null,
    nextAt: nextAfterFailureAt(of.id, sample.at, failures, policy.failuresUntilDead),
  };
}

/** Of the same failure's repetitions one is kept: they would crowd out what was seen before. */
function keep(samples: readonly Sample[], sample: Sample): Sample[] {
  const last = samples.at(-1);
  const isRepeated =
    last !== undefined &&
    last.code === sample.code &&
    last.kind === sample.kind &&
    sample.at - last.at < ONE_FAILURE_MS;
  return [...(isRepeated ? samples.slice(0, -1) : samples), sample].slice(-KEPT_SAMPLES);
}

/** 0 to 100; null while nothing was seen of it. */
export const scoreOf = ({ samples, uptime, failures, looks }: Standing, now: number): number | null =>
  healthScore({ samples, failures, looks, uptime: uptimeShares(uptime, now), now });
