// A person's favourites as a playlist: its channels in its order, its movies, every episode of its series.

import { writeM3uEntry, writeM3uHeader } from '../../formats/m3u/write.ts';
import type { Library } from '../../library/library.ts';
import type { Channel } from '../../model/channel.ts';
import { printEpisodeId, printTitleId, type Title } from '../../model/title.ts';
import { entryOf, guideUrl, tokenQuery, type PlaylistOptions } from './playlist.ts';

export interface FavouriteParts {
  /** What its person may watch, in its order. */
  readonly channels: readonly Channel[];
  readonly titles: readonly Title[];
  readonly library: Pick<Library, 'episodes'>;
}

export function* favouriteParts(
  { channels, titles, library }: FavouriteParts,
  options: PlaylistOptions,
): Generator<string> {
  yield writeM3uHeader({ guideUrl: guideUrl(options) });
  for (const channel of channels) yield entryOf(channel, options);
  for (const title of titles) yield* title.kind === 'movie' ? [movie(title, options)] : series(title, library, options);
}

const shownName = ({ name, year }: Title): string => (year > 0 ? `${name} (${year})` : name);

function movie(title: Title, options: PlaylistOptions): string {
  return file(title, { name: shownName(title), path: `${printTitleId(title.id)}.${title.extension}` }, options);
}

function* series(title: Title, library: FavouriteParts['library'], options: PlaylistOptions): Generator<string> {
  for (const { id, season, episode, extension } of library.episodes(title.id)) {
    const name = `${shownName(title)} S${two(season)} E${two(episode)}`;
    yield file(title, { name, path: `${printEpisodeId(id)}.${extension}` }, options);
  }
}

const two = (number: number): string => String(number).padStart(2, '0');

function file(
  title: Title,
  { name, path }: { readonly name: string; readonly path: string },
  options: PlaylistOptions,
): string {
  const { baseUrl } = options;
  return writeM3uEntry({
    xmltvId: '',
    name,
    number: '',
    logoUrl: title.posterUrl === '' ? '' : `${baseUrl}/logo/${printTitleId(title.id)}`,
    group: title.group,
    url: `${baseUrl}/vod/${path}${tokenQuery(options)}`,
    isRadio: false,
  });
}
