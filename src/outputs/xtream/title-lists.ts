// Movies and series as a panel lists them.

import { quoted } from '../../kernel/json-text.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import { printTitleId, type Title, type TitleKind } from '../../model/title.ts';
import { categoryId, NO_CATEGORY } from './small-ids.ts';

/** What a client shows where nobody has said when a title came. */
const LONG_AGO = '1577836800';

const epoch = (at: number): string => (at > 0 ? String(Math.floor(at / SECOND_MS)) : LONG_AGO);

export const posterOf = (title: Title, base: string): string =>
  title.posterUrl === '' ? '' : `${base}/logo/${printTitleId(title.id)}`;

export const shownName = ({ name, year }: Title): string => (year > 0 ? `${name} (${year})` : name);

/** What a list says of the categories of its titles, besides their own. */
export interface Marked {
  /** Category of favourites. */
  readonly id: number;
  /** They are what is listed. */
  readonly isAlone: boolean;
}

/** One movie as JSON, written by hand: lists have some hundred thousand. @param marked of a favourite */
export function movieText(title: Title, num: number, base: string, marked?: Marked): string {
  const { detail, rating } = title;
  const { category_id: category, category_ids: categories } = categoryOf('movie', title.group, marked);
  return (
    `{"num":${num},"name":${quoted(shownName(title))},"title":${quoted(title.name)},` +
    `"year":"${title.year > 0 ? title.year : ''}","stream_type":"movie","stream_id":${title.number},` +
    `"stream_icon":${quoted(posterOf(title, base))},"rating":${rating},"rating_5based":${fiveBased(rating)},` +
    `"added":"${epoch(title.addedAt)}","is_adult":0,"category_id":"${category}","category_ids":[${categories.join()}],` +
    `"container_extension":${quoted(title.extension)},"custom_sid":"","direct_source":"",` +
    `"plot":${quoted(detail.plot ?? '')},"cast":${quoted(detail.cast ?? '')},` +
    `"director":${quoted(detail.director ?? '')},"genre":${quoted(detail.genre ?? '')},` +
    `"release_date":${quoted(detail.released ?? '')},"youtube_trailer":${quoted(detail.trailer ?? '')},` +
    `"tmdb":"${title.tmdbId > 0 ? title.tmdbId : ''}"}`
  );
}

const fiveBased = (rating: number): number => Math.round(rating * 5) / 10;

export function seriesElement(title: Title, num: number, base: string, marked?: Marked): object {
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
    rating_5based: fiveBased(rating),
    backdrop_path: backdropOf(title),
    youtube_trailer: detail.trailer ?? '',
    episode_run_time: String(Math.round(detail.runtimeMinutes ?? 0)),
    ...categoryOf('series', title.group, marked),
    tmdb: title.tmdbId > 0 ? String(title.tmdbId) : '',
  };
}

/** How one of a kind is written into a list. */
export const titleText = (kind: TitleKind): typeof movieText => (kind === 'movie' ? movieText : seriesText);

const seriesText: typeof movieText = (...of) => JSON.stringify(seriesElement(...of));

export const backdropOf = ({ detail }: Title): string[] => (detail.backdropUrl ? [detail.backdropUrl] : []);

export function categoryOf(
  kind: 'movie' | 'series',
  group: string,
  marked?: Marked,
): { category_id: string; category_ids: readonly number[] } {
  const id = categoryId(kind, group || NO_CATEGORY);
  return { category_id: String(marked?.isAlone ? marked.id : id), category_ids: marked ? [id, marked.id] : [id] };
}

export { epoch as epochText };
