// What a panel tells of one movie or series: `get_vod_info`, `get_series_info`. Seasons come as an object or a list, numbers
// as words, and half of it not at all.

import type { ListedEpisode, TitleDescription, TitleDetail } from '../../model/title.ts';
import { decimal, extension, instant, isRecord, listed, pictureUrl, prose, record, text, whole } from './value.ts';

type Fields = Readonly<Record<string, unknown>>;

/** @returns `undefined` when the panel does not know the movie */
export function readMovieInfo(answer: unknown): TitleDescription | undefined {
  const info = record(record(answer)['info']);
  if (Object.keys(info).length === 0) return undefined;
  return { detail: detailOf(info), tmdbId: tmdbOf(info), episodes: [] };
}

/** @returns `undefined` when the panel does not know the series */
export function readSeriesInfo(answer: unknown): TitleDescription | undefined {
  const whole_ = record(answer);
  const info = record(whole_['info']);
  const episodes = readEpisodes(whole_['episodes']);
  if (episodes.length === 0 && Object.keys(info).length === 0) return undefined;
  return { detail: detailOf(info), tmdbId: tmdbOf(info), episodes };
}

/** An object of seasons, a list of them (when they begin with 0), or one list of everything. */
function readEpisodes(seasons: unknown): ListedEpisode[] {
  const found: ListedEpisode[] = [];
  const keyed: [string, unknown][] = Array.isArray(seasons)
    ? seasons.map((season, at) => [String(at), season])
    : Object.entries(record(seasons));
  for (const [key, season] of keyed) {
    const rows = isRecord(season) && 'id' in season ? [season] : listed(season);
    for (const [at, row] of rows.entries()) {
      const episode = readEpisode(record(row), whole(key) ?? 1, at + 1);
      if (episode) found.push(episode);
    }
  }
  return found;
}

function readEpisode(row: Fields, season: number, place: number): ListedEpisode | undefined {
  const panelId = text(row['id'] ?? row['stream_id']);
  if (!/^-?\w{1,40}$/.test(panelId)) return undefined;
  const info = record(row['info']);
  const said = {
    name: episodeName(text(row['title'])),
    extension: extension(row['container_extension']) || 'mp4',
    plot: prose(info['plot'] ?? info['overview']),
    released: text(info['release_date'] ?? info['releasedate'] ?? info['air_date']),
    rating: decimal(info['rating']),
    durationSeconds: whole(info['duration_secs']) ?? secondsOf(text(info['duration'])),
    imageUrl: pictureUrl(info['movie_image'] ?? info['cover_big']),
    addedAt: instant(row['added']),
  };
  return {
    season: Math.max(0, whole(row['season']) ?? season),
    episode: Math.max(0, whole(row['episode_num']) ?? place),
    panelId,
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => Boolean(value))),
  };
}

/** `Falling Tides - S01E02 - The Storm` is called The Storm. */
function episodeName(title: string): string {
  const behind = /s\d{1,4}\s*e\d{1,4}(?:\s*[-–:]\s*|\s+|$)(.*)$/i.exec(title);
  return behind ? behind[1]!.trim() : title;
}

/** `01:00:02`, or minutes. */
function secondsOf(duration: string): number {
  const parts = duration.split(':').map(Number);
  if (parts.some((part) => !Number.isFinite(part))) return 0;
  if (parts.length === 1) return Math.round(parts[0]! * 60);
  return parts.reduce((seconds, part) => seconds * 60 + part, 0);
}

function detailOf(info: Fields): Partial<TitleDetail> {
  const rating = decimal(info['rating']) || decimal(info['rating_5based']) * 2;
  const seconds = whole(info['duration_secs']) ?? 0;
  const detail: TitleDetail = {
    plot: prose(info['plot'] ?? info['description']),
    cast: text(info['cast'] ?? info['actors']),
    director: text(info['director']),
    genre: text(info['genre']),
    released: text(info['release_date'] ?? info['releaseDate'] ?? info['releasedate']),
    rating: rating > 0 && rating <= 10 ? rating : 0,
    runtimeMinutes: Math.max(0, seconds > 0 ? Math.round(seconds / 60) : (whole(info['episode_run_time']) ?? 0)),
    backdropUrl: listed(info['backdrop_path']).map(pictureUrl).find(Boolean) ?? '',
    trailer: text(info['youtube_trailer']),
    imdbId: /^tt\d+$/.exec(text(info['imdb_id']))?.[0] ?? '',
    originalName: text(info['o_name']),
    country: text(info['country']),
    ageRating: text(info['mpaa_rating'] ?? info['age']),
  };
  return Object.fromEntries(Object.entries(detail).filter(([, value]) => Boolean(value)));
}

const tmdbOf = (info: Fields): number => Math.max(0, whole(info['tmdb_id']) || whole(info['tmdb']) || 0);
