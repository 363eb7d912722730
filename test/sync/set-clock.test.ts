// A box without a clock of its own: it starts in 1970, and is told the time while it reads its providers.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { HOUR_MS } from '../../src/kernel/units.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { openSyncHome } from '../fakes/sync-home.ts';

test('a sync during which the clock is set says how long it took', async () => {
  const folder = temporaryFolder();
  const list = join(folder, 'list.m3u');
  writeFileSync(list, '#EXTM3U\n#EXTINF:-1,One\nhttp://tv.test/1.ts\n');
  let isSet = false;
  const clock = { ...systemClock, now: () => (isSet ? Date.now() : 0) };
  const settings = { sync: { ...defaultSettings.sync, at_start: false } };
  const home = await openSyncHome({ folder, clock, settings });
  onTestFinished(() => home.stop());
  const { id } = await home.providers.add({ source: list, name: 'First' });
  home.sync.start();
  const syncing = home.sync.run(id, 'request');
  isSet = true;
  expect((await syncing).duration_ms).toBeLessThan(HOUR_MS);
});
