// A stream's, a channel's, a provider's last thirty days (UTC), oldest first: how long each was up, its worst moment, what was
// counted. Pure.

import { DAY_MS, SECOND_MS } from '../kernel/units.ts';
import type { Outage } from './outage-log.ts';
import { dayTallies, type Tally } from './tally.ts';
import { dailyStrip, type UptimeLog } from './uptime.ts';

export interface Day {
  /** Its beginning, epoch milliseconds. */
  readonly at: number;
  readonly knownSeconds: number;
  readonly downSeconds: number;
  /** The lowest health, 0 to 100; null on a day on which nothing was seen. */
  readonly worst: number | null;
  readonly checks: number;
  readonly failedChecks: number;
  /** How often viewers lost the picture of it. */
  readonly failovers: number;
}

export function daysOf({ uptime, tally }: { readonly uptime: UptimeLog; readonly tally: Tally }, now: number): Day[] {
  const tallies = dayTallies(tally, uptime.at, now);
  return dailyStrip(uptime, now).map(({ at, knownSeconds, downSeconds }, index) => {
    const { worst, checks, failed, lost } = tallies[index]!;
    return { at, knownSeconds, downSeconds, worst, checks, failedChecks: failed, failovers: lost };
  });
}

/** Where one stream was up the channel could be seen: a day is as good as its best stream. */
export function bestDays(strips: readonly (readonly Day[])[]): Day[] {
  return (strips[0] ?? []).map(({ at }, index) => {
    const all = strips.map((strip) => strip[index]!);
    const known = all.filter(({ knownSeconds }) => knownSeconds > 0);
    const best = known.toSorted((a, b) => a.downSeconds / a.knownSeconds - b.downSeconds / b.knownSeconds)[0];
    const worst = all.flatMap((day) => day.worst ?? []);
    return {
      ...counted(all),
      at,
      knownSeconds: best?.knownSeconds ?? 0,
      downSeconds: best?.downSeconds ?? 0,
      worst: worst.length === 0 ? null : Math.max(...worst),
    };
  });
}

const counted = (days: readonly Day[]): Pick<Day, 'checks' | 'failedChecks' | 'failovers'> => ({
  checks: sum(days.map(({ checks }) => checks)),
  failedChecks: sum(days.map(({ failedChecks }) => failedChecks)),
  failovers: sum(days.map(({ failovers }) => failovers)),
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Adds up the days of all streams of a provider, without holding them. */
export class DaySum {
  readonly #days = new Map<number, { known: number; down: number; longest: number; worst: number[]; sums: number[] }>();

  add(days: readonly Day[]): void {
    for (const { at, knownSeconds, downSeconds, worst, checks, failedChecks, failovers } of days) {
      const day = this.#of(at);
      day.known += knownSeconds;
      day.down += downSeconds;
      day.longest = Math.max(day.longest, knownSeconds);
      for (const [index, count] of [checks, failedChecks, failovers].entries()) day.sums[index]! += count;
      if (worst === null) continue;
      day.worst[0]! += worst;
      day.worst[1]! += 1;
    }
  }

  /** What its streams had on the mean, and nothing while it was down: then none of them is blamed. */
  days(outages: readonly Outage[], now: number): Day[] {
    return [...this.#days.entries()].map(([at, { known, down, longest, worst, sums }]) => {
      const until = Math.min(at + DAY_MS, now);
      const outSeconds = Math.round(
        sum(outages.map((outage) => Math.max(0, Math.min(until, outage.until) - Math.max(at, outage.since)))) /
          SECOND_MS,
      );
      const knownSeconds = Math.max(longest, outSeconds);
      const upShare = known === 0 ? 1 : 1 - down / known;
      const [checks = 0, failedChecks = 0, failovers = 0] = sums;
      const [total = 0, seen = 0] = worst;
      return {
        at,
        knownSeconds,
        downSeconds: Math.round(knownSeconds - Math.max(0, knownSeconds - outSeconds) * upShare),
        worst: outSeconds > 0 ? 0 : seen === 0 ? null : Math.round(total / seen),
        checks,
        failedChecks,
        failovers,
      };
    });
  }

  #of(at: number) {
    const known = this.#days.get(at);
    if (known) return known;
    const made = { known: 0, down: 0, longest: 0, worst: [0, 0], sums: [0, 0, 0] };
    this.#days.set(at, made);
    return made;
  }
}

/** 0 to 1 over the last `count` days; null where nothing is known of them. */
export function uptimeOver(days: readonly Day[], count: number): number | null {
  const last = days.slice(-count);
  const known = sum(last.map(({ knownSeconds }) => knownSeconds));
  return known === 0 ? null : 1 - sum(last.map(({ downSeconds }) => downSeconds)) / known;
}
