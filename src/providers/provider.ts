// What a kind of provider is. A kind is a folder here and a line in app/providers.ts; its reader runs in a worker.

import type { Clock } from '../kernel/clock.ts';
import type { GuideChannel, Programme } from '../model/programme.ts';
import type { ProviderSettings, Skips } from '../model/provider.ts';
import type { StreamEntry } from '../model/stream.ts';
import type { HttpClient } from '../net/client.ts';

export interface ProviderKind {
  readonly kind: string;
  readonly title: string;
  /** Whether a SOURCE (URL or path, as typed by a person) is of this kind by its look alone. */
  recognises(source: string): boolean;
  /** Module whose `read` export is a `ProviderReader`; it is loaded in a worker thread. */
  readonly reader: URL;
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
}

/** @throws AppError `provider.*`, `net.*` or `format.*`; what went to the sink before is discarded by the caller */
export type ProviderReader = (request: ReadRequest, sink: ReadSink) => Promise<ReadSummary>;
