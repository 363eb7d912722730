import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, test } from 'vitest';
import type { ProviderId } from '../../src/model/ids.ts';
import { makeFolders, pathsIn } from '../../src/storage/paths.ts';
import { temporaryFolder } from '../fakes/folder.ts';

test('everything lies inside the data folder, each in a place of its own', () => {
  const paths = pathsIn(join(sep, 'data'));
  const { download, ...fixed } = paths;
  const places = [...Object.values(fixed), download('home' as ProviderId)];
  expect(new Set(places).size).toBe(places.length);
  for (const place of places) expect(`${place}${sep}`.startsWith(join(sep, 'data', sep))).toBe(true);
});

test('what may be emptied lies in the cache, what a person decided does not', () => {
  const paths = pathsIn('data');
  for (const place of [paths.logos, paths.download('home' as ProviderId)])
    expect(place.startsWith(paths.cache)).toBe(true);
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
