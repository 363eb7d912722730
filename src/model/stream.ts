// A stream: one URL that one provider offers, as the provider describes it.

import type { ProviderId, StreamId } from './ids.ts';

/** VOD entries of a playlist (`movie`, `series`) never become channels. */
export const STREAM_KINDS = ['live', 'radio', 'movie', 'series'] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

export const CATCHUP_MODES = ['default', 'append', 'shift', 'flussonic', 'xc', 'vod'] as const;
export type CatchupMode = (typeof CATCHUP_MODES)[number];

export interface Catchup {
  readonly mode: CatchupMode;
  readonly days: number;
  /** URL template; empty where the mode needs none. */
  readonly source: string;
  readonly correctionHours: number;
}

/** What a provider says of a movie or a series besides its name. Empty strings and zeros stand for "not said". */
export interface TitleFacts {
  /** At The Movie Database; 0 for none. */
  readonly tmdbId: number;
  readonly year: number;
  /** 0 to 10. */
  readonly rating: number;
  /** Epoch milliseconds. */
  readonly addedAt: number;
  readonly plot: string;
  readonly cast: string;
  readonly director: string;
  readonly genre: string;
  /** As written: `2008-11-21`. */
  readonly released: string;
  readonly backdropUrl: string;
  /** A YouTube id or address. */
  readonly trailer: string;
  readonly runtimeMinutes: number;
  readonly isAdult: boolean;
  /** Of the file, without a dot. */
  readonly extension: string;
}

/** What a provider's reader yields. Empty strings stand for "not said": rows come by the hundred thousand. */
export interface StreamEntry {
  readonly kind: StreamKind;
  readonly name: string;
  /** Absolute, without a `|Header=…` suffix. */
  readonly url: string;
  readonly tvgId: string;
  readonly tvgName: string;
  readonly group: string;
  readonly logoUrl: string;
  /** `tvg-chno` as written: `5`, `5.1`, or empty. */
  readonly number: string;
  readonly guideShiftMinutes: number;
  readonly catchup: Catchup | null;
  /** Request headers that this stream needs, names in lower case. */
  readonly headers: Readonly<Record<string, string>> | null;
  /** A licence server is named: it cannot be proxied. */
  readonly isProtected: boolean;
  /** Of a movie, or of a series whose episodes are asked for by themselves; its URL is where. */
  readonly title?: Partial<TitleFacts>;
}

/** Its place in the provider's list is not its own: the list may be reordered without a stream having changed. */
export interface Stream extends StreamEntry {
  readonly id: StreamId;
  readonly providerId: ProviderId;
}

/** One of several accounts at a provider: the same stream under another name and password, with its own limit. */
export interface StreamLogin {
  /** Unique within the provider, and no secret. */
  readonly id: string;
  readonly url: string;
  /** On top of the source's headers; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the streaming core needs to dial a stream. */
export interface StreamSource {
  readonly streamId: StreamId;
  readonly providerId: ProviderId;
  readonly name: string;
  readonly url: string;
  /** Names in lower case; the provider's defaults with the stream's own on top. An empty value sends none of that name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The command that brings it, by the name of its profile; left out it is fetched as its address says. */
  readonly command?: string;
  /** A person has pinned it, or put it into an order. */
  readonly isPlaced?: boolean;
  /** In order of preference; without any there is one login, '', with the source's own URL. */
  readonly logins?: readonly StreamLogin[];
}
