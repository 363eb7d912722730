// What can be asked of the viewing history: pages of viewings, and sums by whatever one wants to compare.

import type { ViewingKind } from '../../model/viewing.ts';

export interface ViewingFilter {
  readonly kind?: ViewingKind;
  /** '' is whoever came without a login. */
  readonly person?: string;
  readonly item?: string;
  readonly provider?: string;
  /** Epoch milliseconds; those that were under way in between. */
  readonly fromAt?: number;
  readonly untilAt?: number;
}

export interface ViewingQuery extends ViewingFilter {
  /** Those before this id. */
  readonly cursor?: number;
  readonly limit: number;
}

export interface ViewingRow {
  readonly id: number;
  readonly kind: ViewingKind;
  readonly item_id: string;
  readonly name: string;
  readonly past_at: number | null;
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly address: string;
  readonly country: string | null;
  readonly client: string;
  readonly via: string;
  readonly started_at: number;
  readonly ended_at: number;
  readonly watched_seconds: number;
  readonly bytes: number;
  readonly failovers: number;
  readonly stalls: number;
  readonly provider_id: string | null;
  readonly streams: readonly {
    readonly id: string;
    readonly name: string;
    readonly provider_id: string;
    readonly seconds: number;
  }[];
}

export interface ViewingPage {
  readonly items: readonly ViewingRow[];
  readonly next: string | null;
  readonly total: number;
}

export const VIEWING_PAGE_LIMIT = 500;

/** What sums are made by. */
export const STATISTICS_BY = [
  'channel',
  'title',
  'person',
  'provider',
  'kind',
  'hour',
  'day',
  'hour_of_day',
  'weekday',
] as const;
export type StatisticsBy = (typeof STATISTICS_BY)[number];

export const STATISTICS_SORTS = ['key', 'seconds', 'bytes', 'viewings', 'failovers', 'stalls'] as const;

export interface StatisticsQuery extends Omit<ViewingFilter, 'fromAt' | 'untilAt'> {
  readonly by: StatisticsBy;
  /** Local days, both included: 20261126. */
  readonly fromDay: number;
  readonly untilDay: number;
  /** The most first; by key from the lowest. */
  readonly sort: (typeof STATISTICS_SORTS)[number];
  readonly limit: number;
}

export interface StatisticsSums {
  readonly watched_seconds: number;
  readonly bytes: number;
  readonly viewings: number;
  readonly failovers: number;
  readonly stalls: number;
}

export interface StatisticsRow extends StatisticsSums {
  readonly key: string;
  readonly name: string;
  /** At the same time: of it, or in it. Null where a part is asked for, or it is not known any more. */
  readonly peak_viewers: number | null;
}

export interface Statistics {
  readonly items: readonly StatisticsRow[];
  readonly totals: StatisticsSums & {
    /** At the same time; null where it is asked for a part only. */
    readonly peak_viewers: number | null;
    /** The hour in which that was; epoch milliseconds. */
    readonly peak_at: number | null;
  };
}
