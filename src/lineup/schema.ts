// The lineup's table: every channel ever seen, as shown, with what its providers last said of it. Derived: a build
// makes it again from the catalogue, the decisions and the memory.

import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../kernel/log.ts';
import { openDatabase } from '../storage/database.ts';
import { HELD_CACHE_KIBIBYTES } from '../storage/held-reader.ts';

export const LINEUP_MIGRATIONS = [
  `CREATE TABLE channel (
     id INTEGER PRIMARY KEY,
     number INTEGER NOT NULL,
     name TEXT NOT NULL,
     sort_name TEXT NOT NULL,
     group_title TEXT NOT NULL,
     logo_url TEXT NOT NULL,
     is_radio INTEGER NOT NULL,
     enabled INTEGER NOT NULL,
     present INTEGER NOT NULL,
     decided INTEGER NOT NULL,
     guide_id INTEGER,
     guide TEXT,
     guide_shift INTEGER NOT NULL,
     catchup_days REAL NOT NULL,
     providers TEXT NOT NULL,
     base_name TEXT NOT NULL,
     base_group TEXT NOT NULL,
     assigned_number INTEGER NOT NULL,
     enabled_at_first INTEGER NOT NULL,
     streams BLOB NOT NULL,
     digest INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX channel_published ON channel (number) WHERE enabled = 1 AND present = 1 AND number > 0;
   CREATE TABLE revision (value TEXT NOT NULL, built_from TEXT NOT NULL DEFAULT '') STRICT`,
  // Channels that may be one.
  `CREATE TABLE proposal (
     a INTEGER NOT NULL,
     b INTEGER NOT NULL,
     name_a TEXT NOT NULL,
     name_b TEXT NOT NULL,
     score REAL NOT NULL,
     effect REAL NOT NULL,
     reasons TEXT NOT NULL,
     PRIMARY KEY (a, b)
   ) STRICT, WITHOUT ROWID`,
  // What providers and guides say of the shift, beside the one in force, which a person may have set.
  `ALTER TABLE channel ADD COLUMN base_shift INTEGER NOT NULL DEFAULT 0;
   UPDATE channel SET base_shift = guide_shift`,
  // What rules say of a channel.
  `ALTER TABLE channel ADD COLUMN ruled_enabled INTEGER;
   ALTER TABLE channel ADD COLUMN scheme INTEGER NOT NULL DEFAULT 0`,
  // Guides that fill the gaps of a channel's first one: JSON, null for none.
  `ALTER TABLE channel ADD COLUMN guide_fills TEXT`,
  `ALTER TABLE channel ADD COLUMN event_name TEXT NOT NULL DEFAULT ''`,
  // Channels that are alike without being one.
  `CREATE TABLE family (channel INTEGER PRIMARY KEY, family INTEGER NOT NULL) STRICT;
   CREATE INDEX family_channels ON family (family)`,
  // Channels without a guide, with the score of one that was not sure enough.
  `CREATE TABLE near_guide (channel INTEGER PRIMARY KEY, score INTEGER NOT NULL) STRICT`,
  // What a channel's name says besides the name; said: hash of what it was read from.
  `CREATE TABLE trait (
     channel INTEGER PRIMARY KEY,
     said INTEGER NOT NULL,
     market TEXT NOT NULL,
     feed TEXT NOT NULL,
     shift INTEGER NOT NULL,
     resolution TEXT NOT NULL
   ) STRICT;
   CREATE INDEX trait_market ON trait (market)`,
  // What the revision was made of: how many are published, and the sum of their digests; -1 while that is not known.
  `ALTER TABLE revision ADD COLUMN published INTEGER NOT NULL DEFAULT -1;
   ALTER TABLE revision ADD COLUMN sum INTEGER NOT NULL DEFAULT 0`,
  // Channels that have become part of others.
  'CREATE TABLE successor (channel INTEGER PRIMARY KEY, successor INTEGER NOT NULL) STRICT',
  // The number that it had; 0 is none. The next build fills it in.
  'ALTER TABLE successor ADD COLUMN number INTEGER NOT NULL DEFAULT 0',
  `-- Each order of a page, with what pages are most often filtered by.
   CREATE INDEX channel_number ON channel (number, id, enabled, present);
   CREATE INDEX channel_group ON channel (group_title, number, id, enabled, present);
   -- The name as it is searched, and where words stand in it. SQLite folds ASCII alone: the next build does the rest.
   ALTER TABLE channel ADD COLUMN folded_name TEXT NOT NULL DEFAULT '';
   UPDATE channel SET folded_name = lower(name), digest = -1;
   CREATE INDEX channel_name ON channel (sort_name, id, enabled, present, folded_name);
   UPDATE revision SET built_from = '', published = -1;
   CREATE VIRTUAL TABLE channel_words USING fts5(folded_name, content='', contentless_delete=1, tokenize='trigram');
   CREATE TRIGGER channel_words_added AFTER INSERT ON channel BEGIN
     INSERT INTO channel_words (rowid, folded_name) VALUES (new.id, new.folded_name);
   END;
   CREATE TRIGGER channel_words_removed AFTER DELETE ON channel BEGIN
     DELETE FROM channel_words WHERE rowid = old.id;
   END;
   CREATE TRIGGER channel_words_changed AFTER UPDATE OF folded_name ON channel
     WHEN old.folded_name <> new.folded_name BEGIN
     UPDATE channel_words SET folded_name = new.folded_name WHERE rowid = new.id;
   END;
   INSERT INTO channel_words (rowid, folded_name) SELECT id, folded_name FROM channel`,
  `-- All names in the order of numbers, for what is done with each of them.
   DROP INDEX channel_number;
   CREATE INDEX channel_number ON channel (number, id, enabled, present, name);
   -- Guides that were found by likeness, the least sure first.
   CREATE INDEX channel_likeness ON channel (guide ->> '$.score', number, id, enabled, present)
     WHERE guide ->> '$.by' = 'likeness'`,
  // Which state of the decisions the channels follow; without a row they may follow none.
  'CREATE TABLE followed (stamp TEXT NOT NULL) STRICT',
  // Hash of what providers and guides say of a channel, as a part of its digest. The next build fills it in.
  `ALTER TABLE channel ADD COLUMN base_digest INTEGER NOT NULL DEFAULT 0;
   UPDATE channel SET digest = -1;
   UPDATE revision SET built_from = '', published = -1`,
  `-- Rows that are shown beside each other lie beside each other: an edit of a thousand neighbours writes a hundred pages, no longer nine hundred.
   CREATE TABLE channel_in_order (
     id INTEGER NOT NULL UNIQUE,
     number INTEGER NOT NULL,
     name TEXT NOT NULL,
     sort_name TEXT NOT NULL,
     folded_name TEXT NOT NULL,
     group_title TEXT NOT NULL,
     logo_url TEXT NOT NULL,
     is_radio INTEGER NOT NULL,
     enabled INTEGER NOT NULL,
     present INTEGER NOT NULL,
     decided INTEGER NOT NULL,
     guide_id INTEGER,
     guide TEXT,
     guide_fills TEXT,
     guide_shift INTEGER NOT NULL,
     catchup_days REAL NOT NULL,
     providers TEXT NOT NULL,
     base_name TEXT NOT NULL,
     base_group TEXT NOT NULL,
     base_shift INTEGER NOT NULL,
     ruled_enabled INTEGER,
     scheme INTEGER NOT NULL,
     event_name TEXT NOT NULL,
     assigned_number INTEGER NOT NULL,
     enabled_at_first INTEGER NOT NULL,
     streams BLOB NOT NULL,
     base_digest INTEGER NOT NULL,
     digest INTEGER NOT NULL
   ) STRICT;
   INSERT INTO channel_in_order (id, number, name, sort_name, folded_name, group_title, logo_url, is_radio, enabled, present, decided,
     guide_id, guide, guide_fills, guide_shift, catchup_days, providers, base_name, base_group, base_shift,
     ruled_enabled, scheme, event_name, assigned_number, enabled_at_first, streams, base_digest, digest)
     SELECT id, number, name, sort_name, folded_name, group_title, logo_url, is_radio, enabled, present, decided,
     guide_id, guide, guide_fills, guide_shift, catchup_days, providers, base_name, base_group, base_shift,
     ruled_enabled, scheme, event_name, assigned_number, enabled_at_first, streams, base_digest, digest
     FROM channel ORDER BY number;
   DROP TABLE channel;
   ALTER TABLE channel_in_order RENAME TO channel;
   CREATE INDEX channel_published ON channel (number) WHERE enabled = 1 AND present = 1 AND number > 0;
   CREATE INDEX channel_number ON channel (number, id, enabled, present, name);
   CREATE INDEX channel_group ON channel (group_title, number, id, enabled, present);
   CREATE INDEX channel_name ON channel (sort_name, id, enabled, present, folded_name);
   CREATE INDEX channel_likeness ON channel (guide ->> '$.score', number, id, enabled, present)
     WHERE guide ->> '$.by' = 'likeness';
   CREATE TRIGGER channel_words_added AFTER INSERT ON channel BEGIN
     INSERT INTO channel_words (rowid, folded_name) VALUES (new.id, new.folded_name);
   END;
   CREATE TRIGGER channel_words_removed AFTER DELETE ON channel BEGIN
     DELETE FROM channel_words WHERE rowid = old.id;
   END;
   CREATE TRIGGER channel_words_changed AFTER UPDATE OF folded_name ON channel
     WHEN old.folded_name <> new.folded_name BEGIN
     UPDATE channel_words SET folded_name = new.folded_name WHERE rowid = new.id;
   END`,
  // The guide's channel that a person is asked about. The next build fills it in.
  `ALTER TABLE near_guide ADD COLUMN asked INTEGER;
   UPDATE revision SET built_from = ''`,
];

/** Channels that clients see. */
export const IS_PUBLISHED = 'enabled = 1 AND present = 1 AND number > 0';

/** Room for a build's writes, and for what an edit reads again; the main thread's reads need none of it. */
const CACHE_KIBIBYTES = { read: 2_048, edit: HELD_CACHE_KIBIBYTES, write: 16 * 1024 };

/** A build may be writing all that it has made; an edit of many holds the lineup until its decisions are on the disk. */
const WAIT_FOR_OTHERS_MS = 60_000;

/** The lineup for reading (main thread), for an edit or for a build (tasks); made and migrated where it must be. */
export function openLineupDatabase(file: string, log: Log, use: 'edit' | 'read' | 'write'): DatabaseSync {
  const database = openDatabase({
    file,
    migrations: LINEUP_MIGRATIONS,
    log,
    cacheKibibytes: CACHE_KIBIBYTES[use],
    isWrittenOut: use === 'edit',
  });
  if (use !== 'read') database.exec(`PRAGMA busy_timeout = ${WAIT_FOR_OTHERS_MS}`);
  return database;
}

/** What the last build was made from; empty before the first one. */
export function readBuiltFrom(database: DatabaseSync): string {
  return (database.prepare('SELECT built_from FROM revision').get()?.['built_from'] as string | undefined) ?? '';
}

/** Which state of the decisions the channels follow; undefined where nobody knows. */
export function readFollowed(database: DatabaseSync): string | undefined {
  return database.prepare('SELECT stamp FROM followed').get()?.['stamp'] as string | undefined;
}

/** In the transaction that writes the channels. */
export function writeFollowed(database: DatabaseSync, stamp: string): void {
  if (readFollowed(database) === stamp) return;
  database.exec('DELETE FROM followed');
  database.prepare('INSERT INTO followed (stamp) VALUES (?)').run(stamp);
}

/** @returns undefined before the first build */
export function readRevision(database: DatabaseSync): string | undefined {
  return database.prepare('SELECT value FROM revision').get()?.['value'] as string | undefined;
}
