import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Demo } from '../../src/app/demo.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import { openProvidersStore, type ProvidersStore } from '../../src/sync/providers-store.ts';
import { temporaryFolder } from '../fakes/folder.ts';

interface Room {
  readonly demo: Demo;
  readonly providers: ProvidersStore;
}

async function openRoom(folder = temporaryFolder()): Promise<Room> {
  const kinds = [{ kind: 'm3u', recognises: () => true }];
  const providers = await openProvidersStore({ file: join(folder, 'providers.json'), kinds, log: silentLog });
  const demo = new Demo({ clock: systemClock, log: silentLog }, providers);
  onTestFinished(() => demo.stop());
  return { demo, providers };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

test('the demo is taken while Masthead runs, and is there once however often it is taken', async () => {
  const { demo, providers } = await openRoom();
  await demo.start();
  expect([demo.pageUrl, providers.list()]).toEqual([undefined, []]);
  const [id, again] = await Promise.all([demo.take(), demo.take()]);
  expect(again).toBe(id);
  expect(providers.list().map(({ name }) => name)).toEqual(['Demo']);
  expect(await answers(providers.get(id)!.source)).toBe(true);
});

test('it ends when its provider is disabled or removed, and goes on when that is enabled', async () => {
  const { demo, providers } = await openRoom();
  await demo.start();
  const id = await demo.take();
  const first = providers.get(id)!.source;
  await providers.patch(id, { enabled: false });
  await expect.poll(() => answers(first)).toBe(false);
  await providers.patch(id, { enabled: true, name: 'To try' });
  await expect.poll(() => answers(providers.get(id)!.source)).toBe(true);
  const { source } = providers.get(id)!;
  await providers.remove(id);
  await expect.poll(() => answers(source)).toBe(false);
  expect(demo.pageUrl).toBeUndefined();
});

test('it is there again after a restart, at its new address', async () => {
  const folder = temporaryFolder();
  const before = await openRoom(folder);
  await before.demo.start();
  const id = await before.demo.take();
  await before.demo.stop();
  const after = await openRoom(folder);
  await after.demo.start();
  expect(await answers(after.providers.get(id)!.source)).toBe(true);
});

test('a provider that a person has called Demo is left alone', async () => {
  const { demo, providers } = await openRoom();
  await providers.add({ name: 'Demo', source: 'http://iptv.example/list.m3u' });
  await demo.start();
  expect(demo.pageUrl).toBeUndefined();
  expect(await demo.take()).toBe('demo-2');
  expect(providers.get('demo' as ProviderId)?.source).toBe('http://iptv.example/list.m3u');
});
