// What matching remembers, in a real file.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { assort } from '../../src/matching/assort.ts';
import { NameTable } from '../../src/matching/name-table.ts';
import { openMatchMemory } from '../../src/sync/match-memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'masthead-memory-'));
afterAll(() => rmSync(folder, { recursive: true }));

function remembered(file: string, nameCount: number) {
  const memory = openMatchMemory(file, silentLog);
  const table = new NameTable();
  for (let at = 0; at < nameCount; at += 1)
    table.add(`Nova Sport ${at.toString(36)} Berg`, 'de', { provider: at % 2 ? 'a' : 'b' });
  const assortment = assort(table, { memory });
  const [outcome, grounds] = [memory.read('de'), memory.readGrounds('de')];
  memory.close();
  return { assortment, outcome, grounds };
}

const count = (file: string, table: string): unknown => {
  const database = new DatabaseSync(file);
  const row = database.prepare(`SELECT count(*) AS count FROM ${table}`).get();
  database.close();
  return row?.['count'];
};

/** So many that what is remembered of them has several pieces. */
const MANY = 900;

test('what has several pieces comes back whole, and of a larger one before nothing is left', () => {
  const file = join(folder, 'pieces.sqlite');
  const many = remembered(file, MANY);
  expect(count(file, 'grounds')).toBeGreaterThan(2);
  expect(many.outcome!.channelOf).toHaveLength(MANY);
  expect(many.grounds!.read.texts).toHaveLength(MANY);
  const few = remembered(file, 20);
  expect(few.grounds!.read.texts).toHaveLength(20);
  expect(count(file, 'grounds')).toBe(1);
  expect(few.assortment).toEqual(remembered(join(folder, 'few.sqlite'), 20).assortment);
});

test('where a piece is lost, elsewhere or cut off all of it is made anew', () => {
  const whole = join(folder, 'whole.sqlite');
  remembered(whole, MANY);
  for (const [at, spoil] of [
    'DELETE FROM grounds WHERE place = 1',
    'UPDATE grounds SET place = 99 WHERE place = 0',
    'UPDATE grounds SET piece = substr(piece, 1, 100) WHERE place = 1',
    "UPDATE grounds SET piece = x'' WHERE place = 0",
  ].entries()) {
    const file = join(folder, `spoilt-${at}.sqlite`);
    copyFileSync(whole, file);
    const database = new DatabaseSync(file);
    expect(database.prepare(spoil).run().changes).toBe(1);
    database.close();
    const memory = openMatchMemory(file, silentLog);
    expect(memory.readGrounds('de')).toBeUndefined();
    memory.close();
  }
  const more = remembered(join(folder, 'spoilt-0.sqlite'), MANY + 1);
  expect(more.grounds!.read.texts).toHaveLength(MANY + 1);
  expect(more.assortment).toEqual(remembered(join(folder, 'more.sqlite'), MANY + 1).assortment);
});

test('a file of the last version is taken over', () => {
  const file = join(folder, 'old.sqlite');
  const database = new DatabaseSync(file);
  database.exec(`
    CREATE TABLE guide (market TEXT PRIMARY KEY, digest TEXT NOT NULL, answers TEXT NOT NULL) STRICT;
    CREATE TABLE outcome (market TEXT PRIMARY KEY, columns BLOB NOT NULL) STRICT;
    CREATE TABLE grounds (market TEXT PRIMARY KEY, columns BLOB NOT NULL) STRICT;
    INSERT INTO outcome VALUES ('de', x'00');
    PRAGMA user_version = 3`);
  database.close();
  expect(remembered(file, 20).outcome!.channelOf).toHaveLength(20);
});
