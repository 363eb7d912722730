// One movie or series as a panel tells of it.

import { printEpisodeId, type Episode, type Title } from '../../model/title.ts';
import { mayHaveTitle } from './live-lists.ts';
import type { XtreamPorts, XtreamRights } from './ports.ts';
import { backdropOf, categoryOf, epochText, posterOf, seriesElement, shownName } from './title-lists.ts';

/** Clients want the same keys, also when there is nothing to say. */
const NO_MOVIE = { info: {}, movie_data: {} };
const NO_SERIES = { seasons: [], info: {}, episodes: {} };

interface Asked {
  readonly ports: XtreamPorts;
  readonly user: XtreamRights;
  readonly base: string;
}

export async function movieInfo({ ports, user, base }: Asked, number: number): Promise<object> {
  const title = ports.library.titleByNumber('movie', number);
  if (!title || !mayHaveTitle(user, title)) return NO_MOVIE;
  const known = await ports.learner.known(title);
  const { detail } = known;
  const seconds = Math.round((detail.runtimeMinutes ?? 0) * 60);
  return {
    info: {
      name: shownName(known),
      o_name: detail.originalName ?? known.name,
      cover_big: posterOf(known, base),
      movie_image: posterOf(known, base),
      releasedate: detail.released ?? '',
      release_date: detail.released ?? '',
      youtube_trailer: detail.trailer ?? '',
      director: detail.director ?? '',
      actors: detail.cast ?? '',
      cast: detail.cast ?? '',
      description: detail.plot ?? '',
      plot: detail.plot ?? '',
      age: detail.ageRating ?? '',
      country: detail.country ?? '',
      genre: detail.genre ?? '',
      backdrop_path: backdropOf(known),
      duration_secs: seconds,
      duration: clockText(seconds),
      bitrate: 0,
      rating: String(known.rating),
      tmdb_id: known.tmdbId,
      imdb_id: detail.imdbId ?? '',
      runtime: String(Math.round(seconds / 60)),
      video: {},
      audio: {},
      subtitles: [],
    },
    movie_data: {
      stream_id: known.number,
      name: shownName(known),
      title: known.name,
      year: known.year > 0 ? String(known.year) : '',
      added: epochText(known.addedAt),
      ...categoryOf('movie', known.group),
      container_extension: known.extension,
      custom_sid: '',
      direct_source: '',
    },
  };
}

export async function seriesInfo({ ports, user, base }: Asked, number: number): Promise<object> {
  const title = ports.library.titleByNumber('series', number);
  if (!title || !mayHaveTitle(user, title)) return NO_SERIES;
  const known = await ports.learner.known(title);
  const bySeason = Map.groupBy(ports.library.episodes(title.id), ({ season }) => season);
  const seasons = [...bySeason].map(([season, episodes]) => seasonOf(known, season, episodes, base));
  const episodes = [...bySeason].map(([season, rows]) => [season, rows.map((row) => episodeOf(row, base))] as const);
  return { seasons, info: seriesElement(known, 1, base), episodes: Object.fromEntries(episodes) };
}

function seasonOf(title: Title, season: number, episodes: readonly Episode[], base: string): object {
  const cover = posterOf(title, base);
  return {
    air_date: episodes[0]?.released ?? '',
    episode_count: episodes.length,
    id: season,
    name: season === 0 ? 'Specials' : `Season ${season}`,
    overview: '',
    season_number: season,
    cover,
    cover_big: cover,
    vote_average: 0,
  };
}

function episodeOf(episode: Episode, base: string): object {
  const image = episode.imageUrl === '' ? '' : `${base}/logo/${printEpisodeId(episode.id)}`;
  const seconds = Math.round(episode.durationSeconds);
  return {
    id: String(episode.number),
    episode_num: episode.episode,
    title: episode.name || `Episode ${episode.episode}`,
    container_extension: episode.extension,
    info: {
      movie_image: image,
      cover_big: image,
      plot: episode.plot,
      releasedate: episode.released,
      release_date: episode.released,
      rating: episode.rating,
      duration_secs: seconds,
      duration: clockText(seconds),
      bitrate: 0,
      video: {},
      audio: {},
      tmdb_id: 0,
      season: episode.season,
    },
    subtitles: [],
    custom_sid: '',
    added: epochText(episode.addedAt),
    season: episode.season,
    direct_source: '',
  };
}

function clockText(seconds: number): string {
  return `${twoDigits(seconds / 3_600)}:${twoDigits((seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;
}

const twoDigits = (value: number): string => String(Math.floor(value)).padStart(2, '0');
