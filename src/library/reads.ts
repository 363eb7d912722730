// Reading the library's rows: by id and by number for the main thread, all in order for tasks.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StreamId } from '../model/ids.ts';
import {
  TITLE_KINDS,
  type Episode,
  type EpisodeId,
  type EpisodeVersion,
  type Title,
  type TitleDetail,
  type TitleId,
  type TitleKind,
  type TitleVersion,
} from '../model/title.ts';
import type { Identity } from './identity.ts';
import { nameKey } from './title-key.ts';
import {
  BRIEF_TITLE_COLUMNS,
  EPISODE_COLUMNS,
  episodeFromRow,
  episodeVersions,
  TITLE_COLUMNS,
  titleFromCells,
  titleFromRow,
  versionsFromText,
} from './title-row.ts';

/** A tenth of a millisecond. */
const SERIES_AT_ONCE = 50;

/** Point reads, some ten microseconds each. */
export class LibraryReader {
  readonly #title: StatementSync;
  readonly #byAlias: StatementSync;
  readonly #byNumber: StatementSync;
  readonly #versions: StatementSync;
  readonly #episode: StatementSync;
  readonly #episodeByNumber: StatementSync;
  readonly #episodes: StatementSync;
  readonly #learnt: StatementSync;
  readonly #listing: StatementSync;
  readonly #found: StatementSync;
  readonly #seriesAfter: StatementSync;

  constructor(database: DatabaseSync) {
    const title = `SELECT ${TITLE_COLUMNS} FROM title`;
    const episode = `SELECT ${EPISODE_COLUMNS} FROM episode`;
    this.#title = database.prepare(`${title} WHERE id = ?`);
    this.#byAlias = database.prepare(`${title} WHERE id = (SELECT title FROM alias WHERE key = ?)`);
    this.#byNumber = database.prepare(`${title} WHERE number = ? AND kind = ?`);
    this.#versions = database.prepare('SELECT versions FROM title WHERE id = ?');
    this.#episode = database.prepare(`${episode} WHERE id = ?`);
    this.#episodeByNumber = database.prepare(`${episode} WHERE number = ?`);
    this.#episodes = database.prepare(`${episode} WHERE title = ? ORDER BY season, episode`);
    this.#learnt = database.prepare('SELECT fetched_at AS fetchedAt, source, content FROM learnt WHERE title = ?');
    this.#listing = database.prepare(
      'SELECT fetched_at AS fetchedAt, modified_at AS modifiedAt FROM listing WHERE stream = ?',
    );
    this.#found = database.prepare('SELECT tmdb, is_sure FROM found WHERE key = ?');
    // Those of which some list of episodes is missing, or older than what the provider says of it; of a few at a time,
    // because this is read on the main thread. Left to itself SQLite takes another index, which knows the kind alone, and sorts
    // all series each time: of 47,000 for 180 ms.
    this.#seriesAfter = database.prepare(
      `SELECT *, EXISTS (
         SELECT 1 FROM json_each(versions) AS version LEFT JOIN listing ON listing.stream = version.value ->> 0
         WHERE listing.stream IS NULL OR listing.modified_at < added_at
       ) AS is_open
       FROM (SELECT ${TITLE_COLUMNS}, versions FROM title INDEXED BY title_series WHERE kind = 1 AND id > ? ORDER BY id LIMIT ${SERIES_AT_ONCE})`,
    );
  }

  /** Also by an id that it had under another name. */
  title(id: TitleId): Title | undefined {
    const row = this.#title.get(id) ?? this.#byAlias.get(id);
    return row && titleFromRow(row);
  }

  titleByNumber(kind: TitleKind, number: number): Title | undefined {
    const row = this.#byNumber.get(number, TITLE_KINDS.indexOf(kind));
    return row && titleFromRow(row);
  }

  /** Best first. Of a series: the lists of its episodes at panels. */
  versions(id: TitleId): TitleVersion[] {
    const row = this.#versions.get(id);
    return row ? versionsFromText(row['versions'] as string) : [];
  }

  episode(id: EpisodeId): EpisodeRow | undefined {
    return episodeRow(this.#episode.get(id));
  }

  episodeByNumber(number: number): EpisodeRow | undefined {
    return episodeRow(this.#episodeByNumber.get(number));
  }

  learnt(id: TitleId): LearntDetail | undefined {
    const row = this.#learnt.get(id);
    return row && ({ ...row, content: JSON.parse(row['content'] as string) as unknown } as LearntDetail);
  }

  /** Which title of TMDB it was found to be; `undefined` for one that was not looked for. */
  identity({ kind, name, year }: Title): Identity | undefined {
    const row = this.#found.get(nameKey(kind, name, year));
    return row && { tmdbId: row['tmdb'] as number, isSure: row['is_sure'] === 1 };
  }

  listing(stream: StreamId): { readonly fetchedAt: number; readonly modifiedAt: number } | undefined {
    return this.#listing.get(stream) as { fetchedAt: number; modifiedAt: number } | undefined;
  }

  /**
   * Looks through a few series behind `id` for one of which episodes are to be asked for.
   * @returns where to look on the next time: 0 is the beginning
   */
  seriesAfter(id: number): { readonly title: Title | undefined; readonly next: number } {
    const rows = this.#seriesAfter.all(id);
    const open = rows.find((row) => row['is_open'] === 1);
    const last = (open ?? rows.at(-1))?.['id'] as number | undefined;
    return { title: open && titleFromRow(open), next: open || rows.length === SERIES_AT_ONCE ? (last ?? 0) : 0 };
  }

  episodes(title: TitleId): Episode[] {
    return this.#episodes.all(title).map(episodeFromRow);
  }
}

export interface LearntDetail {
  readonly fetchedAt: number;
  readonly source: string;
  readonly content: Partial<TitleDetail>;
}

export interface EpisodeRow {
  readonly episode: Episode;
  /** Best first. */
  readonly versions: readonly EpisodeVersion[];
}

function episodeRow(row: Readonly<Record<string, unknown>> | undefined): EpisodeRow | undefined {
  return row && { episode: episodeFromRow(row), versions: episodeVersions(row['versions'] as string) };
}

/** As they stand on a shelf of files: in an order that does not change when others come. For tasks. */
export function* shelvedTitles(
  database: DatabaseSync,
  kind: TitleKind,
): Generator<{ readonly title: Title; readonly isAdult: boolean }> {
  const rows = database
    .prepare(`SELECT ${TITLE_COLUMNS}, is_adult FROM title WHERE kind = ? ORDER BY sort_name, id`)
    .iterate(TITLE_KINDS.indexOf(kind));
  for (const row of rows) yield { title: titleFromRow(row), isAdult: row['is_adult'] === 1 };
}

export interface ListedTitles {
  /** Only of these categories; null for all. */
  readonly groups: readonly string[] | null;
  /** Without plots, casts and the like. */
  readonly isBrief: boolean;
}

/** By name. For tasks. */
export function* allTitles(
  database: DatabaseSync,
  kind: TitleKind,
  { groups, isBrief }: ListedTitles,
): Generator<Title> {
  const of = TITLE_KINDS.indexOf(kind);
  // Two questions: with "or all" in it, the index on groups is of no use.
  const inGroups = groups === null ? '' : 'AND group_title IN (SELECT value FROM json_each(?))';
  const titles = database.prepare(
    `SELECT ${isBrief ? BRIEF_TITLE_COLUMNS : TITLE_COLUMNS} FROM title WHERE kind = ? ${inGroups} ORDER BY sort_name, id`,
  );
  titles.setReturnArrays(true);
  const rows = groups === null ? titles.iterate(of) : titles.iterate(of, JSON.stringify(groups));
  for (const cells of rows as unknown as Iterable<readonly unknown[]>) yield titleFromCells(cells);
}

/** Of every series, by its name, of which nothing more is said. For tasks. @param groups only of these categories; null for all */
export function* allEpisodes(
  database: DatabaseSync,
  groups: readonly string[] | null,
): Generator<{ readonly title: Title; readonly episode: Episode }> {
  const episodes = database.prepare(`SELECT ${EPISODE_COLUMNS} FROM episode WHERE title = ? ORDER BY season, episode`);
  for (const title of allTitles(database, 'series', { groups, isBrief: true })) {
    for (const row of episodes.iterate(title.id)) yield { title, episode: episodeFromRow(row) };
  }
}

/** Categories of a kind, by name. */
export function titleGroups(database: DatabaseSync, kind: TitleKind): string[] {
  const rows = database
    .prepare('SELECT DISTINCT group_title AS name FROM title WHERE kind = ? ORDER BY group_title')
    .all(TITLE_KINDS.indexOf(kind));
  return rows.map((row) => row['name'] as string);
}
