// The tables of what was watched: single viewings for a while, sums by the hour for longer, places to go on from.

import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../kernel/log.ts';
import { openDatabase } from '../../storage/database.ts';

export const VIEWING_MIGRATIONS = [
  `CREATE TABLE viewing (
     -- Grows with the instant at which it began.
     id INTEGER PRIMARY KEY,
     kind TEXT NOT NULL,
     item TEXT NOT NULL,
     name TEXT NOT NULL,
     past_at INTEGER,
     person TEXT,
     person_name TEXT NOT NULL,
     address TEXT NOT NULL,
     client TEXT NOT NULL,
     via TEXT NOT NULL,
     started_at INTEGER NOT NULL,
     ended_at INTEGER NOT NULL,
     seconds REAL NOT NULL,
     bytes INTEGER NOT NULL,
     failovers INTEGER NOT NULL,
     stalls INTEGER NOT NULL,
     provider TEXT NOT NULL,
     streams TEXT NOT NULL
   ) STRICT;
   CREATE INDEX viewing_person ON viewing (person, id);
   CREATE INDEX viewing_item ON viewing (item, id);
   -- Person and provider are '' where there is none, or nobody is to be named.
   CREATE TABLE hourly (
     hour INTEGER NOT NULL,
     kind TEXT NOT NULL,
     item TEXT NOT NULL,
     provider TEXT NOT NULL,
     person TEXT NOT NULL,
     -- In local time: 20261126.
     day INTEGER NOT NULL,
     seconds REAL NOT NULL,
     bytes INTEGER NOT NULL,
     viewings INTEGER NOT NULL,
     failovers INTEGER NOT NULL,
     stalls INTEGER NOT NULL,
     PRIMARY KEY (hour, kind, item, provider, person)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE peak (hour INTEGER PRIMARY KEY, day INTEGER NOT NULL, viewers INTEGER NOT NULL) STRICT;
   CREATE TABLE item (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE place (
     person TEXT NOT NULL,
     item TEXT NOT NULL,
     name TEXT NOT NULL,
     position REAL NOT NULL,
     duration REAL,
     updated_at INTEGER NOT NULL,
     is_finished INTEGER NOT NULL,
     is_reported INTEGER NOT NULL,
     PRIMARY KEY (person, item)
   ) STRICT, WITHOUT ROWID`,
  // As it was then: addresses change hands.
  'ALTER TABLE viewing ADD COLUMN country TEXT',
  // Hours were counted since the epoch, as they strike here: where clocks are changed by half an hour two had one number.
  ['hourly', 'peak']
    .map(
      (table) =>
        `ALTER TABLE ${table} RENAME COLUMN hour TO hour_at;
         UPDATE ${table} SET hour_at = hour_at * 3600000
           - (unixepoch(hour_at * 3600, 'unixepoch', 'localtime') - hour_at * 3600 + 86400) % 3600 * 1000;`,
    )
    .join(''),
  // Those of persons go when they are forgotten.
  `CREATE TABLE part_peak (
     -- item, kind, person or provider, and which.
     part TEXT NOT NULL,
     hour_at INTEGER NOT NULL,
     key TEXT NOT NULL,
     day INTEGER NOT NULL,
     viewers INTEGER NOT NULL,
     PRIMARY KEY (part, hour_at, key)
   ) STRICT, WITHOUT ROWID`,
];

/** What is deleted is overwritten: who asks not to be remembered is not to be found in the file either. */
export function openViewingDatabase(file: string, log: Log): DatabaseSync {
  const database = openDatabase({ file, migrations: VIEWING_MIGRATIONS, log });
  database.exec('PRAGMA secure_delete = ON');
  return database;
}
