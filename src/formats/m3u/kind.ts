// Whether an entry is a channel, a radio station, a movie or an episode: by what it says, then by its address.

import type { StreamKind } from '../../model/stream.ts';
import type { Fields } from './fields.ts';

const BY_TYPE: ReadonlyMap<string, StreamKind> = new Map([
  ['live', 'live'],
  ['radio', 'radio'],
  ['movie', 'movie'],
  ['movies', 'movie'],
  ['vod', 'movie'],
  ['series', 'series'],
  ['tvshow', 'series'],
  ['tvshows', 'series'],
]);

const MOVIE_FILES = ['mp4', 'mkv', 'avi', 'm4v', 'mov', 'wmv', 'mpg', 'mpeg', 'divx', 'webm', 'vob', 'iso'];
const AUDIO_FILES = ['mp3', 'aac', 'ogg', 'opus', 'flac', 'm4a', 'wma', 'pls'];
const BY_EXTENSION: ReadonlyMap<string, StreamKind> = new Map<string, StreamKind>([
  ...MOVIE_FILES.map((extension) => [extension, 'movie'] as const),
  ...AUDIO_FILES.map((extension) => [extension, 'radio'] as const),
]);
const LONGEST_EXTENSION = 4;

/** `/movie/<user>/<password>/<id>.<ext>`: a folder called movie alone makes no movie. */
const XTREAM_VOD = /\/(movie|series)\/[^/]+\/[^/]+\/\d+(?:\.\w+)?$/;
const EPISODE = /\b[ST]\d{1,3}\W{0,3}EP?\d{1,4}\b/i;
const isTrue = (value: string | undefined): boolean => value !== undefined && /^(?:true|yes|1)$/i.test(value);

/** @param isVod a directive said so */
export function kindOf(fields: Fields, url: string, isVod: boolean): StreamKind {
  const said = fields.rare === null ? undefined : kindSaid(fields.rare);
  if (said) return said;
  const kind = isVod ? 'movie' : kindByAddress(url);
  return kind === 'movie' && EPISODE.test(fields.name) ? 'series' : kind;
}

function kindSaid(rare: NonNullable<Fields['rare']>): StreamKind | undefined {
  if (isTrue(rare.get('radio'))) return 'radio';
  if (isTrue(rare.get('media')) || /^false$/i.test(rare.get('realtime') ?? '')) return 'movie';
  return BY_TYPE.get(rare.get('tvg-type')?.toLowerCase() ?? '');
}

function kindByAddress(url: string): StreamKind {
  if (url.includes('/movie/') || url.includes('/series/')) {
    const match = XTREAM_VOD.exec(withoutQuery(url));
    if (match) return match[1] as StreamKind;
  }
  return BY_EXTENSION.get(extensionOf(url)) ?? 'live';
}

/** Lower case, without the dot; empty where the path has none. */
function extensionOf(url: string): string {
  const path = withoutQuery(url);
  for (let length = 2; length <= LONGEST_EXTENSION; length += 1) {
    if (path.charCodeAt(path.length - length - 1) === 0x2e) return path.slice(-length).toLowerCase();
  }
  return '';
}

function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
