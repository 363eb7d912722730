// The catalogue's tables. A provider's list is two things: rows, in no order, and a ledger that says which rows make
// the list, in which order, with which content. A list that was only reordered writes its ledger, not its rows.

import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../kernel/log.ts';
import type { ProviderId } from '../model/ids.ts';
import { openDatabase } from '../storage/database.ts';

/** Room for the ids of half a million streams while some of them change: they are hit at random places. */
const WRITER_CACHE_KIBIBYTES = 24 * 1024;

export const CATALOGUE_MIGRATIONS = [
  `CREATE TABLE provider (
     no INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     live INTEGER NOT NULL DEFAULT 0,
     radio INTEGER NOT NULL DEFAULT 0,
     movie INTEGER NOT NULL DEFAULT 0,
     series INTEGER NOT NULL DEFAULT 0,
     edition INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE stream (
     row INTEGER PRIMARY KEY,
     id INTEGER NOT NULL,
     provider INTEGER NOT NULL,
     kind INTEGER NOT NULL,
     name TEXT NOT NULL,
     url TEXT NOT NULL,
     tvg_id TEXT NOT NULL,
     tvg_name TEXT NOT NULL,
     group_title TEXT NOT NULL,
     logo_url TEXT NOT NULL,
     number TEXT NOT NULL,
     extra TEXT
   ) STRICT;
   -- Where a stream's row is. A table and not an index: a list's new ids go in sorted, in half the time.
   CREATE TABLE place (
     id INTEGER PRIMARY KEY,
     row INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE ledger (
     provider INTEGER NOT NULL,
     chunk INTEGER NOT NULL,
     entries BLOB NOT NULL,
     PRIMARY KEY (provider, chunk)
   ) STRICT;
   CREATE TABLE memo (
     provider INTEGER NOT NULL,
     key TEXT NOT NULL,
     value TEXT NOT NULL,
     PRIMARY KEY (provider, key)
   ) STRICT, WITHOUT ROWID`,
  // A list's names as they are searched, in its order.
  `CREATE TABLE names (
     provider INTEGER NOT NULL,
     chunk INTEGER NOT NULL,
     names BLOB NOT NULL,
     PRIMARY KEY (provider, chunk)
   ) STRICT`,
  // By group first: whatever asks for all of a provider is to read rows as they lie.
  'CREATE INDEX stream_group ON stream (group_title, provider)',
];

/** The catalogue for point reads (main thread) or for writing (tasks); made and migrated where it must be. */
export function openCatalogueDatabase(file: string, log: Log, use: 'read' | 'write'): DatabaseSync {
  return openDatabase({
    file,
    migrations: CATALOGUE_MIGRATIONS,
    log,
    ...(use === 'write' ? { cacheKibibytes: WRITER_CACHE_KIBIBYTES } : {}),
  });
}

/** A provider's short number inside the catalogue; `undefined` when it has never been written. */
export function providerNo(database: DatabaseSync, providerId: ProviderId): number | undefined {
  const found = database.prepare('SELECT no FROM provider WHERE id = ?').get(providerId);
  return found?.['no'] as number | undefined;
}
