// A provider's last month, from all of its streams: for tasks.

import type { DatabaseSync } from 'node:sqlite';
import { DAY_MS } from '../kernel/units.ts';
import type { ProviderId } from '../model/ids.ts';
import { DaySum, daysOf, uptimeOver, type Day } from './days.ts';
import { outagesOf, type Outage } from './outage-log.ts';
import { readUptime } from './stream-row.ts';
import { uptimeShares, type UptimeShares } from './uptime.ts';

export interface ProviderAsk {
  readonly provider: ProviderId;
  readonly now: number;
}

export interface ProviderHistory {
  /** Of its streams on the mean, less what it was down. */
  readonly uptime: UptimeShares;
  /** Thirty, oldest first; none while nothing was seen. */
  readonly days: readonly Day[];
  /** Newest first. */
  readonly outages: readonly Outage[];
}

export function readProvider(database: DatabaseSync, { provider, now }: ProviderAsk): ProviderHistory {
  const outages = outagesOf(database, provider, now - 30 * DAY_MS);
  const sum = new DaySum();
  let upDays = 0;
  let count = 0;
  const rows = database
    .prepare('SELECT uptime, tally, seen_at, is_up FROM stream WHERE provider = ? AND is_planned = 1 AND seen_at > 0')
    .iterate(provider);
  for (const row of rows) {
    const uptime = readUptime(row);
    sum.add(daysOf({ uptime, tally: row['tally'] as Uint8Array }, now));
    const { day } = uptimeShares(uptime, now);
    if (day === null) continue;
    upDays += day;
    count += 1;
  }
  const days = sum.days(outages, now);
  return {
    uptime: {
      day: count === 0 ? null : (upDays / count) * (1 - outShare(outages, now)),
      week: uptimeOver(days, 7),
      month: uptimeOver(days, days.length),
    },
    days,
    outages,
  };
}

/** Of the last 24 hours. */
function outShare(outages: readonly Outage[], now: number): number {
  const lost = outages.map(({ since, until }) => Math.max(0, until - Math.max(since, now - DAY_MS)));
  return Math.min(1, lost.reduce((total, ms) => total + ms, 0) / DAY_MS);
}
