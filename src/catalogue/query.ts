// What can be asked of the catalogue, and the rows that answer: ready for the API, credentials taken out.

import type { ChannelId, ProviderId, StreamId } from '../model/ids.ts';
import type { StreamKind } from '../model/stream.ts';

export const STREAM_SORTS = ['position', 'health'] as const;
export type StreamSort = (typeof STREAM_SORTS)[number];

export interface StreamQuery {
  /** Words that all stand in the name, in any case and order. */
  readonly search?: string;
  readonly provider_id?: ProviderId;
  readonly kind?: StreamKind;
  /** The group as the provider writes it. */
  readonly group?: string;
  /** Resolved by the caller: the catalogue knows no channels, it is handed their streams. */
  readonly channel_id?: ChannelId;
  /** `health`: in the order of the selection that the caller hands over. */
  readonly sort?: StreamSort;
  /** `next` of the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface StreamRow {
  /** As printed: `s…`. */
  readonly id: string;
  readonly provider_id: ProviderId;
  readonly kind: StreamKind;
  readonly name: string;
  readonly group: string;
  /** Redacted. */
  readonly url: string;
  /** Redacted; empty where there is none. */
  readonly logo_url: string;
  readonly tvg_id: string;
  /** `tvg-chno` as written. */
  readonly number: string;
  readonly catchup_days: number;
  /** A licence server is named: it cannot be proxied. */
  readonly is_protected: boolean;
  /** Place in the provider's list, from 0. */
  readonly position: number;
}

export interface StreamPage {
  readonly items: readonly StreamRow[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
  /** Of everything that matches, not of this page. */
  readonly total: number;
}

/** Rows a page may have; more is asked for in pages. */
export const PAGE_LIMIT = 500;

/** Streams that a provider has, by kind. */
export type KindCounts = Readonly<Record<StreamKind, number>>;

export interface StreamCounts {
  readonly byProvider: ReadonlyMap<ProviderId, KindCounts>;
  readonly byKind: KindCounts;
}

/** The streams asked for by id; the caller resolves a channel to them. */
export type StreamSelection = readonly StreamId[];
