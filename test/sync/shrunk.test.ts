import { expect, test } from 'vitest';
import { list, openHome, openServer, statusOf } from '../fakes/synced-home.ts';

const names = (count: number): string[] => Array.from({ length: count }, (_, nth) => `Channel ${nth}`);

async function homeWith(count: number) {
  const server = await openServer();
  server.on('/list.m3u', { body: list(...names(count)), etag: '"1"' });
  const home = await openHome();
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u`, name: 'First' });
  home.sync.start();
  await home.sync.run(id, 'request');
  const shrinkTo = async (left: number): Promise<void> => {
    server.on('/list.m3u', { body: list(...names(left)), etag: `"${left}"` });
    await home.sync.run(id, 'request').catch(() => undefined);
  };
  return { home, id, shrinkTo, live: () => home.catalogue.counts().byKind.live };
}

test('a list that has lost more than half of its entries does not replace what was read before', async () => {
  const { home, shrinkTo, live } = await homeWith(60);
  await shrinkTo(20);
  expect(live()).toBe(60);
  expect(statusOf(home)).toMatchObject({ state: 'stale', error: { code: 'provider.shrunk' } });
  await shrinkTo(31);
  expect([live(), statusOf(home).error]).toEqual([31, null]);
});

test('it is taken when a person has said how many entries are enough', async () => {
  const { home, id, shrinkTo, live } = await homeWith(60);
  await home.providers.patch(id, { smallest_list: 20 });
  await shrinkTo(20);
  expect(live()).toBe(20);
});

test('a person confirms it, and this one list is taken: the next that shrinks waits again', async () => {
  const { home, id, shrinkTo, live } = await homeWith(240);
  expect(() => home.sync.confirmList(id)).toThrow('nothing to confirm');
  await shrinkTo(110);
  await home.sync.confirmList(id);
  expect([live(), statusOf(home).error]).toEqual([110, null]);
  await shrinkTo(50);
  expect([live(), statusOf(home).error?.code]).toEqual([110, 'provider.shrunk']);
  expect(home.providers.get(id)?.smallest_list).toBeNull();
});

test('a small list may lose what it likes', async () => {
  const { shrinkTo, live } = await homeWith(6);
  await shrinkTo(2);
  expect(live()).toBe(2);
});
