import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { isCorruption, openDatabase, openReader, transact } from '../../src/storage/database.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';

const TABLE = 'CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT';
const SIZE = 'ALTER TABLE thing ADD COLUMN size INTEGER NOT NULL DEFAULT 0';

function desk() {
  const file = join(temporaryFolder(), 'things.sqlite');
  const log = createRecordingLog();
  const open = (migrations: readonly string[] = [TABLE]): DatabaseSync => {
    const database = openDatabase({ file, migrations, log });
    onTestFinished(() => {
      if (database.isOpen) database.close();
    });
    return database;
  };
  return { file, log, open };
}

const insert = (database: DatabaseSync, name: string): void => {
  database.prepare('INSERT INTO thing (name) VALUES (?)').run(name);
};
const names = (database: DatabaseSync): unknown[] =>
  database
    .prepare('SELECT name FROM thing ORDER BY id')
    .all()
    .map((row) => row['name']);
const pragma = (database: DatabaseSync, name: string): unknown => {
  const row = database.prepare(`PRAGMA ${name}`).get() ?? {};
  return Object.values(row)[0];
};

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test('nobody else on the machine reads it, nor what lies beside it, also where it lay open before', () => {
  const { file, open } = desk();
  const database = open();
  insert(database, 'a');
  expect([file, `${file}-wal`, `${file}-shm`].map(mode)).toEqual(['600', '600', '600']);
  database.close();
  chmodSync(file, 0o644);
  expect(names(open())).toEqual(['a']);
  expect(mode(file)).toBe('600');
});

test('a new database has every migration and keeps a write-ahead log', () => {
  const database = desk().open([TABLE, SIZE]);
  expect(pragma(database, 'user_version')).toBe(2);
  expect(pragma(database, 'journal_mode')).toBe('wal');
});

test('an older database gets the migrations that it lacks and keeps its rows', () => {
  const { open } = desk();
  const older = open([TABLE]);
  insert(older, 'chair');
  older.close();
  const newer = open([TABLE, SIZE]);
  expect(newer.prepare('SELECT name, size FROM thing').all()).toEqual([
    expect.objectContaining({ name: 'chair', size: 0 }),
  ]);
});

test('an older database says that it is brought up to date, as that may take a while; a new one says nothing', () => {
  const { log, open } = desk();
  open().close();
  expect(log.records).toEqual([]);
  open([TABLE, SIZE]).close();
  expect(log.records.map(({ message }) => message)).toEqual([expect.stringContaining('brought up to date')]);
  open([TABLE, SIZE]);
  expect(log.records).toHaveLength(1);
});

test('a migration that fails leaves the version before it', () => {
  const { open } = desk();
  open([TABLE]).close();
  expect(() => open([TABLE, `${SIZE}; SELECT no_such_function()`])).toThrow('no_such_function');
  const database = open([TABLE]);
  expect(pragma(database, 'user_version')).toBe(1);
  expect(database.prepare('PRAGMA table_info(thing)').all()).toHaveLength(2);
});

test('a newer database is refused, and is as it was for a newer Masthead', () => {
  const { open, file, log } = desk();
  const newer = open([TABLE, SIZE]);
  insert(newer, 'chair');
  newer.close();
  expect(() => open([TABLE])).toThrow(
    expect.objectContaining({
      code: 'storage.newer',
      message: expect.stringMatching(/newer Masthead \(version 2, this one knows 1\)/),
    }),
  );
  expect(names(open([TABLE, SIZE]))).toEqual(['chair']);
  expect(readdirSync(join(file, '..')).filter((name) => name.includes('newer'))).toEqual([]);
  expect(log.complaints).toEqual([]);
});

test('a newer database of a cache is set aside, said so, and replaced by an empty one', () => {
  const { open, file, log } = desk();
  const newer = open([TABLE, SIZE]);
  insert(newer, 'chair');
  newer.close();
  const database = openDatabase({ file, migrations: [TABLE], log, isCache: true });
  onTestFinished(() => database.close());
  expect(names(database)).toEqual([]);
  expect(existsSync(`${file}.newer`)).toBe(true);
  expect(log.complaints).toEqual([expect.stringContaining('set aside')]);
});

const MANY = `WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row)
  INSERT INTO thing (name) SELECT hex(randomblob(500)) FROM row`;

test('a disk that is full in the middle of a migration is named, and the database is as it was', () => {
  const { open, file } = desk();
  const older = open();
  insert(older, 'chair');
  older.close();
  expect(() => open([TABLE, `PRAGMA max_page_count = 20; ${MANY} LIMIT 1000`])).toThrow(
    expect.objectContaining({ code: 'storage.full', message: expect.stringContaining(`${file} could not be written`) }),
  );
  const database = open();
  expect([names(database), pragma(database, 'user_version')]).toEqual([['chair'], 1]);
});

test('a process that is killed in the middle of a migration has changed nothing, and the next one makes it', async () => {
  const { open, file } = desk();
  const older = open();
  insert(older, 'chair');
  older.close();
  const module = new URL('../../src/storage/database.ts', import.meta.url).href;
  const endless = JSON.stringify({ file, migrations: [TABLE, `${SIZE}; ${MANY}`], log: null });
  const script = `const { openDatabase } = await import(${JSON.stringify(module)});
    openDatabase({ ...${endless}, log: { info: () => undefined } });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  const gone = once(child, 'exit');
  // Its pages no longer fit into its memory: what it has changed is in the log, uncommitted.
  await expect.poll(() => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBeGreaterThan(100_000);
  child.kill('SIGKILL');
  await gone;
  const database = open([TABLE, SIZE]);
  expect([names(database), pragma(database, 'user_version')]).toEqual([['chair'], 2]);
});

test('what is no file is named with the reason', () => {
  const { open, file } = desk();
  mkdirSync(file);
  expect(() => open()).toThrow(expect.objectContaining({ message: expect.stringContaining('may not be opened') }));
});

test.skipIf(process.getuid?.() === 0)('a file that may not be written is named with the reason', () => {
  const { open, file } = desk();
  open().close();
  chmodSync(file, 0o400);
  expect(() => open([TABLE, SIZE])).toThrow(
    expect.objectContaining({ message: expect.stringContaining('may not be written') }),
  );
});

test.each([
  ['of something else', (file: string) => writeFileSync(file, 'no database at all, only words. '.repeat(200))],
  ['with a damaged head', (file: string) => writeFileSync(file, 'SQLite', { flag: 'r+' })],
  ['with a hole', (file: string) => writeFileSync(file, Buffer.alloc(4_096, 0xff), { flag: 'r+' })],
])('a file %s is set aside, said so, and replaced by an empty database', (what, damage) => {
  const { open, file, log } = desk();
  const database = open();
  insert(database, 'chair');
  database.close();
  damage(file);
  if (what === 'with a damaged head') truncateSync(file, 100);
  expect(names(open())).toEqual([]);
  expect(existsSync(`${file}.corrupt`)).toBe(true);
  expect(log.complaints).toEqual([expect.stringContaining('set aside')]);
});

test('an error that is not corruption is thrown and nothing is set aside', () => {
  const { open, file } = desk();
  expect(() => open(['CREATE NONSENSE'])).toThrow(/syntax error/);
  expect(readdirSync(join(file, '..')).filter((name) => name.includes('corrupt'))).toEqual([]);
});

test('corruption is told from other errors', () => {
  expect(isCorruption(Object.assign(new Error('malformed'), { errcode: 11 }))).toBe(true);
  expect(isCorruption(Object.assign(new Error('malformed index'), { errcode: 779 }))).toBe(true);
  expect(isCorruption(Object.assign(new Error('busy'), { errcode: 5 }))).toBe(false);
  expect(isCorruption(new Error('malformed'))).toBe(false);
});

test('a transaction happens as a whole', () => {
  const database = desk().open();
  expect(transact(database, () => (insert(database, 'chair'), 7))).toBe(7);
  expect(() =>
    transact(database, () => {
      insert(database, 'table');
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(names(database)).toEqual(['chair']);
  expect(database.isTransaction).toBe(false);
});

test('a reader sees what is committed, not what is under way, and cannot write', () => {
  const { open, file } = desk();
  const database = open();
  insert(database, 'chair');
  const reader = openReader(file);
  onTestFinished(() => reader.close());
  transact(database, () => {
    insert(database, 'table');
    expect(names(reader)).toEqual(['chair']);
  });
  expect(names(reader)).toEqual(['chair', 'table']);
  expect(() => insert(reader, 'lamp')).toThrow(/readonly/);
});

/** What this process has locked of a file: without any, another program that closes it takes its log away, and what is in that. */
const locksOf = (file: string): number =>
  readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .filter((line) => line.includes(` ${process.pid} `) && line.includes(`:${statSync(file).ino} `)).length;

test('opened once more here, it stays locked against other programs', () => {
  const { file, open } = desk();
  insert(open(), 'a');
  expect(locksOf(file)).toBeGreaterThan(0);
  open(); // as a task does
  expect(locksOf(file)).toBeGreaterThan(0);
});
