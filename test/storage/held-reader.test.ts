import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { readDatabase } from '../../src/storage/held-reader.ts';
import { temporaryFolder } from '../fakes/folder.ts';

function written(file: string, value: number): DatabaseSync {
  const migrations = ['CREATE TABLE number (value INTEGER NOT NULL) STRICT'];
  const database = openDatabase({ file, migrations, log: silentLog });
  onTestFinished(() => void (database.isOpen && database.close()));
  database.prepare('INSERT INTO number VALUES (?)').run(value);
  return database;
}

const valueIn = (file: string): unknown =>
  readDatabase(file, (database) => database.prepare('SELECT sum(value) AS value FROM number').get()?.['value']);
const connection = (file: string): DatabaseSync => readDatabase(file, (database) => database);

test('a connection is kept from question to question, and sees what is written in between', () => {
  const file = join(temporaryFolder(), 'a.sqlite');
  const writer = written(file, 1);
  expect(valueIn(file)).toBe(1);
  const first = connection(file);
  writer.prepare('INSERT INTO number VALUES (?)').run(2);
  expect(valueIn(file)).toBe(3);
  expect(connection(file)).toBe(first);
  const { busy } = writer.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
  expect(busy).toBe(0); // it holds up nobody
});

test('where another database has taken the place of the one that was read, that is read', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a.sqlite');
  written(file, 1).close();
  expect(valueIn(file)).toBe(1);
  renameSync(file, `${file}.corrupt`);
  written(file, 7);
  expect(valueIn(file)).toBe(7);
});

test('a question that fails ends the connection, not the next question', () => {
  const file = join(temporaryFolder(), 'a.sqlite');
  written(file, 1);
  const first = connection(file);
  expect(() => readDatabase(file, (database) => database.prepare('SELECT * FROM elsewhere'))).toThrow('no such table');
  expect(first.isOpen).toBe(false);
  expect(valueIn(file)).toBe(1);
});
