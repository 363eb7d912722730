import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CARRIED, sectionsOf, type Decided } from '../../src/app/transfer.ts';
import { pathsIn } from '../../src/storage/paths.ts';
import { startMasthead } from '../fakes/masthead-process.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const carried = Object.entries(CARRIED).flatMap(([path, where]) => ('section' in where ? [[path, where.section]] : []));

test('the file of decisions has a section for each document that is carried, and no other', () => {
  const sections = sectionsOf({} as Decided).map(({ name }) => name);
  expect(new Set(carried.map(([, section]) => section))).toEqual(new Set(sections));
  expect(carried).toHaveLength(sections.length);
});

test('what lies in the data folder has a place of its own, and is carried or left out', async () => {
  const folder = temporaryFolder();
  const masthead = await startMasthead({ dataDir: folder });
  await masthead.stop();
  const known = new Set(Object.values(pathsIn(folder)).map((path) => path.slice(folder.length + 1).split('/')[0]));
  const lying = readdirSync(folder).map((name) => name.replace(/(?:\.last-good|\.pid|-wal|-shm)$/, ''));
  expect(lying.length).toBeGreaterThan(5);
  expect(lying.filter((name) => !known.has(name))).toEqual([]);
});
