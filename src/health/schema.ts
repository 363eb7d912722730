// The tables of health. All of it is observed: lost, it is observed anew. A row a stream, of about half a kilobyte.

import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../kernel/log.ts';
import { openDatabase } from '../storage/database.ts';

export const HEALTH_MIGRATIONS = [
  `CREATE TABLE stream (
     id INTEGER PRIMARY KEY,
     provider TEXT NOT NULL,
     -- The first channel of the lineup that has it, and its place there; planned while there is one.
     channel INTEGER NOT NULL,
     place INTEGER NOT NULL,
     is_planned INTEGER NOT NULL,
     name TEXT NOT NULL,
     claim TEXT NOT NULL,
     samples BLOB NOT NULL,
     uptime BLOB NOT NULL,
     seen_at INTEGER NOT NULL DEFAULT 0,
     is_up INTEGER NOT NULL DEFAULT 0,
     failures INTEGER NOT NULL DEFAULT 0,
     dead_since INTEGER,
     next_at INTEGER NOT NULL,
     -- As of the last sample; it fades, so whoever shows it computes it anew.
     score INTEGER,
     quality INTEGER NOT NULL,
     probe TEXT,
     probed_at INTEGER NOT NULL DEFAULT 0,
     -- What its picture was when it was checked last: the same from several channels is a clip.
     mark TEXT,
     mark_at INTEGER NOT NULL DEFAULT 0,
     -- Where its playlist ended.
     position TEXT,
     picture TEXT,
     pictured_at INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE INDEX stream_due ON stream (provider, next_at) WHERE is_planned = 1;
   CREATE INDEX stream_probe ON stream (provider, probed_at) WHERE is_planned = 1 AND place < 3 AND dead_since IS NULL;
   CREATE INDEX stream_mark ON stream (mark) WHERE mark IS NOT NULL;
   CREATE TABLE clip (mark TEXT PRIMARY KEY, provider TEXT NOT NULL, seen_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   -- With which stream a channel's sessions begin, and since when.
   CREATE TABLE choice (channel INTEGER PRIMARY KEY, stream INTEGER NOT NULL, since INTEGER NOT NULL) STRICT;
   -- Of a provider, or of our own network (provider '').
   CREATE TABLE outage (
     provider TEXT NOT NULL,
     from_at INTEGER NOT NULL,
     until_at INTEGER,
     code TEXT NOT NULL,
     PRIMARY KEY (provider, from_at)
   ) STRICT, WITHOUT ROWID`,
  `ALTER TABLE stream ADD COLUMN tally BLOB NOT NULL DEFAULT x'';
   ALTER TABLE stream ADD COLUMN verdict TEXT NOT NULL DEFAULT 'unknown';
   -- Sums and lists read this instead of the rows, which are ten times as long.
   CREATE INDEX stream_brief ON stream (provider, channel, place, dead_since, failures, seen_at, score, quality, verdict)
     WHERE is_planned = 1;
   DROP TABLE outage;
   CREATE TABLE outage (
     -- '' for our own network. Until when it is known to have lasted.
     provider TEXT NOT NULL,
     from_at INTEGER NOT NULL,
     until_at INTEGER NOT NULL,
     code TEXT NOT NULL,
     PRIMARY KEY (provider, from_at)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE change (
     id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, stream INTEGER NOT NULL, code TEXT
   ) STRICT`,
  // What the plan was made from: made from the same it would be the same.
  `CREATE TABLE plan (made_from TEXT NOT NULL) STRICT;
   DROP INDEX stream_brief;
   CREATE INDEX stream_brief ON stream (channel, place, provider, dead_since, failures, seen_at, score, quality, verdict)
     WHERE is_planned = 1`,
  // The newest looks at the picture in place of the last one; what a picture that stands still shows, and since when.
  `ALTER TABLE stream ADD COLUMN still TEXT;
   ALTER TABLE stream ADD COLUMN still_at INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX stream_still ON stream (provider) WHERE still IS NOT NULL;
   UPDATE stream SET picture = json_array(json_object('at', pictured_at, 'faults', json_extract(picture, '$.faults')))
     WHERE picture IS NOT NULL;
   ALTER TABLE stream DROP COLUMN pictured_at`,
  // Of those that are not over a later start knows.
  `ALTER TABLE outage ADD COLUMN is_over INTEGER NOT NULL DEFAULT 1`,
  // Further channels of streams that several have, with their places there; made with the next plan.
  `CREATE TABLE shared (
     channel INTEGER NOT NULL, stream INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (channel, stream)
   ) STRICT, WITHOUT ROWID;
   DELETE FROM plan`,
  // With the name, so that a list of streams is found without a look at rows.
  `DROP INDEX stream_brief;
   CREATE INDEX stream_brief ON stream (channel, place, provider, dead_since, failures, seen_at, score, quality, verdict, name)
     WHERE is_planned = 1`,
];

/** Planned streams, each once for every channel that has it, with its place there. @param columns besides `channel` and `place` */
export const everyPlace = (columns: string, where = ''): string =>
  `SELECT channel, place, ${columns} FROM stream WHERE is_planned = 1 ${where && `AND channel ${where}`}
   UNION ALL SELECT shared.channel, shared.place, ${columns} FROM shared JOIN stream ON stream.id = shared.stream
   WHERE is_planned = 1 ${where && `AND shared.channel ${where}`}`;

/** A hundred thousand streams in the order of their channels: with less, pages are written several times. */
const PLANNER_CACHE_KIBIBYTES = 16 * 1024;

export const openHealthDatabase = (file: string, log: Log, use: 'plan' | 'samples' = 'samples'): DatabaseSync =>
  openDatabase({
    file,
    migrations: HEALTH_MIGRATIONS,
    log,
    ...(use === 'plan' ? { cacheKibibytes: PLANNER_CACHE_KIBIBYTES } : {}),
  });
