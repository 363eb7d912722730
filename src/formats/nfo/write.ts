// NFO files as Kodi defined them and Jellyfin and Emby read them. https://kodi.wiki/view/NFO_files

import type { Episode, Title } from '../../model/title.ts';

/** `movie.nfo`, `tvshow.nfo`. @param posterUrl absolute, or empty */
export function writeTitleNfo(title: Title, posterUrl: string): string {
  const { detail } = title;
  const isMovie = title.kind === 'movie';
  return document(isMovie ? 'movie' : 'tvshow', [
    element('title', title.name),
    element('originaltitle', detail.originalName),
    element('year', title.year),
    element(isMovie ? 'premiered' : 'premiered', dateOf(detail.released)),
    element('plot', detail.plot),
    element('runtime', Math.round(detail.runtimeMinutes ?? 0)),
    rating(title.rating),
    element('mpaa', detail.ageRating),
    ...each('genre', detail.genre),
    ...each('country', detail.country),
    ...each('director', detail.director),
    ...(detail.cast ?? '').split(',').map(actor),
    uniqueId('tmdb', title.tmdbId > 0 ? String(title.tmdbId) : '', true),
    uniqueId('imdb', detail.imdbId ?? '', title.tmdbId === 0),
    posterUrl === '' ? '' : `  <thumb aspect="poster">${escaped(posterUrl)}</thumb>\n`,
    detail.backdropUrl ? `  <fanart>\n    <thumb>${escaped(detail.backdropUrl)}</thumb>\n  </fanart>\n` : '',
    trailer(detail.trailer ?? ''),
  ]);
}

/** `<episode file>.nfo`. @param imageUrl absolute, or empty */
export function writeEpisodeNfo(episode: Episode, show: Title, imageUrl: string): string {
  const seconds = Math.round(episode.durationSeconds);
  return document('episodedetails', [
    element('title', episode.name || `Episode ${episode.episode}`),
    element('showtitle', show.name),
    `  <season>${episode.season}</season>\n  <episode>${episode.episode}</episode>\n`,
    element('aired', dateOf(episode.released)),
    element('plot', episode.plot),
    element('runtime', Math.round(seconds / 60)),
    rating(episode.rating),
    imageUrl === '' ? '' : `  <thumb>${escaped(imageUrl)}</thumb>\n`,
    seconds > 0 ? streamDetails(seconds) : '',
  ]);
}

const document = (root: string, parts: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<${root}>\n${parts.join('')}</${root}>\n`;

/** Jellyfin shows a running time without opening the file. */
const streamDetails = (seconds: number): string =>
  `  <fileinfo>\n    <streamdetails>\n      <video>\n        <durationinseconds>${seconds}</durationinseconds>\n      </video>\n    </streamdetails>\n  </fileinfo>\n`;

function element(name: string, value: string | number | undefined): string {
  const text = value === undefined || value === 0 ? '' : String(value).trim();
  return text === '' ? '' : `  <${name}>${escaped(text)}</${name}>\n`;
}

const each = (name: string, list = ''): string[] => list.split(/[,/]/).map((one) => element(name, one.trim()));

const actor = (name: string): string =>
  name.trim() === '' ? '' : `  <actor>\n    <name>${escaped(name.trim())}</name>\n  </actor>\n`;

const rating = (value: number): string =>
  value > 0
    ? `  <ratings>\n    <rating name="themoviedb" max="10" default="true">\n      <value>${value}</value>\n    </rating>\n  </ratings>\n`
    : '';

const uniqueId = (type: string, id: string, isDefault: boolean): string =>
  id === '' ? '' : `  <uniqueid type="${type}"${isDefault ? ' default="true"' : ''}>${escaped(id)}</uniqueid>\n`;

/** A YouTube id, or an address that holds one, in Kodi's words. */
function trailer(said: string): string {
  const id = /(?:v=|youtu\.be\/|^)([\w-]{11})(?:$|[&?])/.exec(said)?.[1];
  return id ? element('trailer', `plugin://plugin.video.youtube/?action=play_video&videoid=${id}`) : '';
}

const dateOf = (text = ''): string => /^\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? '';

// oxlint-disable-next-line no-control-regex -- XML knows no way to write these
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(CONTROL, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
