// The library's tables: titles with their versions, episodes with theirs, and what was learnt of them. Derived: a build
// makes it again from the catalogue; what panels and TMDB have told is asked for again when it is lost.

import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../kernel/log.ts';
import { openDatabase } from '../storage/database.ts';

export const LIBRARY_MIGRATIONS = [
  `CREATE TABLE title (
     id INTEGER PRIMARY KEY,
     number INTEGER NOT NULL UNIQUE,
     kind INTEGER NOT NULL,
     name TEXT NOT NULL,
     sort_name TEXT NOT NULL,
     year INTEGER NOT NULL,
     tmdb INTEGER NOT NULL,
     group_title TEXT NOT NULL,
     poster TEXT NOT NULL,
     rating REAL NOT NULL,
     added_at INTEGER NOT NULL,
     extension TEXT NOT NULL,
     is_adult INTEGER NOT NULL,
     detail TEXT NOT NULL,
     versions TEXT NOT NULL,
     digest INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX title_order ON title (kind, sort_name, id);
   -- Every name and TMDB id that a title has answered to, so that its id outlives them.
   CREATE TABLE alias (
     key INTEGER PRIMARY KEY,
     title INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE episode (
     id INTEGER PRIMARY KEY,
     number INTEGER NOT NULL UNIQUE,
     title INTEGER NOT NULL,
     season INTEGER NOT NULL,
     episode INTEGER NOT NULL,
     facts TEXT NOT NULL,
     versions TEXT NOT NULL,
     digest INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX episode_order ON episode (title, season, episode);
   -- What a panel told of a series' episodes, by the series' stream.
   CREATE TABLE listing (
     stream INTEGER PRIMARY KEY,
     fetched_at INTEGER NOT NULL,
     modified_at INTEGER NOT NULL,
     content TEXT NOT NULL
   ) STRICT;
   -- What TMDB, or a panel's page of the title, told.
   CREATE TABLE learnt (
     title INTEGER PRIMARY KEY,
     fetched_at INTEGER NOT NULL,
     source TEXT NOT NULL,
     content TEXT NOT NULL
   ) STRICT;
   CREATE TABLE state (
     revision TEXT NOT NULL,
     built_from TEXT NOT NULL,
     movies INTEGER NOT NULL,
     series INTEGER NOT NULL
   ) STRICT;
   INSERT INTO state VALUES ('0', '', 0, 0)`,
  `CREATE INDEX title_series ON title (id) WHERE kind = 1;
   CREATE INDEX title_group ON title (kind, group_title)`,
  `-- Which title of TMDB a name (kind, name and year) belongs to, by search or by a panel's page; 0 for none.
   CREATE TABLE found (
     key INTEGER PRIMARY KEY,
     title INTEGER NOT NULL,
     tmdb INTEGER NOT NULL,
     is_sure INTEGER NOT NULL,
     asked_at INTEGER NOT NULL
   ) STRICT;
   -- Counts the sure ones that were new: a build with others makes another library.
   ALTER TABLE state ADD COLUMN found INTEGER NOT NULL DEFAULT 0`,
  `-- Rows lie as lists read them, by name: by id, each of 150,000 is a page of its own, and a small box holds none of them.
   ALTER TABLE title RENAME TO title_by_id;
   CREATE TABLE title (
     id INTEGER NOT NULL UNIQUE,
     number INTEGER NOT NULL UNIQUE,
     kind INTEGER NOT NULL,
     name TEXT NOT NULL,
     sort_name TEXT NOT NULL,
     year INTEGER NOT NULL,
     tmdb INTEGER NOT NULL,
     group_title TEXT NOT NULL,
     poster TEXT NOT NULL,
     rating REAL NOT NULL,
     added_at INTEGER NOT NULL,
     extension TEXT NOT NULL,
     is_adult INTEGER NOT NULL,
     detail TEXT NOT NULL,
     versions TEXT NOT NULL,
     digest INTEGER NOT NULL
   ) STRICT;
   INSERT INTO title SELECT * FROM title_by_id ORDER BY kind, sort_name, id;
   DROP TABLE title_by_id;
   CREATE INDEX title_order ON title (kind, sort_name, id);
   CREATE INDEX title_series ON title (id) WHERE kind = 1;
   CREATE INDEX title_group ON title (kind, group_title)`,
  `-- Each order of a page, with the name in it, so that a search reads no row that it does not show.
   CREATE INDEX title_added ON title (kind, added_at DESC, sort_name, id);
   CREATE INDEX title_year ON title (kind, year DESC, sort_name, id);
   CREATE INDEX title_rating ON title (kind, rating DESC, sort_name, id);`,
  `-- Words of names in memory (index/): what an index of trigrams has found is found there, in the same time for all words.
   DROP TRIGGER IF EXISTS title_words_added;
   DROP TRIGGER IF EXISTS title_words_removed;
   DROP TRIGGER IF EXISTS title_words_changed;
   DROP TABLE IF EXISTS title_words;
   DROP INDEX IF EXISTS title_unidentified;
   CREATE TABLE title_chunk (
     chunk INTEGER PRIMARY KEY,
     content BLOB NOT NULL
   ) STRICT;
   CREATE TABLE title_term (
     block INTEGER PRIMARY KEY,
     terms BLOB NOT NULL
   ) STRICT;
   CREATE TABLE title_group_number (
     no INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE
   ) STRICT;
   CREATE TABLE title_place (
     sort TEXT NOT NULL,
     kind INTEGER NOT NULL,
     chunk INTEGER NOT NULL,
     places BLOB NOT NULL,
     PRIMARY KEY (sort, kind, chunk)
   ) STRICT;
   -- Of the index: 0 until a build has written it, which the next one does even where nothing else is new.
   ALTER TABLE state ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;
   UPDATE state SET built_from = '';
   -- What was told later has a higher number: a thread that knows the rest reads no more than that.
   ALTER TABLE found ADD COLUMN nth INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX found_nth ON found (nth, title);
   CREATE INDEX found_unsure ON found (title) WHERE tmdb > 0 AND is_sure = 0`,
  `-- Which are to be looked for at TMDB, the newest first: without it all are read and sorted for each few hundred.
   CREATE INDEX title_unidentified ON title (added_at DESC, id) WHERE tmdb = 0 AND is_adult = 0;
   -- Blocks of words with the places of their ends: the next build writes the index anew.
   DELETE FROM title_chunk;
   DELETE FROM title_term;
   UPDATE state SET edition = 0, built_from = ''`,
];

const WRITER_CACHE_KIBIBYTES = 24 * 1024;

/** The library for point reads (main thread) or for a build (tasks); made and migrated where it must be. */
export function openLibraryDatabase(file: string, log: Log, use: 'read' | 'write'): DatabaseSync {
  return openDatabase({
    file,
    migrations: LIBRARY_MIGRATIONS,
    log,
    ...(use === 'write' ? { cacheKibibytes: WRITER_CACHE_KIBIBYTES } : {}),
  });
}

export interface LibraryState {
  readonly revision: string;
  readonly builtFrom: string;
  readonly movies: number;
  readonly series: number;
  /** Another one when more titles of TMDB were found. */
  readonly found: number;
  /** Of the index of titles. */
  readonly edition: number;
}

export function readState(database: DatabaseSync): LibraryState {
  const row = database
    .prepare('SELECT revision, built_from AS builtFrom, movies, series, found, edition FROM state')
    .get();
  return row as unknown as LibraryState;
}
