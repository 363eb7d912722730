// Names of files and folders that every file system and every media server takes.

import type { StrmLayout } from '../../model/strm-settings.ts';
import type { Episode, Title } from '../../model/title.ts';

/** 255 is the limit; endings and notes come on top. */
const MAX_BYTES = 180;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
// oxlint-disable-next-line no-control-regex -- exactly those
const CONTROL = /[\0-\x1f\x7f]/g;

/** One part of a path. Never empty, never `.` or `..`. */
function cleanName(name: string): string {
  const plain = name
    .normalize('NFC')
    .toWellFormed()
    .replaceAll(CONTROL, ' ')
    .replaceAll(/\s*:\s*/g, ' - ')
    .replaceAll(/["“”]/g, "'")
    .replaceAll(/[<>|/\\?*]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  const cut = shortened(plain).replace(/[\s.]+$/, '');
  if (cut === '') return 'Untitled';
  return RESERVED.test(cut.split('.')[0]!) ? `${cut}_` : cut;
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  let text = '';
  let bytes = 0;
  for (const letter of name) {
    bytes += Buffer.byteLength(letter);
    if (bytes > MAX_BYTES) break;
    text += letter;
  }
  return text;
}

/** How each program reads an id out of a name; Kodi reads none, and takes it from the NFO. */
const ID_NOTES: Readonly<Record<StrmLayout, (tmdbId: number) => string>> = {
  jellyfin: (id) => ` [tmdbid-${id}]`,
  emby: (id) => ` [tmdbid=${id}]`,
  plex: (id) => ` {tmdb-${id}}`,
  kodi: () => '',
};

/** `Sea (2010) [tmdbid-603]` */
function titleName({ name, year, tmdbId }: Title, layout: StrmLayout): string {
  const dated = year > 0 ? `${cleanName(name)} (${year})` : cleanName(name);
  return tmdbId > 0 ? dated + ID_NOTES[layout](tmdbId) : dated;
}

/** Its folder, and the one that it gets where another title has that name already. */
export function folderNames(title: Title, layout: StrmLayout, id: string): readonly [first: string, second: string] {
  const folder = `${title.kind === 'movie' ? 'Movies' : 'Series'}/${titleName(title, layout)}`;
  return [folder, `${folder} ${cleanName(id)}`];
}

const two = (number: number): string => String(number).padStart(2, '0');

export const seasonName = (season: number): string => (season === 0 ? 'Season 00' : `Season ${two(season)}`);

/** `Tides (2011) S01E02` */
export function episodeName(show: Title, { season, episode }: Episode): string {
  const dated = show.year > 0 ? `${cleanName(show.name)} (${show.year})` : cleanName(show.name);
  return `${dated} S${two(season)}E${two(episode)}`;
}
