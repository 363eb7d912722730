import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { PROVIDER_ID, type ProviderId } from '../../src/model/ids.ts';
import { uniqueId } from '../../src/sync/provider-id.ts';
import { openProvidersStore } from '../../src/sync/providers-store.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const kinds = [
  { kind: 'xmltv', recognises: (source: string) => source.endsWith('.xml') },
  { kind: 'm3u', recognises: (source: string) => /^(?:https?:|\/)/.test(source) },
];

const open = (folder = temporaryFolder()) =>
  openProvidersStore({ file: `${folder}/providers.json`, kinds, log: silentLog });

test('kind, name and id of a provider are found from its source', async () => {
  const store = await open();
  expect(await store.add({ source: 'http://tv.example.com:8080/list.m3u' })).toMatchObject({
    id: 'tv-example-com',
    kind: 'm3u',
    name: 'tv.example.com',
    enabled: true,
  });
  expect(await store.add({ source: '/media/guide.xml' })).toMatchObject({ id: 'guide-xml', kind: 'xmltv' });
});

test('providers of one name have ids of their own', async () => {
  const store = await open();
  await store.add({ source: '/a', name: 'Télé & Co' });
  await store.add({ source: '/b', name: 'Télé & Co' });
  expect(store.list().map(({ id }) => id)).toEqual(['tele-co', 'tele-co-2']);
});

test('two lists of one host are told apart by their names, unless a person names them', async () => {
  const store = await open();
  for (const source of ['http://tv.example.com/a.m3u', 'http://tv.example.com/b.m3u', 'http://tv.example.com/c.m3u'])
    await store.add({ source });
  await store.add({ source: 'http://tv.example.com/d.m3u', name: 'tv.example.com' });
  expect(store.list().map(({ name }) => name)).toEqual([
    'tv.example.com',
    'tv.example.com 2',
    'tv.example.com 3',
    'tv.example.com',
  ]);
});

test.each(['', '日本', '---', 'x'.repeat(200), 'Ünïcode 4K!'])('"%s" gives a valid id', (name) => {
  expect(uniqueId(name, [])).toMatch(PROVIDER_ID);
  expect(uniqueId(name, [uniqueId(name, [])])).toMatch(PROVIDER_ID);
});

test('providers are kept, in their order, with what was patched', async () => {
  const folder = temporaryFolder();
  const store = await open(folder);
  const { id } = await store.add({ source: '/a', name: 'A' });
  await store.add({ source: '/b', name: 'B' });
  await store.patch(id, { enabled: false, max_connections: 2 });
  const again = await open(folder);
  expect(again.list()).toEqual(store.list());
  expect(again.get(id)).toMatchObject({ enabled: false, max_connections: 2 });
  expect(again.findBySource('/b')?.name).toBe('B');
});

test('a source that no kind reads, an unknown provider and a bad value are refused', async () => {
  const store = await open();
  const { id } = await store.add({ source: '/a' });
  await expect(store.add({ source: 'ftp://x' })).rejects.toMatchObject({ code: 'provider.invalid' });
  await expect(store.add({ source: '/a', kind: 'none' })).rejects.toMatchObject({ code: 'provider.invalid' });
  await expect(store.patch('none' as ProviderId, {})).rejects.toMatchObject({ code: 'provider.unknown' });
  await expect(store.patch(id, { max_connections: -1 })).rejects.toMatchObject({ code: 'settings.invalid' });
  expect(store.list()).toHaveLength(1);
});

test('listeners hear of a change when it is on the disk', async () => {
  const folder = temporaryFolder();
  const store = await open(folder);
  const heard: number[] = [];
  store.onChanged(() => heard.push(readFileSync(`${folder}/providers.json`, 'utf8').split('"id"').length - 1));
  const { id } = await store.add({ source: '/a' });
  await store.remove(id);
  expect(heard).toEqual([1, 0]);
});
