// When a provider is synced next: by its interval or the common schedule, sooner after a failure, never to the second
// when everybody else is.

import { backoffDelayMs } from '../kernel/backoff.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/units.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Settings } from '../model/settings.ts';
import { parseCron } from '../kernel/cron.ts';

/** Share of an interval that is random: panels are asked by thousands of boxes at the full hour. */
const INTERVAL_JITTER = 0.1;
const CRON_JITTER_MS = 2 * MINUTE_MS;
const FIRST_RETRY_MS = 2 * MINUTE_MS;
const RETRY_FACTOR = 2;

export interface NextSyncInput {
  readonly settings: Settings['sync'];
  readonly provider: ProviderSettings;
  readonly now: number;
  /** Failures since the last success. */
  readonly failureCount: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** @returns epoch milliseconds */
export function nextSyncAt(input: NextSyncInput): number {
  const regular = regularAt(input);
  if (input.failureCount === 0) return regular;
  const delayMs = backoffDelayMs(input.failureCount - 1, {
    firstMs: FIRST_RETRY_MS,
    factor: RETRY_FACTOR,
    maxMs: 6 * HOUR_MS,
    jitter: INTERVAL_JITTER,
    random: input.random,
  });
  return Math.min(regular, input.now + delayMs);
}

function regularAt({ settings, provider, now, random }: NextSyncInput): number {
  const cron = provider.sync_cron ?? (provider.sync_interval_hours === null ? settings.cron : null);
  if (cron) return parseCron(cron).next(now) + Math.round(random() * CRON_JITTER_MS);
  const hours = provider.sync_interval_hours ?? settings.interval_hours;
  return now + Math.round(hours * HOUR_MS * (1 + INTERVAL_JITTER * (2 * random() - 1)));
}
