// Renders lists of movies and series in a worker, in chunks: as JSON, or as a playlist.

import { writeM3uEntry } from '../../formats/m3u/write.ts';
import { allEpisodes, allTitles } from '../../library/reads.ts';
import { KIBIBYTE } from '../../kernel/units.ts';
import type { Title, TitleKind } from '../../model/title.ts';
import { openReader } from '../../storage/database.ts';
import { defineTask } from '../../workers/task.ts';
import { posterOf, shownName, titleText } from './title-lists.ts';

export interface TitlesInput {
  readonly file: string;
  readonly kind: TitleKind;
  /** Only of these categories; null for all. */
  readonly groups: readonly string[] | null;
  readonly form: 'json' | 'm3u';
  readonly base: string;
  /** Ids of those that are in the category of favourites, too. */
  readonly favourites: {
    readonly id: number;
    readonly titles: readonly number[];
    /** Rendered: they go before all others. */
    readonly repeated: readonly string[];
  };
  /** `/movie/user/password`, for addresses in playlists. */
  readonly login: string;
}

/** Rows lie by name as the first build wrote them; those that came since are elsewhere. */
const LIST_CACHE_KIBIBYTES = 16 * 1_024;
const CHUNK_CHARACTERS = 128 * KIBIBYTE;

export default defineTask<TitlesInput, number>(async (input, context) => {
  const database = openReader(input.file, LIST_CACHE_KIBIBYTES);
  const encoder = new TextEncoder();
  let text = '';
  let count = 0;
  try {
    const parts = input.form === 'json' ? jsonOf(input, database) : playlistOf(input, database);
    for (const part of parts) {
      text += part;
      count += 1;
      if (text.length < CHUNK_CHARACTERS) continue;
      await context.emit(encoder.encode(text));
      text = '';
    }
    await context.emit(encoder.encode(text));
    return count;
  } finally {
    database.close();
  }
});

type Database = ReturnType<typeof openReader>;

function* jsonOf({ kind, groups, base, favourites }: TitlesInput, database: Database): Generator<string> {
  const textOf = titleText(kind);
  const liked = new Set(favourites.titles);
  const marked = { id: favourites.id, isAlone: false };
  let num = 0;
  yield `[${favourites.repeated.join()}`;
  let separator = favourites.repeated.length === 0 ? '' : ',';
  for (const title of allTitles(database, kind, { groups, isBrief: false })) {
    num += 1;
    yield separator + textOf(title, num, base, liked.has(title.id) ? marked : undefined);
    separator = ',';
  }
  yield ']';
}

function* playlistOf({ kind, groups, base, login }: TitlesInput, database: Database): Generator<string> {
  if (kind === 'movie') {
    for (const title of allTitles(database, kind, { groups, isBrief: true })) {
      yield entry(title, base, { name: shownName(title), path: `/movie/${login}/${title.number}.${title.extension}` });
    }
    return;
  }
  for (const { title, episode } of allEpisodes(database, groups)) {
    const name = `${shownName(title)} S${two(episode.season)} E${two(episode.episode)}`;
    yield entry(title, base, { name, path: `/series/${login}/${episode.number}.${episode.extension}` });
  }
}

const two = (number: number): string => String(number).padStart(2, '0');

function entry(title: Title, base: string, { name, path }: { readonly name: string; readonly path: string }): string {
  const { group } = title;
  return writeM3uEntry({
    xmltvId: '',
    name,
    number: '',
    logoUrl: posterOf(title, base),
    group,
    url: base + path,
    isRadio: false,
  });
}
