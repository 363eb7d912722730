import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { writeTitles } from '../../src/library/build.ts';
import { TitleMerge } from '../../src/library/merge.ts';
import { allTitles, LibraryReader } from '../../src/library/reads.ts';
import { openLibraryDatabase } from '../../src/library/schema.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { queryPlans } from '../fakes/query-plans.ts';

test('titles are listed by name, whole or without what was said of them, of all categories or some', () => {
  const database = openLibraryDatabase(join(temporaryFolder(), 'library.sqlite'), silentLog, 'write');
  onTestFinished(() => database.close());
  const merge = new TitleMerge({ languages: [] });
  for (const [at, [name, group]] of [
    ['Sea (2001)', 'Water'],
    ['Land (2002)', 'Earth'],
  ].entries()) {
    const title = { plot: `The ${name}`, rating: 7.5 };
    const common = { providerId: 'p' as ProviderId, logoUrl: 'http://poster.invalid/1.jpg', extension: 'mkv', title };
    merge.add({ ...common, id: (at + 1) as StreamId, kind: 'movie', name: name!, group: group! });
  }
  writeTitles(database, merge.finish(), { builtFrom: 'x' });
  const whole = [...allTitles(database, 'movie', { groups: null, isBrief: false })];
  expect(whole.map(({ name, detail }) => [name, detail.plot])).toEqual([
    ['Land', 'The Land (2002)'],
    ['Sea', 'The Sea (2001)'],
  ]);
  const brief = [...allTitles(database, 'movie', { groups: null, isBrief: true })];
  expect(brief).toEqual(whole.map((title) => ({ ...title, detail: {} })));
  expect([...allTitles(database, 'movie', { groups: ['Water'], isBrief: true })]).toEqual([brief[1]]);
});

test('the thread that streams finds what it reads of the library by indexes: it goes through no table, and sorts none', () => {
  const database = openLibraryDatabase(join(temporaryFolder(), 'library.sqlite'), silentLog, 'write');
  onTestFinished(() => database.close());
  const steps = queryPlans(database, (recorder) => new LibraryReader(recorder));
  expect(steps.length).toBeGreaterThan(10);
  expect(steps.filter((step) => /: (?:SCAN (?:title|episode|alias|listing|learnt|found)|USE TEMP)/.test(step))).toEqual(
    [],
  );
});
