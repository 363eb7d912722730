import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LogBook } from '../../src/kernel/log-book.ts';
import { createLog, silentLog } from '../../src/kernel/log.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { isDamaged, markDamaged, setMarkedAside } from '../../src/storage/set-aside.ts';
import { watchForDamage } from '../../src/sync/damage.ts';
import { WorkerPool } from '../../src/workers/pool.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const TABLE = `CREATE TABLE thing (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
  WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row)
    INSERT INTO thing (text) SELECT hex(randomblob(300)) FROM row LIMIT 500`;

/** As a disk does it: what the start reads is left whole. */
function spoil(file: string): void {
  const bytes = readFileSync(file);
  for (let at = 20_000; at < bytes.length; at += 997) bytes[at]! ^= 0xff;
  writeFileSync(file, bytes);
}

function room() {
  const folder = temporaryFolder();
  const files = ['whole', 'spoilt'].map((name) => join(folder, name));
  for (const file of files) openDatabase({ file, migrations: [TABLE], log: silentLog }).close();
  const spoilt = files[1]!;
  const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: 64 });
  const book = new LogBook('info');
  const log = createLog({ clock: systemClock, level: 'info', write: (record) => book.add(record) });
  const mendable: string[] = [];
  const unfollow = watchForDamage({
    files,
    follow: (listener) => book.follow(listener),
    pool,
    clock: systemClock,
    log,
    onMendable: () => mendable.push('mendable'),
  });
  onTestFinished(async () => {
    unfollow();
    await pool.stop();
  });
  const said = (): string[] => book.lines(10).map(({ message, fields }) => `${message} ${JSON.stringify(fields)}`);
  const fail = (): void => {
    log.error('A request failed', { error: new Error('database disk image is malformed') });
  };
  return { files, spoilt, log, mendable, said, fail };
}

test('a database that a disk has spoilt opens, and is found damaged', () => {
  const { files, spoilt } = room();
  spoil(spoilt);
  expect(() => openDatabase({ file: spoilt, migrations: [TABLE], log: silentLog }).close()).not.toThrow();
  expect(files.map(isDamaged)).toEqual([false, true]);
  expect(isDamaged(`${spoilt}-none`)).toBe(false);
});

test('an error that tells of damage has it looked for, and what is damaged is set aside by the next start', async () => {
  const { files, spoilt, mendable, said, fail } = room();
  spoil(spoilt);
  fail();
  await expect.poll(() => mendable).toEqual(['mendable']);
  expect(said().at(-1)).toBe(
    'Databases are damaged: Masthead starts anew when nobody watches, and makes them anew {"files":["spoilt"]}',
  );
  expect(setMarkedAside(files).map((file) => basename(file))).toEqual(['spoilt']);
  expect(files.map((file) => [existsSync(file), existsSync(`${file}.corrupt`)])).toEqual([
    [true, false],
    [false, true],
  ]);
  expect(setMarkedAside(files)).toEqual([]);
});

test('a mark beside a database that is sound, or beside none, sets nothing aside and costs no copy', () => {
  const { files, spoilt } = room();
  const gone = `${spoilt}-gone`;
  const all = [...files, gone];
  spoil(spoilt);
  for (const file of all) markDamaged(file);
  writeFileSync(`${gone}.corrupt`, 'kept');
  expect(setMarkedAside(all)).toEqual([spoilt]);
  expect(all.map((file) => [existsSync(file), existsSync(`${file}.corrupt`), existsSync(`${file}.damaged`)])).toEqual([
    [true, false, false],
    [false, true, false],
    [false, true, false],
  ]);
  expect(readFileSync(`${gone}.corrupt`, 'utf8')).toBe('kept');
});

test('one that is spoilt again soon is not mended by another start: its disk may be failing', async () => {
  const { spoilt, mendable, said, fail } = room();
  spoil(spoilt);
  writeFileSync(`${spoilt}.corrupt`, '');
  fail();
  await expect.poll(() => said().at(-1)).toMatch(/damaged again within a day/);
  expect(mendable).toEqual([]);
});

test('other errors, and damage that is only told of, change nothing', async () => {
  const { log, files, mendable, said, fail } = room();
  log.error('A request failed', { error: new Error('database is locked') });
  log.info('Somebody searched for: database disk image is malformed');
  fail(); // nothing is damaged
  fail(); // and it is not looked for again at once
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect([mendable, said().filter((line) => line.startsWith('Databases')), setMarkedAside(files)]).toEqual([
    [],
    [],
    [],
  ]);
});
