import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openGuide } from '../../src/guide/guide.ts';
import { removeGuides } from '../../src/guide/remove.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { pool } from '../fakes/pools.ts';
import { plainProgramme } from '../fakes/programmes.ts';
import { fill, source } from './filling.ts';

test("a provider's guides go, those of others and those to be kept stay", async () => {
  const file = join(temporaryFolder(), 'guide.sqlite');
  const guide = openGuide({ file, log: silentLog });
  onTestFinished(() => guide.close());
  const { providerId } = source('main');
  for (const key of ['main', 'main 2', 'main 3']) {
    fill(file, [['a', plainProgramme]], { source: { key, providerId, priority: 0 } });
  }
  fill(file, [['a', plainProgramme]], { source: source('other') });
  expect(await removeGuides(pool, { file, providerId, keep: [{ key: 'main 2', priority: 7 }] })).toBe(2);
  expect(guide.sources().map(({ key }) => key)).toEqual(['other', 'main 2']);
  expect(guide.programmeCount).toBe(2);
});
