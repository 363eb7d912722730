import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { Backup } from '../../src/sync/backup.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { pool } from '../fakes/pools.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

function open() {
  const file = join(temporaryFolder(), 'catalogue.sqlite');
  const database = new DatabaseSync(file);
  onTestFinished(() => database.close());
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE stream (id); INSERT INTO stream VALUES (1), (2)');
  const clock = createTurnedClock();
  const held: string[] = [];
  const backup = new Backup({
    hold: () => {
      held.push('held');
      return Promise.resolve(() => void held.push('released'));
    },
    files: [file, join(temporaryFolder(), 'not-there-yet.sqlite')],
    pool,
    clock,
    log: createRecordingLog(),
  });
  return { file, clock, held, backup };
}

test('before a backup the databases are written out whole, and nothing is read in until it is over', async () => {
  const { file, held, backup } = open();
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
  await backup.begin();
  expect(existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0).toBe(0);
  expect(held).toEqual(['held']);
  backup.end();
  backup.end();
  expect(held).toEqual(['held', 'released']);
});

test('a backup that nobody ends is over after half an hour', async () => {
  const { clock, held, backup } = open();
  await backup.begin();
  clock.advance(30 * 60_000);
  expect(held).toEqual(['held', 'released']);
});

test('a second backup takes the place of one that was not ended', async () => {
  const { held, backup } = open();
  await backup.begin();
  await backup.begin();
  backup.end();
  expect(held).toEqual(['held', 'released', 'held', 'released']);
});
