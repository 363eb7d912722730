// What a sync says of itself: to the panel while it runs, and when it has ended.

import type { ErrorCode } from '../kernel/errors.ts';
import type { ProviderId } from '../model/ids.ts';
import type { ProviderState, Skips } from '../model/provider.ts';

export const SYNC_PHASES = ['idle', 'download', 'waiting', 'playlist', 'guide', 'lineup'] as const;
export type SyncPhase = (typeof SYNC_PHASES)[number];

export const SYNC_REASONS = ['start', 'schedule', 'retry', 'request', 'settings'] as const;
export type SyncReason = (typeof SYNC_REASONS)[number];

export interface SyncFault {
  readonly code: ErrorCode;
  /** Redacted: it may be shown. */
  readonly message: string;
  /** What it is about, in numbers: `status`, `now` and `before`. */
  readonly figures?: Readonly<Record<string, number>>;
}

export interface GuideStatus {
  /** Redacted. */
  readonly source: string;
  readonly channel_count: number;
  readonly programme_count: number;
  readonly last_success_at: number | null;
  readonly error: SyncFault | null;
}

/** How far the names of all streams are sorted into channels. */
export interface MatchProgress {
  readonly names: number;
  readonly total: number;
}

export interface SyncStatus {
  readonly provider_id: ProviderId;
  readonly state: ProviderState;
  readonly phase: SyncPhase;
  /** Of the run under way, else of the last one. */
  readonly progress: { readonly bytes: number; readonly entries: number; readonly programmes: number };
  /** While the lineup is built; else null. */
  readonly matching: MatchProgress | null;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly next_at: number | null;
  readonly last_success_at: number | null;
  /** Of the last attempt; null when it went well. */
  readonly error: SyncFault | null;
  readonly counts: {
    readonly live: number;
    readonly radio: number;
    readonly movie: number;
    readonly series: number;
    readonly skipped: number;
    /** Of live and radio: lines that only divide the list, and are left out. */
    readonly headings: number;
  };
  readonly skips: Skips;
  readonly guides: readonly GuideStatus[];
}

export interface SyncReport {
  readonly provider_id: ProviderId;
  /** The source said that nothing had changed. */
  readonly unchanged: boolean;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly duplicates: number;
  readonly skips: Skips;
  readonly guides: readonly GuideStatus[];
  readonly duration_ms: number;
}
