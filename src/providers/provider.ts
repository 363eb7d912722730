// What a kind of provider is. A kind is a folder here and a line in app/providers.ts; its reader runs in a worker.

import type { Clock } from '../kernel/clock.ts';
import type { GuideChannel, Programme } from '../model/programme.ts';
import type { ProviderAccount } from '../model/provider-account.ts';
import type { ProviderSettings, Skips } from '../model/provider.ts';
import type { StreamEntry, StreamKind, StreamLogin } from '../model/stream.ts';
import type { HttpClient } from '../net/client.ts';

export interface ProviderKind {
  readonly kind: string;
  readonly title: string;
  /** Whether a SOURCE (URL or path, as typed by a person) is of this kind by its look alone. */
  recognises(source: string): boolean;
  /** Module whose `read` export is a `ProviderReader`; it is loaded in a worker thread. */
  readonly reader: URL;
  /** Looks at a source without reading it: whether it is there, lets us in, and how the account stands. */
  probe(request: ProbeRequest): Promise<ProbeReport>;
  /** What can be chosen before it is read; a kind without categories has none. */
  categories?(request: ProbeRequest): Promise<CategoryLists>;
  /** Where else one of the provider's sources (its own, or a guide at the same place) is to be had. */
  alternatives?(settings: ProviderSettings, source: string): readonly string[];
  /** The same stream at the place that is in use now, under each of the provider's logins. */
  logins?(settings: ProviderSettings, url: string, inUse: string): readonly StreamLogin[];
}

export interface ProbeRequest {
  readonly settings: ProviderSettings;
  /** The provider's own source, or one of its backups. */
  readonly source: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Rejections of a probe are `AppError`s: `provider.*`, `net.*`, `format.*`. */
export interface ProbeReport {
  /** Null where there is nothing like an account. */
  readonly account: ProviderAccount | null;
  /** From the request to the answer. */
  readonly latencyMs: number;
  /** Another kind that reads the same source, and says more: a panel behind the address of a playlist. */
  readonly better: { readonly kind: string } | null;
}

export interface Category {
  readonly id: string;
  readonly name: string;
}

export interface CategoryLists {
  readonly live: readonly Category[];
  readonly movies: readonly Category[];
  readonly series: readonly Category[];
}

/** What is remembered of a source so that an unchanged one costs nothing. Empty strings where it said nothing. */
export interface Validators {
  readonly etag: string;
  readonly lastModified: string;
  /** Local files: size and modification time. */
  readonly fingerprint: string;
}

export const noValidators: Validators = { etag: '', lastModified: '', fingerprint: '' };

export interface ReadRequest {
  readonly settings: ProviderSettings;
  /** What to read: the provider's own source, or one of its guides. */
  readonly source: string;
  readonly validators: Validators;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Guide times to keep, epoch milliseconds. */
  readonly window: { readonly fromAt: number; readonly untilAt: number };
  readonly signal: AbortSignal;
  /** Streams that are held of this provider, by kind: what is there is not given up for an answer that makes no sense. */
  readonly held: Readonly<Record<StreamKind, number>>;
}

/** Takes what a reader finds, in order, in batches of a few hundred; the calls are synchronous and may take their time. */
export interface ReadSink {
  streams(batch: readonly StreamEntry[]): void;
  guideChannels(batch: readonly GuideChannel[]): void;
  /** False when no channel that could be wanted has this XMLTV id: the reader then need not read its programmes. */
  wants(xmltvId: string): boolean;
  programmes(xmltvId: string, batch: readonly Programme[]): void;
  /** Bytes of the source read so far (before decompression). */
  progress(bytes: number): void;
}

export interface ReadSummary {
  /** The source said that nothing changed since `validators`: nothing went to the sink. */
  readonly unchanged: boolean;
  readonly validators: Validators;
  readonly bytes: number;
  readonly entryCount: number;
  readonly skips: Skips;
  /** Guides that the source names (`x-tvg-url`), absolute. */
  readonly guideSources: readonly string[];
  /** How the account stands, where the source says so. */
  readonly account?: ProviderAccount;
}

/** @throws AppError `provider.*`, `net.*` or `format.*`; what went to the sink before is discarded by the caller */
export type ProviderReader = (request: ReadRequest, sink: ReadSink) => Promise<ReadSummary>;
