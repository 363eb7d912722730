// What a kind of provider is. A kind is a folder here and a line in app/providers.ts; its reader runs in a worker.

import type { Clock } from '../kernel/clock.ts';
import type { GuideChannel, Programme } from '../model/programme.ts';
import type { ProviderAccount } from '../model/provider-account.ts';
import type { ProviderSettings, Skips } from '../model/provider.ts';
import type { StreamEntry, StreamKind, StreamLogin } from '../model/stream.ts';
import type { TitleDescription } from '../model/title.ts';
import type { HttpClient } from '../net/client.ts';

export interface ProviderKind {
  readonly kind: string;
  readonly title: string;
  /** Whether a SOURCE (URL or path, as typed by a person) is of this kind by its look alone. */
  recognises(source: string): boolean;
  /** Module whose exports are a `ProviderModule`; it is loaded in worker threads. */
  readonly reader: URL;
  /** What a new provider is called when nobody names it; without, the source's host or file. */
  nameOf?(source: string): string;
  /** Sources of this kind that are there for everybody. */
  readonly lists?: readonly PublicList[];
  /** Looks at a source without reading it: whether it is there, lets us in, and how the account stands. */
  probe(request: ProbeRequest): Promise<ProbeReport>;
  /** What can be chosen before it is read; a kind without categories has none. */
  categories?(request: ProbeRequest): Promise<CategoryLists>;
  /** Tells of one movie or series what its list does not: asked for one at a time. @param url as the catalogue has it */
  describe?(request: ProbeRequest, url: string): Promise<TitleDescription | undefined>;
  /**
   * The programmes of one channel, where no guide has them: asked for one at a time. @param url the stream's
   * @returns `undefined` for a stream that nothing can be asked of
   */
  programmes?(
    request: ProbeRequest & { readonly timeZone: string },
    url: string,
  ): Promise<readonly Programme[] | undefined>;
  /** Where an episode that a series was described with is played from. @param url the series', as the catalogue has it */
  episodeUrl?(settings: ProviderSettings, url: string, episode: EpisodeFile): string | undefined;
  /** Where else one of the provider's sources (its own, or a guide at the same place) is to be had. */
  alternatives?(settings: ProviderSettings, source: string): readonly string[];
  /** The same stream at the place that is in use now, under each of the provider's logins. */
  logins?(settings: ProviderSettings, url: string, inUse: string): readonly StreamLogin[];
  /** The same live stream as HLS, where the account says that there is such a thing. @param outputs as in `ProviderAccount` */
  hlsUrl?(url: string, outputs: readonly string[]): string | undefined;
  /** Whether how its account stands may be had of it; without, every provider of a kind with further logins has one. */
  hasAccount?(settings: ProviderSettings): boolean;
  /** Its logins besides that of `inUse`, each as a source that can be probed. */
  furtherLogins?(settings: ProviderSettings, inUse: string): readonly LoginSource[];
}

export interface LoginSource {
  /** As in `StreamLogin`. */
  readonly id: string;
  /** A secret. */
  readonly source: string;
}

/** A source that needs no login. */
export interface PublicList {
  readonly by: (typeof LISTED_BY)[number];
  /** ISO 3166 of a country, in lower case; a word of the project's for a category. */
  readonly id: string;
  readonly source: string;
}

export const LISTED_BY = ['country', 'category'] as const;

export interface EpisodeFile {
  readonly panelId: string;
  readonly extension: string;
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

export interface FetchRequest {
  readonly settings: ProviderSettings;
  /** What to fetch: the provider's own source or one of its guides, or the same at another place. */
  readonly source: string;
  readonly validators: Validators;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Streams that are held of this provider, by kind: what is there is not given up for an answer that makes no sense. */
  readonly held: Readonly<Record<StreamKind, number>>;
  /** Where files go: this fetch's own, removed by the caller when they have been read. */
  readonly folder: string;
  /** Bytes received so far, before decompression. */
  readonly onBytes: (bytes: number) => void;
}

/** A source as it came, in a file of this machine. Plain data: it goes from one thread to another. */
export interface FetchedSource {
  readonly file: string;
  /** As they were received. */
  readonly bytes: number;
  readonly validators: Validators;
  /** Where the redirects ended; empty where there is no such thing. */
  readonly url: string;
}

/**
 * Brings a source to this machine; null when it has not changed since `validators`. Many run at once and may take their
 * time: nobody waits for them.
 * @throws AppError `provider.*`, `net.*`, `storage.full`, or the signal's reason
 */
export type ProviderFetch = (request: FetchRequest) => Promise<FetchedSource | null>;

export interface ReadRequest {
  readonly settings: ProviderSettings;
  readonly source: string;
  readonly fetched: FetchedSource;
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
}

export interface ReadSummary {
  /** False when it breaks off in the middle; left out where that cannot be told. */
  readonly isWhole?: boolean;
  readonly entryCount: number;
  readonly skips: Skips;
  /** Guides that the source names (`x-tvg-url`), absolute. */
  readonly guideSources: readonly string[];
  /** How the account stands, where the source says so. */
  readonly account?: ProviderAccount;
}

/**
 * Reads what was fetched. One at a time: the catalogue has one writer.
 * @throws AppError `provider.*` or `format.*`; what went to the sink before is discarded by the caller
 */
export type ProviderReader = (request: ReadRequest, sink: ReadSink) => Promise<ReadSummary>;

export interface ProviderModule {
  readonly fetch: ProviderFetch;
  readonly read: ProviderReader;
}
