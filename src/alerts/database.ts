// What the alerts room keeps: what happened, who is to be told of it when, and messages on their way. All of it may be lost:
// what is still wrong is noticed again.

import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../kernel/log.ts';
import { openDatabase } from '../storage/database.ts';

export const ALERT_MIGRATIONS = [
  `CREATE TABLE alert (
     id INTEGER PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL, title TEXT NOT NULL,
     cause TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, raised_at INTEGER NOT NULL,
     updated_at INTEGER NOT NULL, resolved_at INTEGER, count INTEGER NOT NULL) STRICT;
   CREATE UNIQUE INDEX alert_open ON alert (key) WHERE resolved_at IS NULL;
   CREATE INDEX alert_key ON alert (key, resolved_at);
   CREATE TABLE telling (
     target TEXT NOT NULL, alert INTEGER NOT NULL REFERENCES alert ON DELETE CASCADE, due_at INTEGER,
     told TEXT, told_at INTEGER, PRIMARY KEY (target, alert)) STRICT, WITHOUT ROWID;
   CREATE INDEX telling_due ON telling (due_at) WHERE due_at IS NOT NULL;
   CREATE TABLE outbox (
     id INTEGER PRIMARY KEY, target TEXT NOT NULL, message TEXT NOT NULL, attempts INTEGER NOT NULL,
     next_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT;
   CREATE INDEX outbox_target ON outbox (target, id)`,
  `ALTER TABLE alert ADD COLUMN return_count INTEGER NOT NULL DEFAULT 0`,
  `CREATE TABLE delivery (
     target TEXT PRIMARY KEY, delivered_at INTEGER, error_at INTEGER, code TEXT, message TEXT) STRICT, WITHOUT ROWID;
   ALTER TABLE outbox ADD COLUMN remaining TEXT`,
  // Facts in place of English words; messages on their way are written anew.
  `ALTER TABLE alert ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';
   UPDATE alert SET facts = json_object('what', 'said', 'title', title, 'cause', cause, 'action', action);
   ALTER TABLE alert DROP COLUMN title;
   ALTER TABLE alert DROP COLUMN cause;
   ALTER TABLE alert DROP COLUMN action;
   UPDATE telling SET told = NULL, told_at = NULL
     WHERE told = 'raised' AND target IN (SELECT target FROM outbox);
   DELETE FROM outbox`,
  // What the next daily summary is of, and when it is due; null while none is wanted.
  `CREATE TABLE summary (since INTEGER NOT NULL, sessions INTEGER NOT NULL, failovers INTEGER NOT NULL, due_at INTEGER) STRICT`,
  `ALTER TABLE alert ADD COLUMN is_muted INTEGER NOT NULL DEFAULT 0`,
];

export const openAlertsDatabase = (file: string, log: Log): DatabaseSync =>
  openDatabase({ file, migrations: ALERT_MIGRATIONS, log });
