import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { MEBIBYTE } from '../../src/kernel/units.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { WriteOut } from '../../src/sync/write-out.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { pool } from '../fakes/pools.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const WRITTEN = 3_000;
const MUCH = 20_000;
const SOON_MS = 1_000;

function book() {
  const file = join(temporaryFolder(), 'a.sqlite');
  const migrations = ['CREATE TABLE number (value INTEGER NOT NULL, text TEXT NOT NULL) STRICT'];
  const database = openDatabase({ file, migrations, log: silentLog, isWrittenOut: true });
  onTestFinished(() => database.close());
  const insert = database.prepare('INSERT INTO number VALUES (?, ?)');
  const write = (count: number): void => {
    for (let value = 0; value < count; value += 1) insert.run(value, 'x'.repeat(2_000));
  };
  return { file, database, write, logBytes: (): number => statSync(`${file}-wal`).size };
}

/** Says when it was done once. */
function writingOut() {
  const clock = createTurnedClock();
  const done = Promise.withResolvers<undefined>();
  const writeOut = new WriteOut({
    clock,
    pool: {
      run: async (...task) => {
        const result = await pool.run(...task);
        done.resolve(undefined);
        return result;
      },
    },
  });
  return { writeOut, clock, done: done.promise };
}

test('a log that SQLite is told to leave alone is written out soon after, in the background', async () => {
  const { file, write, logBytes } = book();
  write(WRITTEN);
  const whole = logBytes();
  expect(whole).toBeGreaterThan(WRITTEN * 2_000); // left to itself SQLite begins it anew after a thousand pages
  const { writeOut, clock, done } = writingOut();
  writeOut.soon(file);
  writeOut.soon(file);
  clock.advance(SOON_MS);
  await done;
  write(100);
  expect(logBytes()).toBeLessThan(whole); // begun anew: all that was in it is in its place
});

test('a large one is written out at once, before whoever writes next would have to', async () => {
  const { file, database, write, logBytes } = book();
  database.exec('BEGIN');
  write(MUCH);
  database.exec('COMMIT');
  const whole = logBytes();
  expect(whole).toBeGreaterThan(32 * MEBIBYTE);
  const { writeOut, done } = writingOut();
  writeOut.soon(file);
  await done;
  write(100);
  expect(logBytes()).toBeLessThan(whole);
});

test('while something is written again and again there is no pause, and nothing is written out', async () => {
  const { file, write } = book();
  let count = 0;
  const clock = createTurnedClock();
  const run = async (): Promise<never[]> => {
    count += 1;
    return [];
  };
  const writeOut = new WriteOut({ clock, pool: { run: run as never } });
  for (let edit = 0; edit < 5; edit += 1) {
    write(10);
    writeOut.soon(file);
    clock.advance(SOON_MS * 0.6);
  }
  expect(count).toBe(0);
  clock.advance(SOON_MS * 0.4);
  expect(count).toBe(1);
});
