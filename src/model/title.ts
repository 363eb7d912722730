// Movies and series as a person sees them: one title, however many providers have it.

import { parseId, printId, type ProviderId, type StreamId } from './ids.ts';

declare const brand: unique symbol;
/** 53-bit hash of kind, name and year, safe as a JavaScript number. */
export type TitleId = number & { readonly [brand]: 'TitleId' };
/** 53-bit hash of a series' title, season and number. */
export type EpisodeId = number & { readonly [brand]: 'EpisodeId' };

export const TITLE_KINDS = ['movie', 'series'] as const;
export type TitleKind = (typeof TITLE_KINDS)[number];

export const printTitleId = (id: TitleId): string => printId('t', id);
export const printEpisodeId = (id: EpisodeId): string => printId('e', id);

export const parseEpisodeId = (text: string): EpisodeId | undefined => parseId('e', text) as EpisodeId | undefined;
export const parseTitleId = (text: string): TitleId | undefined => parseId('t', text) as TitleId | undefined;

/** What is known of a title besides its name, from whoever knows it. Empty strings and zeros stand for "not said". */
export interface TitleDetail {
  readonly plot: string;
  readonly cast: string;
  readonly director: string;
  readonly genre: string;
  /** `2008-11-21`, or a year. */
  readonly released: string;
  /** 0 to 10. */
  readonly rating: number;
  readonly runtimeMinutes: number;
  readonly backdropUrl: string;
  readonly trailer: string;
  readonly imdbId: string;
  readonly originalName: string;
  readonly country: string;
  readonly ageRating: string;
}

export interface Title {
  readonly id: TitleId;
  readonly kind: TitleKind;
  /** 31 bits, for clients that know titles by a small number. */
  readonly number: number;
  readonly name: string;
  /** 0 when nobody says. */
  readonly year: number;
  /** At The Movie Database; 0 for none. */
  readonly tmdbId: number;
  /** The provider's category of its first version. */
  readonly group: string;
  readonly posterUrl: string;
  readonly rating: number;
  /** Epoch milliseconds; 0 when nobody says. */
  readonly addedAt: number;
  /** Of the first version's file, without a dot. */
  readonly extension: string;
  readonly detail: Partial<TitleDetail>;
}

/** One provider's file of a movie, or one provider's list of a series' episodes. */
export interface TitleVersion {
  readonly streamId: StreamId;
  readonly providerId: ProviderId;
  /** As the provider writes it. */
  readonly name: string;
  /** Language or market code of the name's prefix, or empty. */
  readonly language: string;
  /** `uhd`, `fhd`, `hd`, `sd`, or empty. */
  readonly resolution: string;
  readonly extension: string;
}

export interface Episode {
  readonly id: EpisodeId;
  readonly titleId: TitleId;
  readonly number: number;
  readonly season: number;
  readonly episode: number;
  readonly name: string;
  readonly extension: string;
  readonly plot: string;
  readonly released: string;
  readonly rating: number;
  readonly durationSeconds: number;
  readonly imageUrl: string;
  readonly addedAt: number;
}

export interface EpisodeVersion {
  /** The episode's own stream, or its series' at a panel. */
  readonly streamId: StreamId;
  /** The panel's number of the episode; empty when the stream is the episode's own. */
  readonly panelId: string;
  readonly extension: string;
}

/** One episode as a provider lists it. */
export interface ListedEpisode extends Partial<
  Pick<Episode, 'addedAt' | 'durationSeconds' | 'extension' | 'imageUrl' | 'name' | 'plot' | 'rating' | 'released'>
> {
  readonly season: number;
  readonly episode: number;
  /** The provider's own number of it. */
  readonly panelId: string;
}

/** What a provider tells of one title when it is asked for it alone. */
export interface TitleDescription {
  readonly detail: Partial<TitleDetail>;
  /** 0 for none. */
  readonly tmdbId: number;
  /** Of a series. */
  readonly episodes: readonly ListedEpisode[];
}
