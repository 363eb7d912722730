// A lineup's database with channels as a test wants them, without what makes them.

import { join } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { openLineupDatabase } from '../../src/lineup/schema.ts';
import { wholeNumber } from '../../src/model/channel.ts';
import { temporaryFolder } from '../fakes/folder.ts';

type Row = Readonly<Record<string, SQLInputValue>> & { readonly id: number };

/** Channels that are published, numbered by their ids, and without anything that is not said of them. */
export function databaseOf(channels: readonly Row[]): DatabaseSync {
  const database = openLineupDatabase(join(temporaryFolder(), 'lineup.sqlite'), silentLog, 'write');
  onTestFinished(() => database.close());
  const columns = database.prepare('PRAGMA table_info(channel)').all();
  const empty = Object.fromEntries(
    columns.map(({ name, type, notnull }) => [name as string, notnull === 1 ? emptyOf(type) : null]),
  );
  for (const channel of channels) {
    const { id } = channel;
    const name = { name: `Channel ${id}`, folded_name: `channel ${id}` };
    const row = { ...empty, number: wholeNumber(id), ...name, enabled: 1, present: 1, ...channel };
    const names = Object.keys(row);
    const insert = `INSERT INTO channel (${names.join()}) VALUES (${names.map(() => '?').join()})`;
    database.prepare(insert).run(...Object.values(row));
  }
  return database;
}

const emptyOf = (type: unknown): SQLInputValue => (type === 'TEXT' ? '' : type === 'BLOB' ? new Uint8Array(0) : 0);
