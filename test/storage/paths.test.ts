import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, test } from 'vitest';
import { emptyDownloads, makeFolders, pathsIn } from '../../src/storage/paths.ts';
import { temporaryFolder } from '../fakes/folder.ts';

test('everything lies inside the data folder, each in a place of its own', () => {
  const paths = pathsIn(join(sep, 'data'));
  const places = Object.values(paths);
  expect(new Set(places).size).toBe(places.length);
  for (const place of places) expect(`${place}${sep}`.startsWith(join(sep, 'data', sep))).toBe(true);
});

test('what may be emptied lies in the cache, what a person decided does not', () => {
  const paths = pathsIn('data');
  for (const place of [paths.logos, paths.downloads]) expect(place.startsWith(paths.cache)).toBe(true);
  for (const place of [paths.settings, paths.providers, paths.decisions, paths.identity, paths.numbers]) {
    expect(place.startsWith(paths.cache)).toBe(false);
  }
});

test('folders are made once and found again', async () => {
  const paths = pathsIn(join(temporaryFolder(), 'deep', 'data'));
  await makeFolders(paths);
  await makeFolders(paths);
  expect(existsSync(paths.logos)).toBe(true);
});

test('a data folder that cannot be one is named, with the reason', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  for (const root of [file, join(file, 'data')]) {
    await expect(makeFolders(pathsIn(root))).rejects.toMatchObject({
      code: 'settings.invalid',
      message: `The data folder ${root} cannot be used: a file is in its place`,
    });
  }
});

test('what a crash left of a download is gone at the next start', async () => {
  const paths = pathsIn(join(temporaryFolder(), 'data'));
  await makeFolders(paths);
  writeFileSync(join(paths.downloads, 'half'), 'half');
  await emptyDownloads(paths);
  expect(readdirSync(paths.downloads)).toEqual([]);
});

test('where no folder can be made, that is said at once', async () => {
  await expect(makeFolders(pathsIn('/proc/masthead'))).rejects.toMatchObject({
    code: 'settings.invalid',
    message: 'The data folder /proc/masthead cannot be used: no folder can be made there',
  });
});
