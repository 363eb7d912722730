import { atOnce } from '../../src/kernel/slices.ts';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { createSettingsStore } from '../../src/storage/settings-store.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const open = (folder: string) => createSettingsStore({ settings: join(folder, 'settings.json') }, silentLog);

test('a change touches what it names and is there at the next start', async () => {
  const folder = temporaryFolder();
  const store = await open(folder);
  await store.patch({ streaming: { linger_seconds: 9 }, sync: { cron: '0 4 * * *' } });
  const { streaming, sync } = (await open(folder)).current;
  expect(streaming).toEqual({ ...defaultSettings.streaming, linger_seconds: 9 });
  expect(sync).toEqual({ ...defaultSettings.sync, cron: '0 4 * * *' });
});

test('null is a value, not a gap', async () => {
  const store = await open(temporaryFolder());
  await store.patch({ sync: { cron: '0 4 * * *' } });
  expect((await store.patch({ sync: { cron: null } })).sync.cron).toBeNull();
});

test('listeners hear which settings differ, and nothing when none does', async () => {
  const store = await open(temporaryFolder());
  const heard: (readonly string[])[] = [];
  store.onChanged((_settings, paths) => heard.push(paths));
  await store.patch({ access: 'everyone', streaming: { linger_seconds: 9, stall_seconds: 3 } });
  await store.patch({ access: 'everyone' });
  expect(heard).toEqual([['access', 'streaming.linger_seconds']]);
});

test('changes at the same time are all kept', async () => {
  const store = await open(temporaryFolder());
  await Promise.all([store.patch({ access: 'login' }), store.patch({ guide: { days_ahead: 3 } })]);
  expect(store.current).toMatchObject({ access: 'login', guide: { days_ahead: 3 } });
});

test('a value out of range changes nothing', async () => {
  const store = await open(temporaryFolder());
  const change = store.patch({ access: 'everyone', streaming: { linger_seconds: -1 } });
  await expect(change).rejects.toMatchObject({ code: 'settings.invalid' });
  expect(store.current).toEqual(defaultSettings);
});

test('what somebody objects to is not taken, and nothing of it is', async () => {
  const store = await open(temporaryFolder());
  store.addCheck(({ strm }, changed) => {
    if (changed.includes('strm.folder') && strm.folder === '/etc') throw new AppError('settings.invalid', 'Not there.');
  });
  const bad = store.patch({ strm: { folder: '/etc' }, access: 'login' });
  await expect(bad).rejects.toMatchObject({ code: 'settings.invalid', message: 'Not there.' });
  expect(store.current).toEqual(defaultSettings);
  expect((await store.patch({ strm: { folder: '/media/films' } })).strm.folder).toBe('/media/films');
});

test('what comes from a backup is judged as what a person sets, but not what was wrong here before', async () => {
  const store = await open(temporaryFolder());
  store.addCheck(({ strm }, changed) => {
    if (changed.includes('strm.folder') && strm.folder === '/etc') throw new AppError('settings.invalid', 'Not there.');
  });
  const taken = (change: object): unknown => {
    const { portable } = store;
    return atOnce(portable.accepting({ ...portable.envelope, data: { ...defaultSettings, ...change } }));
  };
  const refused = [
    { sync: { ...defaultSettings.sync, cron: 'now and then' } },
    { streaming: { ...defaultSettings.streaming, default_profile: 'nowhere' } },
    { strm: { ...defaultSettings.strm, folder: '/etc' } },
  ];
  for (const change of refused)
    expect(() => taken(change)).toThrow(expect.objectContaining({ code: 'settings.invalid' }));
  expect(taken({ access: 'login' })).toMatchObject({ access: 'login' });
});
