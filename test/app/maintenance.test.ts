import { expect, test } from 'vitest';
import { followMaintenance } from '../../src/app/maintenance.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { ChannelId } from '../../src/model/ids.ts';
import { createSettingsStore } from '../../src/storage/settings-store.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

async function follow() {
  const clock = createTurnedClock();
  const settings = await createSettingsStore({ settings: `${temporaryFolder()}/settings.json` }, silentLog);
  const happened: unknown[] = [];
  const stop = followMaintenance({
    clock,
    settings,
    hub: {
      sessions: () => [{ channel_id: 7 as ChannelId }],
      endSession: (id) => happened.push(`ended ${id}`) > 0,
    },
    sync: { resume: () => happened.push('resumed') },
    announce: (name, fact) => happened.push(name, fact),
  });
  return { clock, settings, happened, stop };
}

test('who is on air is told, and ended when the time is up', async () => {
  const { clock, settings, happened } = await follow();
  await settings.patch({ maintenance: { enabled: true, end_after_seconds: 60 } });
  expect(happened).toEqual(['maintenance.started', { endsAt: clock.now() + 60_000 }]);
  clock.advance(59_999);
  expect(happened).toHaveLength(2);
  clock.advance(1);
  expect(happened.slice(2)).toEqual(['ended 7']);
});

test('maintenance that is over in time ends nobody, and syncs go on', async () => {
  const { clock, settings, happened } = await follow();
  await settings.patch({ maintenance: { enabled: true } });
  await settings.patch({ maintenance: { enabled: false } });
  clock.advance(86_400_000);
  expect(happened.slice(2)).toEqual(['resumed', 'maintenance.ended', {}]);
});

test('other settings mean nothing to it, and a stopped one follows no more', async () => {
  const { settings, happened, stop } = await follow();
  await settings.patch({ access: 'login' });
  stop();
  await settings.patch({ maintenance: { enabled: true } });
  expect(happened).toEqual([]);
});
