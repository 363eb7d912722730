import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { openDatabase, versionOf } from '../../src/storage/database.ts';
import { upgradeDatabases, type Upgradable } from '../../src/sync/upgrade.ts';
import { WorkerPool } from '../../src/workers/pool.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const STEPS = ['CREATE TABLE a (x) STRICT', 'CREATE TABLE b (x) STRICT', 'CREATE TABLE c (x) STRICT'].map((step) =>
  step.replace('(x)', '(x INTEGER)'),
);

function room() {
  const folder = temporaryFolder();
  const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: 64 });
  onTestFinished(() => pool.stop());
  const begun: string[] = [];
  const file = (name: string, version: number): Upgradable => {
    const database = { file: join(folder, name), migrations: STEPS };
    if (version > 0) openDatabase({ ...database, migrations: STEPS.slice(0, version), log: silentLog }).close();
    return database;
  };
  const upgrade = (databases: readonly Upgradable[]): Promise<void> =>
    upgradeDatabases(databases, { pool, log: silentLog, clock: systemClock, onBegun: () => begun.push('begun') });
  return { folder, begun, file, upgrade };
}

test('older databases are brought up to date, and it is said before', async () => {
  const { begun, file, upgrade } = room();
  const databases = [file('one', 1), file('two', 3), file('three', 2), file('none', 0)];
  await upgrade(databases);
  expect(databases.map((one) => versionOf(one.file))).toEqual([3, 3, 3, undefined]);
  expect(begun).toEqual(['begun']);
});

test('nothing is said where everything is up to date, new, or no database', async () => {
  const { folder, begun, file, upgrade } = room();
  writeFileSync(join(folder, 'words'), 'no database at all, only words. '.repeat(200));
  await upgrade([file('one', 3), file('none', 0), file('words', 0)]);
  expect(begun).toEqual([]);
});

test('where one is of a newer Masthead, none is changed', async () => {
  const { begun, file, upgrade } = room();
  const older = file('one', 1);
  const newer = { ...file('two', 3), migrations: STEPS.slice(0, 2) };
  await expect(upgrade([older, newer])).rejects.toMatchObject({
    code: 'storage.newer',
    message: expect.stringContaining('two was written by a newer Masthead (version 3, this one knows 2)'),
  });
  expect([versionOf(older.file), versionOf(newer.file), begun]).toEqual([1, 3, []]);
});

test('one that fails keeps its version, and says why', async () => {
  const { file, upgrade } = room();
  const older = { ...file('one', 1), migrations: [STEPS[0]!, 'PRAGMA max_page_count = 2; CREATE TABLE b (x INTEGER)'] };
  await expect(upgrade([older])).rejects.toMatchObject({ code: 'storage.full' });
  expect(versionOf(older.file)).toBe(1);
});
