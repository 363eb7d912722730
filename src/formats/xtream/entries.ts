// The elements of a panel's lists. An element without an id cannot be played and is not said anything about.

import type { TitleFacts } from '../../model/stream.ts';
import { decimal, extension, flag, instant, listed, pictureUrl, prose, text, whole, year } from './value.ts';

type Element = Readonly<Record<string, unknown>>;

export interface PanelCategory {
  readonly id: string;
  readonly name: string;
}

export interface PanelLive {
  readonly id: number;
  readonly number: string;
  readonly name: string;
  readonly iconUrl: string;
  readonly guideId: string;
  readonly categoryIds: readonly string[];
  readonly isRadio: boolean;
  readonly archiveDays: number;
}

export interface PanelTitle {
  readonly id: number;
  readonly name: string;
  readonly posterUrl: string;
  readonly categoryIds: readonly string[];
  readonly facts: TitleFacts;
}

export interface PanelMovie extends PanelTitle {
  readonly extension: string;
}

export function readCategory(element: Element): PanelCategory | undefined {
  const id = text(element['category_id'] ?? element['id']);
  return id === '' ? undefined : { id, name: text(element['category_name'] ?? element['name']) };
}

/** Where an archive is said to be but not how long: one day. */
const DEFAULT_ARCHIVE_DAYS = 1;

export function readLive(element: Element): PanelLive | undefined {
  const id = whole(element['stream_id'] ?? element['id']);
  if (id === undefined) return undefined;
  const days = Math.max(0, decimal(element['tv_archive_duration']));
  return {
    id,
    number: numberOf(element['num']),
    name: text(element['name']),
    iconUrl: pictureUrl(element['stream_icon']),
    guideId: text(element['epg_channel_id']),
    categoryIds: categoriesOf(element),
    isRadio: /radio/i.test(text(element['stream_type'])),
    archiveDays: flag(element['tv_archive']) ? days || DEFAULT_ARCHIVE_DAYS : 0,
  };
}

export function readMovie(element: Element): PanelMovie | undefined {
  const id = whole(element['stream_id'] ?? element['id']);
  if (id === undefined) return undefined;
  return {
    id,
    name: text(element['name']) || text(element['title']),
    posterUrl: pictureUrl(element['stream_icon'] ?? element['cover']),
    categoryIds: categoriesOf(element),
    extension: extension(element['container_extension']) || 'mp4',
    facts: factsOf(element, instant(element['added'])),
  };
}

export function readSeries(element: Element): PanelTitle | undefined {
  const id = whole(element['series_id'] ?? element['id']);
  if (id === undefined) return undefined;
  return {
    id,
    name: text(element['name']) || text(element['title']),
    posterUrl: pictureUrl(element['cover'] ?? element['stream_icon']),
    categoryIds: categoriesOf(element),
    facts: factsOf(element, instant(element['last_modified']) || instant(element['added'])),
  };
}

function factsOf(element: Element, addedAt: number): TitleFacts {
  const released = text(element['release_date'] ?? element['releaseDate'] ?? element['releasedate']);
  const rating = decimal(element['rating']) || decimal(element['rating_5based']) * 2;
  return {
    tmdbId: tmdbIdOf(element),
    year: year(element['year']) || year(released),
    rating: rating > 0 && rating <= 10 ? rating : 0,
    addedAt,
    plot: prose(element['plot'] ?? element['description']),
    cast: text(element['cast'] ?? element['actors']),
    director: text(element['director']),
    genre: text(element['genre']),
    released,
    backdropUrl: listed(element['backdrop_path']).map(pictureUrl).find(Boolean) ?? '',
    trailer: text(element['youtube_trailer'] ?? element['trailer']),
    runtimeMinutes: Math.max(0, whole(element['episode_run_time']) ?? 0),
    isAdult: flag(element['is_adult']),
    extension: extension(element['container_extension']),
  };
}

function tmdbIdOf(element: Element): number {
  const id = whole(element['tmdb'] ?? undefined) || whole(element['tmdb_id'] ?? undefined) || 0;
  return id > 0 ? id : 0;
}

function categoriesOf(element: Element): string[] {
  const ids = [...listed(element['category_id']), ...listed(element['category_ids'])].map(text).filter(Boolean);
  return [...new Set(ids)];
}

/** A channel number as `tvg-chno` would have it; panels number their rows, so 0 is none. */
function numberOf(value: unknown): string {
  const number = text(value);
  return /^[1-9]\d{0,5}(?:\.\d{1,3})?$/.test(number) ? number : '';
}
