// A disk spoils a database: Masthead starts all the same, and what it made is made anew.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { startMasthead } from '../fakes/masthead-process.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const PATIENCE = { timeout: 90_000 };

test('a start that a damaged database ends sets it aside and goes on', PATIENCE, async () => {
  const dataDir = temporaryFolder();
  const list = join(dataDir, 'list.m3u');
  const entries = Array.from({ length: 300 }, (_, n) => `#EXTINF:-1,Station ${n}\nhttp://tv.test/${n}.ts\n`);
  writeFileSync(list, `#EXTM3U\n${entries.join('')}`);
  const first = await startMasthead({ dataDir, args: [list], channels: 300 });
  await first.stop();
  const file = join(dataDir, 'catalogue.sqlite');
  const database = new DatabaseSync(file);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)'); // a page that is still in the log too would not be missed
  database.close();
  const bytes = readFileSync(file);
  for (let at = 4_096; at < bytes.length; at += 97) bytes[at]! ^= 0xff; // all but the page that every opening reads
  writeFileSync(file, bytes);
  const second = await startMasthead({ dataDir, channels: 300 });
  onTestFinished(() => second.kill());
  expect(second.output()).toMatch(/Damaged databases were set aside.*catalogue\.sqlite/);
  expect(existsSync(`${file}.corrupt`)).toBe(true);
});
