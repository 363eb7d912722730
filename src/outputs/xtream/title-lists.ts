// Movies and series as a panel lists them.

import { SECOND_MS } from '../../kernel/units.ts';
import { printTitleId, type Title } from '../../model/title.ts';
import { categoryId, NO_CATEGORY } from './small-ids.ts';

/** What a client shows where nobody has said when a title came. */
const LONG_AGO = '1577836800';

const epoch = (at: number): string => (at > 0 ? String(Math.floor(at / SECOND_MS)) : LONG_AGO);

export const posterOf = (title: Title, base: string): string =>
  title.posterUrl === '' ? '' : `${base}/logo/${printTitleId(title.id)}`;

export const shownName = ({ name, year }: Title): string => (year > 0 ? `${name} (${year})` : name);

export function movieElement(title: Title, num: number, base: string): object {
  const { detail, rating } = title;
  return {
    num,
    name: shownName(title),
    title: title.name,
    year: title.year > 0 ? String(title.year) : '',
    stream_type: 'movie',
    stream_id: title.number,
    stream_icon: posterOf(title, base),
    rating,
    rating_5based: Math.round(rating * 5) / 10,
    added: epoch(title.addedAt),
    is_adult: 0,
    ...categoryOf('movie', title.group),
    container_extension: title.extension,
    custom_sid: '',
    direct_source: '',
    plot: detail.plot ?? '',
    cast: detail.cast ?? '',
    director: detail.director ?? '',
    genre: detail.genre ?? '',
    release_date: detail.released ?? '',
    youtube_trailer: detail.trailer ?? '',
    tmdb: title.tmdbId > 0 ? String(title.tmdbId) : '',
  };
}

export function seriesElement(title: Title, num: number, base: string): object {
  const { detail, rating } = title;
  return {
    num,
    name: shownName(title),
    title: title.name,
    year: title.year > 0 ? String(title.year) : '',
    stream_type: 'series',
    series_id: title.number,
    cover: posterOf(title, base),
    plot: detail.plot ?? '',
    cast: detail.cast ?? '',
    director: detail.director ?? '',
    genre: detail.genre ?? '',
    release_date: detail.released ?? '',
    releaseDate: detail.released ?? '',
    last_modified: epoch(title.addedAt),
    rating: String(rating),
    rating_5based: Math.round(rating * 5) / 10,
    backdrop_path: backdropOf(title),
    youtube_trailer: detail.trailer ?? '',
    episode_run_time: String(Math.round(detail.runtimeMinutes ?? 0)),
    ...categoryOf('series', title.group),
    tmdb: title.tmdbId > 0 ? String(title.tmdbId) : '',
  };
}

export const backdropOf = ({ detail }: Title): string[] => (detail.backdropUrl ? [detail.backdropUrl] : []);

export function categoryOf(
  kind: 'movie' | 'series',
  group: string,
): { category_id: string; category_ids: readonly number[] } {
  const id = categoryId(kind, group || NO_CATEGORY);
  return { category_id: String(id), category_ids: [id] };
}

export { epoch as epochText };
