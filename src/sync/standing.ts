// How a provider stands, in the words of the API.

import type { KindCounts } from '../catalogue/query.ts';
import type { AppError } from '../kernel/errors.ts';
import { redactText } from '../kernel/redact.ts';
import { noSkips, type ProviderSettings, type ProviderState } from '../model/provider.ts';
import type { GuideState, ProviderRun, ProviderSync } from './provider-sync.ts';
import type { GuideStatus, MatchProgress, SyncFault, SyncReport, SyncStatus } from './status.ts';

/** What the schedule knows of a provider; the rest is remembered by the catalogue. */
export interface Standing {
  isRunning: boolean;
  startedAt: number | null;
  finishedAt: number | null;
  /** Since the last success. */
  failureCount: number;
  error: SyncFault | null;
}

export const newStanding = (): Standing => ({
  isRunning: false,
  startedAt: null,
  finishedAt: null,
  failureCount: 0,
  error: null,
});

export interface StatusInput {
  readonly settings: ProviderSettings;
  readonly sync: ProviderSync;
  readonly standing: Standing;
  readonly nextAt: number | null;
  readonly counts: KindCounts | undefined;
  readonly matching: MatchProgress | null;
  readonly takesHeadings: boolean;
}

export function statusOf({
  settings,
  sync,
  standing,
  nextAt,
  counts,
  matching,
  takesHeadings,
}: StatusInput): SyncStatus {
  const memo = sync.memo(settings);
  const { live, radio, movie, series } = counts ?? { live: 0, radio: 0, movie: 0, series: 0 };
  return {
    provider_id: settings.id,
    state: stateOf(settings, standing, memo !== null),
    phase: sync.phase,
    progress: sync.progress,
    matching: sync.phase === 'lineup' ? matching : null,
    started_at: standing.startedAt,
    finished_at: standing.finishedAt,
    next_at: nextAt,
    last_success_at: memo?.succeededAt ?? null,
    error: standing.error,
    counts: {
      live,
      radio,
      movie,
      series,
      skipped: memo?.skips.count ?? 0,
      headings: takesHeadings ? 0 : (memo?.headingCount ?? 0),
    },
    skips: memo?.skips ?? noSkips,
    guides: sync.guides().map(guideStatusOf),
  };
}

export function reportOf(sync: ProviderSync, { own }: ProviderRun, durationMs: number): SyncReport {
  const { added, changed, removed, duplicates } = own?.changes ?? { added: 0, changed: 0, removed: 0, duplicates: 0 };
  return {
    provider_id: sync.id,
    unchanged: own?.unchanged ?? false,
    added,
    changed,
    removed,
    duplicates,
    skips: own?.memo.skips ?? noSkips,
    guides: sync.guides().map(guideStatusOf),
    duration_ms: durationMs,
  };
}

export function faultOf({ code, message, context }: AppError): SyncFault {
  const figures = Object.entries(context).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return {
    code,
    message: redactText(message),
    ...(figures.length > 0 && { figures: Object.fromEntries(figures) }),
  };
}

function stateOf(settings: ProviderSettings, standing: Standing, hasSucceeded: boolean): ProviderState {
  if (!settings.enabled) return 'disabled';
  if (standing.isRunning) return 'syncing';
  if (standing.error) return 'stale';
  return hasSucceeded ? 'fresh' : 'new';
}

function guideStatusOf({ ref, memo, error }: GuideState): GuideStatus {
  return {
    source: redactText(ref.source),
    channel_count: memo?.guide?.channelCount ?? 0,
    programme_count: memo?.guide?.programmeCount ?? 0,
    last_success_at: memo?.succeededAt ?? null,
    error,
  };
}
