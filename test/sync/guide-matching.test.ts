import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { parseChannelId } from '../../src/model/ids.ts';
import { GuideMatching } from '../../src/sync/guide-matching.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { startProviderServer } from '../fakes/provider-server.ts';
import { pool } from '../fakes/pools.ts';
import { openSyncHome, type SyncHome } from '../fakes/sync-home.ts';

const stamp = (hours: number): string =>
  new Date(Date.now() + hours * 3_600_000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14) + ' +0000';
const told = (id: string, name: string): string =>
  `<channel id="${id}"><display-name>${name}</display-name></channel>` +
  `<programme start="${stamp(-1)}" stop="${stamp(1)}" channel="${id}"><title>On ${name}</title></programme>`;
const GUIDE = `<?xml version="1.0"?><tv>${told('b2', 'Bergland Sport 2')}${told('b3', 'Bergland Sport 3')}${told('o', 'Ostsee')}</tv>`;

interface Home extends SyncHome {
  readonly guides: GuideMatching;
  list(...names: string[]): Promise<void>;
  shown(): unknown[];
}

async function openHome(folder: string, server: Awaited<ReturnType<typeof startProviderServer>>): Promise<Home> {
  const settings = { sync: { ...defaultSettings.sync, at_start: false } };
  const home = await openSyncHome({ folder, settings });
  home.sync.start();
  const guides = new GuideMatching({
    guideFile: home.paths.guide,
    memory: home.paths.matches,
    clock: systemClock,
    pool,
    catalogue: home.catalogue,
    lineup: home.lineup,
    knowledge: () => null,
    rebuild: () => home.sync.rebuildLineup(),
    refreshGuides: () => home.sync.refreshWantedGuides(),
  });
  const list = async (...names: string[]): Promise<void> => {
    const entries = names.map((name, at) => `#EXTINF:-1,${name}\nhttp://tv.test/live/u/p/${at}.ts\n`).join('');
    server.on('/list.m3u', { body: `#EXTM3U x-tvg-url="${server.url}/guide.xml"\n${entries}` });
    const [known] = home.providers.list();
    const { id } = known ?? (await home.providers.add({ source: `${server.url}/list.m3u`, name: 'One' }));
    await home.sync.run(id, 'request');
  };
  const shown = (): unknown[] => home.lineup.snapshot.channels.map(({ id }) => home.lineup.channel(id)?.guide?.name);
  return { ...home, guides, list, shown };
}

async function serving(): Promise<Awaited<ReturnType<typeof startProviderServer>>> {
  const server = await startProviderServer();
  server.on('/guide.xml', { body: GUIDE });
  onTestFinished(() => server.close());
  return server;
}

test('a guide is chosen, refused, kept away, found again and taken back; candidates say why', async () => {
  const home = await openHome(temporaryFolder(), await serving());
  onTestFinished(() => home.stop());
  await home.list('DE: Bergland Sport 2', 'DE: Ostsee');
  const [sport] = home.lineup.snapshot.channels;
  const { id } = sport!;
  expect(home.shown()).toEqual(['Bergland Sport 2', 'Ostsee']);
  const before = await home.guides.explain(id);
  expect(before).toMatchObject({ choice: 'automatic', refused: [] });
  expect(before.candidates[0]).toMatchObject({
    name: 'Bergland Sport 2',
    by: 'likeness',
    on_now: 'On Bergland Sport 2',
  });

  const found = await home.guides.search({ search: 'sport 3', offset: 0, limit: 10 });
  expect(found).toMatchObject({ total: 1, items: [{ xmltv_id: 'b3', programme_count: 0 }] });
  const { programme_count: _none, ...third } = found.items[0]!;
  await home.guides.decide([{ id, decision: { kind: 'choose', ...third } }]);
  await expect.poll(() => home.lineup.channel(id)?.guide).toMatchObject({ name: 'Bergland Sport 3', by: 'hand' });
  expect(await home.guides.explain(id)).toMatchObject({ choice: 'chosen', is_missing: false });

  await home.guides.decide([{ id, decision: { kind: 'none' } }]);
  expect(home.shown()).toEqual([undefined, 'Ostsee']);
  const { undo_id } = await home.guides.decide([{ id, decision: { kind: 'automatic' } }]);
  expect(home.shown()).toEqual(['Bergland Sport 2', 'Ostsee']);
  const [second] = before.candidates;
  await home.guides.decide([
    { id, decision: { kind: 'refuse', source: second!.source, xmltv_id: 'b2', name: second!.name } },
  ]);
  expect(home.shown()[0]).not.toBe('Bergland Sport 2');
  await expect(home.lineup.undo(undo_id)).rejects.toMatchObject({ code: 'request.conflict' });
});

test('channels whose guide is not sure are listed with what each could have, and decided together', async () => {
  const server = await serving();
  const names = ['Kultur', 'Sport', 'Kultur Europe Arabic'];
  server.on('/guide.xml', {
    body: GUIDE.replace('</tv>', `${names.map((kind) => told(kind, `Nordlicht ${kind}`)).join('')}</tv>`),
  });
  const others = names.map((kind) => `#EXTINF:-1,Nordlicht ${kind}\nhttp://tv.test/${kind}.ts\n`);
  server.on('/other.m3u', { body: `#EXTM3U\n${others.join('')}` });
  const home = await openHome(temporaryFolder(), server);
  onTestFinished(() => home.stop());
  await home.list('DE: BERGLANDSPORT 2 FHD', 'DE: Nordlicht Kultur Europe', 'DE: Ganz woanders');
  const other = await home.providers.add({ source: `${server.url}/other.m3u`, name: 'Other' });
  await home.sync.run(other.id, 'request');
  await home.sync.run(home.providers.list()[0]!.id, 'request'); // its guide has channels that are wanted now
  const ask = { below: 101, limit: 10 };
  const page = await home.guides.review(ask);
  expect(page.items.map(({ kind, channel }) => [kind, channel.name])).toEqual([
    ['missing', 'DE: Nordlicht Kultur Europe'],
    ['unsure', 'DE: BERGLANDSPORT 2 FHD'],
  ]);
  const [missing, unsure] = page.items;
  expect(missing).toMatchObject({ score: missing?.candidates[0]?.score, channel: { guide: null } });
  expect(missing?.candidates[0]).toMatchObject({ name: 'Nordlicht Kultur', by: 'likeness' });
  expect(missing?.candidates[1]?.score).toBeGreaterThan(missing!.score); // which it is not asked about: a version in Arabic
  expect(missing?.candidates[0]?.reasons.length).toBeGreaterThan(0);
  expect(unsure).toMatchObject({ score: unsure?.channel.guide?.score, candidates: [{ name: 'Bergland Sport 2' }] });
  expect(await home.guides.review({ ...ask, kind: 'unsure', limit: 1 })).toMatchObject({ total: 1, next: null });
  expect(await home.guides.review({ ...ask, below: 1 })).toMatchObject({ total: 1, items: [{ kind: 'missing' }] });
  expect(await home.guides.review({ ...ask, search: 'kultur europe' })).toMatchObject({ total: 1 });
  const { items, next } = await home.guides.review({ ...ask, limit: 1 });
  expect([items.length, (await home.guides.review({ ...ask, limit: 1, cursor: next! })).items[0]?.kind]).toEqual([
    1,
    'unsure',
  ]);

  const idOf = (row: typeof missing) => parseChannelId(row!.channel.id)!;
  const { source, xmltv_id, name } = missing!.candidates[0]!;
  const decisions = [
    { id: idOf(missing), decision: { kind: 'choose' as const, source, xmltv_id, name } },
    { id: idOf(unsure), decision: { kind: 'lock' as const } },
  ];
  const none = { id: idOf(missing), decision: { kind: 'lock' as const } };
  expect(home.guides.preview(decisions)).toBe(2);
  await expect(home.guides.decide([...decisions, none])).rejects.toMatchObject({ code: 'request.invalid' });
  expect((await home.guides.review(ask)).total).toBe(2);
  const { undo_id } = await home.guides.decide(decisions);
  expect(home.guides.preview(decisions.slice(0, 1))).toBe(0);
  expect((await home.guides.review(ask)).total).toBe(0);
  expect(home.shown()).toEqual([
    'Bergland Sport 2',
    'Nordlicht Kultur',
    undefined,
    ...names.map((kind) => `Nordlicht ${kind}`),
  ]);
  await home.lineup.undo(undo_id);
  await home.sync.rebuildLineup();
  expect((await home.guides.review(ask)).total).toBe(2);
});

test('what a channel could have is found once, and anew when the guides are others or what was found is gone', async () => {
  const server = await serving();
  const home = await openHome(temporaryFolder(), server);
  onTestFinished(() => home.stop());
  await home.list('DE: BERGLANDSPORT 2 FHD');
  const ask = { below: 101, limit: 10 };
  const candidates = async () => (await home.guides.review(ask)).items.flatMap((item) => item.candidates);
  const kept = (): string => {
    const name = readdirSync(home.paths.matches).find((one) => one.endsWith('.candidates'));
    return join(home.paths.matches, name!);
  };
  const written = (): number => statSync(kept()).ino;
  const first = await candidates();
  const before = written();
  expect(first).toMatchObject([{ name: 'Bergland Sport 2', on_now: 'On Bergland Sport 2' }]);
  expect([await candidates(), written()]).toEqual([first, before]);

  const [best] = first;
  const { id } = home.lineup.snapshot.channels[0]!;
  const { source, xmltv_id, name } = best!;
  await home.guides.decide([{ id, decision: { kind: 'refuse', source, xmltv_id, name } }]);
  expect((await home.guides.explain(id)).candidates).toMatchObject([{ name: 'Bergland Sport 2', is_refused: true }]);
  await home.guides.decide([{ id, decision: { kind: 'automatic' } }]);

  server.on('/guide.xml', { body: GUIDE.replaceAll('Bergland Sport 2', 'Bergland Sport Two') });
  await home.sync.run(home.providers.list()[0]!.id, 'request');
  const second = await candidates();
  expect(second).toMatchObject([{ name: 'Bergland Sport Two', on_now: 'On Bergland Sport Two' }]);
  writeFileSync(kept(), 'spoilt');
  expect(await candidates()).toEqual(second);
  expect(await candidates()).toEqual(second);
});

test('a choice survives names, ids and databases that change', async () => {
  const folder = temporaryFolder();
  const server = await serving();
  const home = await openHome(folder, server);
  await home.list('DE: Bergland Sport 2');
  const found = await home.guides.search({ search: 'ostsee', offset: 0, limit: 1 });
  const { source } = found.items[0]!;
  const { id } = home.lineup.snapshot.channels[0]!;
  await home.guides.decide([{ id, decision: { kind: 'choose', source, xmltv_id: 'o', name: 'Ostsee' } }]);
  await expect.poll(() => home.shown()).toEqual(['Ostsee']);
  await home.stop();
  const { catalogue, guide, lineup, numbers } = home.paths;
  for (const file of [catalogue, guide, lineup, numbers]) {
    for (const suffix of ['', '-wal', '-shm']) await rm(file + suffix, { force: true });
  }
  const again = await openHome(folder, server);
  onTestFinished(() => again.stop());
  server.on('/guide.xml', { body: GUIDE.replaceAll('"o"', '"ostsee.de"') });
  await again.list('DE| BERGLAND SPORT 2', 'DE: Bergland Sport 2', 'DE: Ostsee');
  expect(again.lineup.channel(again.lineup.snapshot.channels[0]!.id)?.guide).toMatchObject({
    name: 'Ostsee',
    by: 'hand',
  });
});
