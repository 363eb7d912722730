// Makes playlists as panels send them: live channels, movies and episodes in one list; the same bytes each time.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface PlaylistShape {
  readonly entryCount: number;
  readonly names: readonly string[];
  /** Every n-th entry gets another address: a list of tomorrow. None for 0. */
  readonly changedEvery?: number;
  /** Movies, each of a name of its own, behind the entries. */
  readonly movieCount?: number;
}

const SECTIONS = [
  { share: 0.25, path: 'live', extension: '.ts', logo: 'stalker_portal/misc/logos/320' },
  { share: 0.35, path: 'movie', extension: '.mkv', logo: 'image.tmdb.example/t/p/w600_and_h900_bestv2' },
  { share: 0.4, path: 'series', extension: '.mp4', logo: 'image.tmdb.example/t/p/w600_and_h900_bestv2' },
] as const;
/** A place in the list where there are movies. */
const MOVIES = 0.3;
const GROUP_SIZE = 120;
const MADE_UP = 20_000;
const PIECE_ENTRIES = 4_000;

/** A list of some 300 bytes an entry, in pieces. */
export function* playlist({ entryCount, names, changedEvery = 0, movieCount = 0 }: PlaylistShape): Generator<Buffer> {
  yield Buffer.from('#EXTM3U x-tvg-url="http://panel.example:8080/xmltv.php?username=u&password=p"\n');
  let lines = '';
  const count = entryCount + movieCount;
  for (let index = 0; index < count; index += 1) {
    const isChanged = changedEvery > 0 && index % changedEvery === 0;
    const name = names[index % names.length]!;
    const one =
      index >= entryCount
        ? { name: `Film ${index} ${name} (${1950 + (index % 75)})`, place: MOVIES } // what follows a quality is no name
        : { name, place: index / entryCount };
    lines += entry(index, one, isChanged);
    if (index % PIECE_ENTRIES < PIECE_ENTRIES - 1 && index < count - 1) continue;
    yield Buffer.from(lines);
    lines = '';
  }
}

function entry(
  index: number,
  { name: rawName, place }: { readonly name: string; readonly place: number },
  isChanged: boolean,
): string {
  const section = place < 0.25 ? SECTIONS[0] : place < 0.6 ? SECTIONS[1] : SECTIONS[2];
  const name = section.path === 'series' ? `${rawName} S01 E${1 + (index % 40)}` : rawName;
  const group = `${section.path.toUpperCase()} | ${rawName.slice(0, 2)} ${Math.floor(index / GROUP_SIZE)}`;
  const logo = `http://${section.logo}/${(index * 2_654_435_761).toString(36).padStart(12, '0')}_original.jpg?v=1`;
  const id = section.path === 'live' ? `channel.${index % 9_000}.example` : '';
  const user = isChanged ? 'another-user-12345678' : 'user-name-1234567890';
  const address = `http://panel.example:8080/${section.path}/${user}/password-1234567890/${index}${section.extension}`;
  return `#EXTINF:-1 tvg-id="${id}" tvg-name="${name}" tvg-logo="${logo}" group-title="${group}",${name}\n${address}\n`;
}

/** Real names from a folder of shared data where there is one, else made-up ones, each another, with as many accents. */
export function playlistNames(dataFolder: string | undefined, count = MADE_UP): readonly string[] {
  const files = ['dev/panels/live.jsonl.gz', 'dev/vod/names.jsonl.gz'].map((file) => join(dataFolder ?? '', file));
  if (dataFolder === undefined || !files.every((file) => existsSync(file))) return madeUpNames(count);
  return files.flatMap((file) =>
    gunzipSync(readFileSync(file))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { readonly name: string }).name.replaceAll('"', "'")),
  );
}

function madeUpNames(count: number): readonly string[] {
  const markets = ['DE', 'FR', 'UK', 'ES', 'PT', 'TR', 'AR', '|NL|', '[PL]', 'IT ★'];
  const words = ['Télé', 'Sport', 'Cinéma', 'News', 'Kids', 'Música', 'Arte', 'Canal', 'Première', 'Welt', 'Docu'];
  const qualities = ['', ' HD', ' FHD', ' 4K', ' ᴴᴰ', ' HEVC'];
  return Array.from({ length: count }, (_, index) => {
    const first = words[index % words.length]!;
    const second = words[(index * 7) % words.length]!;
    return `${markets[index % markets.length]!}: ${first} ${second} ${index}${qualities[index % qualities.length]!}`;
  });
}
