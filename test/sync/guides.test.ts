import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ProviderId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { faults } from '../fakes/provider-server.ts';
import { openSyncHome } from '../fakes/sync-home.ts';
import { guideOf, list, openHome, openServer, statusOf, syncedHome } from '../fakes/synced-home.ts';

test('a guide that the playlist names fills the channels that it fits, and no more', async () => {
  const server = await openServer();
  server.on('/list.m3u', { body: list('One').replace('#EXTM3U', `#EXTM3U x-tvg-url="${server.url}/guide.xml"`) });
  server.on('/guide.xml', { body: guideOf('one', 'two'), etag: '"g"' });
  const home = await openHome();
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u` });
  home.sync.start();
  await home.sync.run(id, 'request');
  const [channel] = home.lineup.snapshot.channels;
  expect(home.guide.nowAndNext(channel!, Date.now())[0]?.programme.title).toBe('On one');
  expect(home.guide.programmeCount).toBe(1);
  expect(home.lineup.channel(channel!.id)?.guide).toMatchObject({ xmltv_id: 'one', name: 'one' });
  expect(statusOf(home).guides).toMatchObject([{ programme_count: 1, error: null }]);
});

test('a guide that has not changed is read again when other channels are wanted of it', async () => {
  const server = await openServer();
  const header = `#EXTM3U x-tvg-url="${server.url}/guide.xml"`;
  server.on('/list.m3u', { body: list('One').replace('#EXTM3U', header) });
  server.on('/guide.xml', { body: guideOf('one', 'two'), etag: '"g"' });
  const home = await openHome();
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u` });
  home.sync.start();
  await home.sync.run(id, 'request');
  await home.sync.run(id, 'request');
  expect(server.requests.at(-1)!.headers['if-none-match']).toBe('"g"');
  server.on('/list.m3u', { body: list('One', 'Two').replace('#EXTM3U', header) });
  await home.sync.run(id, 'request');
  expect(server.requests.at(-1)!.headers['if-none-match']).toBeUndefined();
  expect(home.guide.programmeCount).toBe(2);
});

test('guides that are named in another order are asked in that order, though none has changed', async () => {
  const server = await openServer();
  server.on('/list.m3u', { body: list('One'), etag: '"l"' });
  for (const name of ['a', 'b'])
    server.on(`/${name}.xml`, { body: guideOf('one').replace('On one', `On ${name}`), etag: `"${name}"` });
  const home = await openHome();
  const places = ['a', 'b'].map((name) => `${server.url}/${name}.xml`);
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u`, guide_sources: places });
  home.sync.start();
  await home.sync.run(id, 'request');
  const first = () => home.lineup.channel(home.lineup.snapshot.channels[0]!.id)?.guide?.source;
  expect(first()).toBe(places[0]);
  await home.providers.patch(id, { guide_sources: places.toReversed() });
  await home.sync.run(id, 'request');
  expect(first()).toBe(places[1]);
});

test('a guide that fails leaves the provider fresh, its error with the guide, its programmes in place', async () => {
  const server = await openServer();
  server.on('/list.m3u', { body: list('One') });
  server.on('/guide.xml', { body: guideOf('one') });
  const home = await openHome();
  const { id } = await home.providers.add({
    source: `${server.url}/list.m3u`,
    guide_sources: [`${server.url}/guide.xml?password=hunter2`],
  });
  home.sync.start();
  await home.sync.run(id, 'request');
  server.on('/guide.xml', faults.status(500));
  await home.sync.run(id, 'request');
  expect(statusOf(home).state).toBe('fresh');
  expect(statusOf(home).guides).toMatchObject([{ programme_count: 1, error: { code: 'provider.unavailable' } }]);
  expect(home.guide.programmeCount).toBe(1);
  expect(JSON.stringify([home.sync.status(), home.log.records])).not.toContain('hunter2');
});

test('what is wrong with a guide is said once, and again when it is something else', async () => {
  const server = await openServer();
  server.on('/guide.xml', faults.status(404));
  const { home, id } = await syncedHome(server);
  await home.providers.patch(id, { guide_sources: [`${server.url}/guide.xml`] });
  await home.sync.run(id, 'request');
  await home.sync.run(id, 'schedule');
  await home.sync.runGuides();
  const said = (): string[] =>
    home.log.records.filter(({ message }) => /guide/i.test(message)).map(({ message }) => message);
  expect(said()).toEqual(['A guide could not be read']);
  server.on('/guide.xml', faults.status(503));
  await home.sync.run(id, 'schedule');
  expect(said()).toHaveLength(2);
  server.on('/guide.xml', { body: guideOf('One') });
  await home.sync.run(id, 'schedule');
  server.on('/guide.xml', faults.status(503));
  await home.sync.run(id, 'schedule');
  expect(said().slice(2)).toEqual([
    'A guide can be read again',
    'A guide could not be read; its last good data is kept',
  ]);
});

test('a guide whose database was lost is read again though it has not changed', async () => {
  const server = await openServer();
  const folder = temporaryFolder();
  server.on('/list.m3u', { body: list('One'), etag: '"l"' });
  server.on('/guide.xml', { body: guideOf('one'), etag: '"g"' });
  const first = await openSyncHome({ folder });
  const { id } = await first.providers.add({
    source: `${server.url}/list.m3u`,
    guide_sources: [`${server.url}/guide.xml`],
  });
  first.sync.start();
  await first.sync.run(id, 'request');
  await first.stop();
  for (const suffix of ['', '-wal', '-shm']) rmSync(first.paths.guide + suffix, { force: true });
  const home = await openHome({ folder });
  home.sync.start();
  await home.sync.run(id, 'request');
  expect(home.guide.programmeCount).toBe(1);
});

test('new streams of one provider have the guide of another read again', async () => {
  const server = await openServer();
  server.on('/guide.xml', { body: guideOf('one', 'two'), etag: '"g"' });
  server.on('/one.m3u', { body: list('One') });
  server.on('/two.m3u', { body: list('Two') });
  const home = await openHome();
  const guide = [`${server.url}/guide.xml`];
  const { id } = await home.providers.add({ source: `${server.url}/one.m3u`, name: 'one', guide_sources: guide });
  home.sync.start();
  await home.sync.run(id, 'request');
  expect(home.guide.programmeCount).toBe(1);
  const other = await home.providers.add({ source: `${server.url}/two.m3u`, name: 'two' });
  await home.sync.run(other.id, 'request');
  await expect.poll(() => home.lineup.snapshot.channels.filter((channel) => channel.guideChannelId).length).toBe(2);
});

test('a guide that breaks off without a word does not replace a whole one', async () => {
  const server = await openServer();
  server.on('/guide.xml', { body: guideOf('One', 'Two') });
  const { home } = await syncedHome(server);
  await home.providers.patch('first' as ProviderId, { guide_sources: [`${server.url}/guide.xml`] });
  await expect.poll(() => [home.guide.programmeCount, statusOf(home).state]).toEqual([2, 'fresh']);
  server.on('/guide.xml', { body: guideOf('One', 'Two').slice(0, -200) });
  await home.sync.runGuides();
  expect(home.guide.programmeCount).toBe(2);
  expect(statusOf(home).guides[0]?.error).toMatchObject({ code: 'net.truncated' });
  server.on('/guide.xml', { body: guideOf('One', 'Two').replace('</tv>', '') });
  await home.sync.runGuides();
  expect(statusOf(home).guides[0]?.error).toBeNull();
});

test('the last programme of a whole guide is not given up for one that breaks off just before it', async () => {
  const server = await openServer();
  const many = Array.from({ length: 30 }, (_, at) => `One${at}`);
  server.on('/list.m3u', { body: list(...many) });
  server.on('/guide.xml', { body: guideOf(...many) });
  const home = await openHome();
  const guides = [`${server.url}/guide.xml`];
  const { id } = await home.providers.add({ source: `${server.url}/list.m3u`, guide_sources: guides });
  home.sync.start();
  await home.sync.run(id, 'request');
  expect(home.guide.programmeCount).toBe(30);
  server.on('/guide.xml', { body: guideOf(...many).slice(0, -60) });
  await home.sync.runGuides();
  expect(home.guide.programmeCount).toBe(30);
  expect(statusOf(home).guides[0]?.error).toMatchObject({ code: 'net.truncated' });
});
