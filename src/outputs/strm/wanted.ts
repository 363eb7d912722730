// The files that there should be: path by path, with their contents.

import { writeEpisodeNfo, writeTitleNfo } from '../../formats/nfo/write.ts';
import type { StrmSettings } from '../../model/strm-settings.ts';
import { printEpisodeId, printTitleId, type Episode, type Title, type TitleVersion } from '../../model/title.ts';
import { episodeName, folderNames, seasonName } from './names.ts';

export type WantedFile = WantedText | WantedPicture;

export interface WantedText {
  /** Relative to the target, with `/`. */
  readonly path: string;
  readonly content: string;
}

/** Comes later, from somebody else's server. */
export interface WantedPicture {
  /** Ends in `.jpg`, whatever it turns out to be: media servers look into it. */
  readonly path: string;
  readonly pictureUrl: string;
}

export interface Shelf {
  titles(kind: Title['kind']): Iterable<{ readonly title: Title; readonly isAdult: boolean }>;
  versions(title: Title): readonly TitleVersion[];
  episodes(title: Title): readonly Episode[];
}

export interface WantedOptions {
  readonly rules: Omit<StrmSettings, 'base_url' | 'enabled' | 'folder' | 'refresh'>;
  /** Without a trailing slash. */
  readonly base: string;
}

export function* wantedFiles(shelf: Shelf, options: WantedOptions): Generator<WantedFile> {
  const folders = new Folders();
  const { rules } = options;
  if (rules.movies) {
    for (const { title, isAdult } of shelf.titles('movie')) {
      if (isChosen(shelf, title, isAdult, rules)) yield* movieFiles(title, folders, options);
    }
  }
  if (!rules.series) return;
  for (const { title, isAdult } of shelf.titles('series')) {
    if (isChosen(shelf, title, isAdult, rules)) yield* seriesFiles(shelf, title, folders, options);
  }
}

function isChosen(shelf: Shelf, title: Title, isAdult: boolean, rules: WantedOptions['rules']): boolean {
  if (isAdult && !rules.adult) return false;
  if (rules.groups.length > 0 && !rules.groups.includes(title.group)) return false;
  if (rules.exclude_groups.includes(title.group)) return false;
  if (rules.languages.length === 0 && rules.providers.length === 0) return true;
  const versions = shelf.versions(title);
  const isSpoken = rules.languages.length === 0 || versions.some((one) => rules.languages.includes(one.language));
  const isHad = rules.providers.length === 0 || versions.some((one) => rules.providers.includes(one.providerId));
  return isSpoken && isHad;
}

function* movieFiles(title: Title, folders: Folders, { rules, base }: WantedOptions): Generator<WantedFile> {
  const folder = folders.take(folderNames(title, rules.layout, printTitleId(title.id)));
  const stem = `${folder}/${folder.slice('Movies/'.length)}`;
  yield { path: `${stem}.strm`, content: addressOf(printTitleId(title.id), title.extension, { rules, base }) };
  if (rules.nfo) yield { path: `${stem}.nfo`, content: writeTitleNfo(title, posterOf(title, base)) };
  if (rules.artwork) yield* pictures(folder, title);
}

function* seriesFiles(
  shelf: Shelf,
  title: Title,
  folders: Folders,
  { rules, base }: WantedOptions,
): Generator<WantedFile> {
  const episodes = shelf.episodes(title);
  if (episodes.length === 0) return; // a series that nobody has told of yet
  const folder = folders.take(folderNames(title, rules.layout, printTitleId(title.id)));
  if (rules.nfo) yield { path: `${folder}/tvshow.nfo`, content: writeTitleNfo(title, posterOf(title, base)) };
  if (rules.artwork) yield* pictures(folder, title);
  for (const episode of episodes) {
    const stem = `${folder}/${seasonName(episode.season)}/${episodeName(title, episode)}`;
    const id = printEpisodeId(episode.id);
    yield { path: `${stem}.strm`, content: addressOf(id, episode.extension, { rules, base }) };
    const image = episode.imageUrl === '' ? '' : `${base}/logo/${id}`;
    if (rules.nfo) yield { path: `${stem}.nfo`, content: writeEpisodeNfo(episode, title, image) };
    if (rules.artwork && image !== '') yield { path: `${stem}-thumb.jpg`, pictureUrl: episode.imageUrl };
  }
}

function addressOf(id: string, extension: string, { rules, base }: WantedOptions): string {
  return `${base}/vod/${id}.${extension}${rules.token === '' ? '' : `?token=${rules.token}`}\n`;
}

/** As Kodi calls them, and the others read them. */
function* pictures(folder: string, { posterUrl, detail }: Title): Generator<WantedPicture> {
  if (posterUrl !== '') yield { path: `${folder}/poster.jpg`, pictureUrl: posterUrl };
  if (detail.backdropUrl) yield { path: `${folder}/fanart.jpg`, pictureUrl: detail.backdropUrl };
}

const posterOf = (title: Title, base: string): string =>
  title.posterUrl === '' ? '' : `${base}/logo/${printTitleId(title.id)}`;

/** Folders that are taken, on a file system that knows no case: two titles of one name get their ids. */
class Folders {
  readonly #taken = new Set<string>();

  take([first, second]: readonly [string, string]): string {
    const key = first.toLowerCase();
    if (this.#taken.has(key)) return second;
    this.#taken.add(key);
    return first;
  }
}
