import { atOnce } from '../../src/kernel/slices.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { BARRIERS } from '../../src/matching/constraints.ts';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { changeBetween as sliced } from '../../src/lineup/take-back.ts';
import { channelOfId, channelOfNumber } from '../../src/model/channel.ts';
import { parseChannelId, printChannelId, type ChannelId, type ProviderId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { Matches } from '../../src/sync/matches.ts';
import type { WorkerPool } from '../../src/workers/pool.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { startProviderServer, type FakeProvider } from '../fakes/provider-server.ts';
import { pool } from '../fakes/pools.ts';
import { openSyncHome, type SyncHome } from '../fakes/sync-home.ts';

const changeBetween = (...given: Parameters<typeof sliced>) => atOnce(sliced(...given));

// Threads that are warm serve all homes: most of a test's time was their start.

const list = (provider: string, ...names: string[]): string =>
  [
    '#EXTM3U',
    ...names.flatMap((name, at) => [`#EXTINF:-1,${name}`, `http://${provider}.test/live/u/p/${at}.ts`]),
    '',
  ].join('\n');

interface Home extends SyncHome {
  readonly server: FakeProvider;
  readonly matches: Matches;
  /** Builds that decisions asked for. */
  builds(): number;
  /** All of them, and what becomes of the next ones. */
  readonly making: { count: number; fails?: AppError };
  read(provider: string, ...names: string[]): Promise<ProviderId>;
}

/** A home whose providers list what `read` says. */
async function openHome(folder = temporaryFolder(), matching = defaultSettings.matching): Promise<Home> {
  const server = await startProviderServer();
  const settings = { sync: { ...defaultSettings.sync, at_start: false }, matching };
  const making: Home['making'] = { count: 0 };
  const run: WorkerPool['run'] = async (task, ...rest) => {
    const isBuild = task.url.pathname.endsWith('/sync/build.task.ts');
    if (isBuild) making.count += 1;
    if (isBuild && making.fails) throw making.fails;
    return pool.run(task, ...rest);
  };
  const home = await openSyncHome({ folder, settings, pool: { run } as WorkerPool });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= home.stop());
  onTestFinished(async () => {
    await stop();
    await server.close();
  });
  home.sync.start();
  let builds = 0;
  const matches = new Matches({
    paths: home.paths,
    clock: systemClock,
    pool,
    catalogue: home.catalogue,
    lineup: home.lineup,
    providers: () => home.providers.list().map(({ id }) => id),
    settings: () => defaultSettings.matching,
    knowledge: () => null,
    looks: () => null,
    rebuild: () => {
      builds += 1;
      return home.sync.showDecided();
    },
    catchUp: () => home.sync.catchUpLineup(),
  });
  const read = async (provider: string, ...names: string[]): Promise<ProviderId> => {
    server.on(`/${provider}.m3u`, { body: list(provider, ...names) });
    const known = home.providers.list().find(({ name }) => name === provider);
    const { id } = known ?? (await home.providers.add({ source: `${server.url}/${provider}.m3u`, name: provider }));
    await home.sync.run(id, 'request');
    return id;
  };
  return { ...home, stop, server, matches, read, making, builds: () => builds };
}

const channels = (home: SyncHome): string[] =>
  home.lineup.snapshot.channels.map(({ name, streamIds }) => `${name} ${streamIds.length}`);
const kinds = (events: readonly { readonly kind: string }[]): string[] => events.map(({ kind }) => kind);
const idOf = (home: SyncHome, name: string): ChannelId =>
  home.lineup.snapshot.channels.find((channel) => channel.name === name)!.id;

test('channels of two providers are one, and say why', async () => {
  const home = await openHome();
  await home.read('one', 'DE: Bergland Sport 1 FHD', 'DE: Nordkanal');
  await home.read('two', '[DE] Bergland Welt Sport 1', 'DE| BERGLAND SPORT EINS', 'DE| Nordkanal +1');
  expect(channels(home)).toEqual([
    'DE: Bergland Sport 1 FHD 2',
    'DE: Nordkanal 1',
    '[DE] Bergland Welt Sport 1 1',
    'DE| Nordkanal +1 1',
  ]);
  const said = await home.matches.explain(idOf(home, 'DE: Bergland Sport 1 FHD'));
  expect(said).toMatchObject({ market: 'de', locked: false });
  expect(said.names.map(({ name, is_same: isSame, providers }) => ({ name, isSame, providers }))).toEqual([
    { name: 'DE: Bergland Sport 1 FHD', isSame: true, providers: ['one'] },
    { name: 'DE| BERGLAND SPORT EINS', isSame: true, providers: ['two'] },
  ]);
  expect(said.names[0]!.parts.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
    'prefix de',
    'name bergland',
    'name sport',
    'name 1',
    'quality fhd',
  ]);
  const [near] = said.alternatives;
  expect(near).toMatchObject({ name: '[DE] Bergland Welt Sport 1', kept_apart: [] });
  expect(parseChannelId(near!.id)).toBe(idOf(home, '[DE] Bergland Welt Sport 1'));
  expect(near!.reasons.length).toBeGreaterThan(0);
  const main = idOf(home, 'DE: Nordkanal');
  const [shifted] = (await home.matches.explain(main)).alternatives;
  expect(shifted).toMatchObject({ name: 'DE| Nordkanal +1', kept_apart: [BARRIERS.variant] });
  const sport = idOf(home, 'DE: Bergland Sport 1 FHD');
  await home.matches.decide([{ kind: 'refuse', channels: [sport, parseChannelId(near!.id)!] }]);
  const barred = async (id: ChannelId): Promise<readonly string[]> =>
    (await home.matches.explain(id)).alternatives[0]!.kept_apart;
  expect(await barred(sport)).toEqual([BARRIERS.hand]);
  await home.matches.undo(home.matches.history()[0]!.id);
  expect(await barred(sport)).toEqual([]);
  await home.matches.decide([{ kind: 'lock', channel: sport }]);
  expect(await barred(parseChannelId(near!.id)!)).toEqual([BARRIERS.locked]);
  await home.matches.decide([{ kind: 'refuse', channels: [sport, parseChannelId(near!.id)!] }]);
  expect(await barred(sport)).toEqual([BARRIERS.hand, BARRIERS.locked]);
});

test('of channels that are asked about by name it is said what keeps them apart, however unlike they are', async () => {
  const home = await openHome();
  await home.read('one', 'DE: Nordkanal', 'DE: Nordkanal 2', 'DE: Ostsee', 'FR: Nordkanal', 'Heimat', 'DE: Alpen 5');
  await home.read('two', 'DE: Nordkanal 3');
  const [main, second, sea, french, nowhere, alps, third] = [
    'DE: Nordkanal',
    'DE: Nordkanal 2',
    'DE: Ostsee',
    'FR: Nordkanal',
    'Heimat',
    'DE: Alpen 5',
    'DE: Nordkanal 3',
  ].map((name) => idOf(home, name)) as [ChannelId, ChannelId, ChannelId, ChannelId, ChannelId, ChannelId, ChannelId];
  await home.matches.decide([{ kind: 'lock', channel: sea }]);
  const { alternatives } = await home.matches.explain(second, [main, sea, french, nowhere, alps, third]);
  const told = alternatives.map(({ name, kept_apart: barriers, locked }) => ({ name, barriers, locked }));
  expect(told.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
    { name: 'DE: Alpen 5', barriers: [BARRIERS.numbers], locked: false },
    { name: 'DE: Nordkanal', barriers: [], locked: false },
    { name: 'DE: Nordkanal 3', barriers: [BARRIERS.numbers], locked: false },
    { name: 'DE: Ostsee', barriers: [BARRIERS.locked], locked: true },
    { name: 'FR: Nordkanal', barriers: [BARRIERS.country], locked: false },
    { name: 'Heimat', barriers: [], locked: false },
  ]);
  const { alternatives: near } = await home.matches.explain(second);
  expect(near.map(({ name }) => name)).not.toContain('DE: Ostsee');
  await expect(home.matches.explain(second, [0 as ChannelId])).rejects.toMatchObject({ code: 'channel.unknown' });
});

test('all that keeps two apart is told, not only what is found first', async () => {
  const home = await openHome();
  await home.read('one', 'DE: Nordkanal 2', 'DE: Nordkanal 3 +1', 'FR: Nordkanal 3 Plus +1');
  const [second, shifted, french] = ['DE: Nordkanal 2', 'DE: Nordkanal 3 +1', 'FR: Nordkanal 3 Plus +1'].map((name) =>
    idOf(home, name),
  ) as [ChannelId, ChannelId, ChannelId];
  const told = async (id: ChannelId, ...beside: readonly ChannelId[]): Promise<Record<string, readonly string[]>> => {
    const { alternatives } = await home.matches.explain(id, beside);
    return Object.fromEntries(alternatives.map(({ name, kept_apart: barriers }) => [name, barriers]));
  };
  const { variant, numbers, country, hand, locked } = BARRIERS;
  expect(await told(second, shifted, french)).toEqual({
    'DE: Nordkanal 3 +1': [variant, numbers],
    'FR: Nordkanal 3 Plus +1': [country, variant, numbers],
  });
  await home.matches.decide([{ kind: 'refuse', channels: [second, shifted] }]);
  await home.matches.decide([{ kind: 'lock', channel: shifted }]);
  expect((await told(second, shifted))['DE: Nordkanal 3 +1']).toEqual([hand, variant, numbers, locked]);
});

test('a proposal is accepted, holds when a provider goes and comes back, and is taken back', async () => {
  const home = await openHome();
  await home.read('one', 'DE: Bergland Heimat Volksmusik', 'DE: Ostsee');
  await home.read('two', 'DE: Heimat Volksmusik Nord', 'DE: Ostsee');
  const [into, from] = [idOf(home, 'DE: Bergland Heimat Volksmusik'), idOf(home, 'DE: Heimat Volksmusik Nord')];
  const { number } = home.lineup.snapshot.byId.get(from)!;
  await home.matches.decide([{ kind: 'merge', into, from: [from] }]);
  const merged = ['DE: Bergland Heimat Volksmusik 2', 'DE: Ostsee 2'];
  expect(channels(home)).toEqual(merged);
  expect(home.lineup.channel(from)).toBeUndefined();
  expect(home.lineup.channelNow(from), 'who likes the one likes the other now').toBe(into);
  expect(channelOfId(home.lineup.snapshot, from)?.id, 'and so do old lists of players').toBe(into);
  expect(channelOfNumber(home.lineup.snapshot, number)?.id).toBe(into);
  await home.read('two', 'DE: Ostsee');
  expect(channels(home)).toEqual(['DE: Bergland Heimat Volksmusik 1', 'DE: Ostsee 2']);
  await home.read('two', 'DE: Heimat Volksmusik Nord', 'DE: Ostsee');
  expect(channels(home)).toEqual(merged);
  const [event] = home.matches.history();
  expect(event).toMatchObject({
    kind: 'merge',
    channels: [into, from].map(printChannelId),
    called: ['DE: Bergland Heimat Volksmusik', 'DE: Heimat Volksmusik Nord'],
  });
  await home.matches.undo(event!.id);
  expect(home.lineup.snapshot.channels.map(({ id }) => id)).toContain(from);
  expect(home.lineup.channelNow(from)).toBe(from);
  expect(channelOfNumber(home.lineup.snapshot, number)?.id).toBe(from);
  await expect(home.matches.undo(event!.id)).rejects.toMatchObject({ code: 'request.not-found' });
});

test('a channel that others are merged into keeps its name, whoever is listed first', async () => {
  const home = await openHome();
  await home.read('one', 'DE: Ostsee', 'DE: Bergland');
  await home.read('two', 'DE: Heimat Volksmusik Nord', 'DE: Kanal Elf');
  const names = (): string[] => home.lineup.snapshot.channels.map(({ name }) => name).toSorted();
  const [ostsee, bergland] = [idOf(home, 'DE: Ostsee'), idOf(home, 'DE: Bergland')];
  const [heimat, elf] = [idOf(home, 'DE: Heimat Volksmusik Nord'), idOf(home, 'DE: Kanal Elf')];
  await home.matches.decide([{ kind: 'merge', into: heimat, from: [bergland] }]);
  await home.matches.decide([{ kind: 'merge', into: elf, from: [ostsee] }]);
  expect(names()).toEqual(['DE: Heimat Volksmusik Nord', 'DE: Kanal Elf']);
  await home.matches.decide([{ kind: 'merge', into: elf, from: [heimat] }]);
  await home.matches.decide([{ kind: 'lock', channel: elf }]);
  expect(names(), 'also after other decisions').toEqual(['DE: Kanal Elf']);
  await home.read('two', 'DE: Heimat Volksmusik Nord', '|DE| Kanal Elf HD');
  expect(names(), 'also when it is written otherwise').toEqual(['|DE| Kanal Elf HD']);
  await home.read('two', 'DE: Sonstiges');
  expect(names(), 'where it is gone, as the next').toEqual(['DE: Ostsee', 'DE: Sonstiges']);
});

test('what is decided of a channel by the id that it had before a merge is decided of what it is now', async () => {
  const home = await openHome();
  await home.read('one', 'DE: Bergland Heimat Volksmusik', 'DE: Ostsee');
  await home.read('two', 'DE: Heimat Volksmusik Nord');
  const [into, from] = [idOf(home, 'DE: Bergland Heimat Volksmusik'), idOf(home, 'DE: Heimat Volksmusik Nord')];
  await home.matches.decide([{ kind: 'merge', into, from: [from] }]);
  const name = (): string | undefined => home.lineup.channel(into)?.name;
  await home.lineup.patch([{ ids: [from, into], set: { name: 'Heimat' } }]); // one channel: it may have a name
  expect(name()).toBe('Heimat');
  const edit = { kind: 'rename', find: 'Heimat', replace: 'Home', is_pattern: false } as const;
  expect((await home.lineup.previewEdit({ ids: [from] }, edit)).changed).toBe(1);
  await home.lineup.edit({ ids: [from] }, edit);
  expect(name()).toBe('Home');
  await home.lineup.edit({ ids: [idOf(home, 'DE: Ostsee')] }, { kind: 'move', before: from });
  expect(channels(home)).toEqual(['DE: Ostsee 1', 'Home 2']);
  await home.matches.decide([{ kind: 'lock', channel: from }]);
  expect(home.lineup.matchDecisions.locked).toEqual([printChannelId(into)]);
  const none = [parseChannelId('c00000000001')!, parseChannelId('c00000000002')!];
  await expect(home.lineup.patch([{ ids: [from, ...none], set: { enabled: false } }])).rejects.toMatchObject({
    code: 'channel.unknown',
    message: 'There is no channel c00000000001, c00000000002.',
  });
});

test('a merge is taken back as a difference, after others and with its id, and that is taken back again', async () => {
  const home = await openHome();
  await home.read('one', 'DE: Bergland Heimat Volksmusik', 'DE: Ostsee');
  await home.read('two', 'DE: Heimat Volksmusik Nord', 'DE: Ostsee');
  const [into, from] = [idOf(home, 'DE: Bergland Heimat Volksmusik'), idOf(home, 'DE: Heimat Volksmusik Nord')];
  const before = home.lineup.decisions;
  await home.matches.decide([{ kind: 'merge', into, from: [from] }]);
  const merge = changeBetween(before, home.lineup.decisions)!;
  await home.matches.decide([{ kind: 'lock', channel: idOf(home, 'DE: Ostsee') }]);
  const { changed, undo_id: undoId } = await home.lineup.takeBack(merge);
  expect(changed).toBeGreaterThan(0);
  expect(home.lineup.snapshot.byId.has(from), 'published before it is answered').toBe(true);
  expect(home.lineup.channelNow(from)).toBe(from);
  expect(kinds(home.matches.history())).toEqual(['lock']);
  await expect(home.lineup.takeBack(merge)).rejects.toMatchObject({ code: 'request.conflict' });
  await home.lineup.undo(undoId);
  expect(home.lineup.channelNow(from)).toBe(into);
  expect(kinds(home.matches.history())).toEqual(['lock', 'merge']);
});

test('a name is split from its channel and gets one of its own; the rest keeps id and number', async () => {
  const home = await openHome();
  await home.read('one', 'DE: Brio', 'DE: Brio UHD', 'DE: Ostsee');
  const before = home.lineup.snapshot.channels[0]!;
  expect(channels(home)).toEqual(['DE: Brio 2', 'DE: Ostsee 1']);
  await home.matches.decide([{ kind: 'split', channel: before.id, names: ['DE: Brio UHD'] }]);
  expect(channels(home).toSorted()).toEqual(['DE: Brio 1', 'DE: Brio UHD 1', 'DE: Ostsee 1']);
  expect(home.lineup.snapshot.byId.get(before.id)).toMatchObject({ name: 'DE: Brio', number: before.number });
  await home.read('two', 'DE| Brio UHD', 'DE| Brio');
  expect(channels(home).toSorted()).toEqual(['DE: Brio 2', 'DE: Brio UHD 2', 'DE: Ostsee 1']);
});

test('a split holds when its provider writes both halves otherwise, or one of them', async () => {
  const home = await openHome();
  await home.read('one', 'DE: Brio', 'DE: Brio UHD', 'DE: Ostsee');
  await home.matches.decide([{ kind: 'split', channel: idOf(home, 'DE: Brio'), names: ['DE: Brio UHD'] }]);
  const [brio, uhd] = [idOf(home, 'DE: Brio'), idOf(home, 'DE: Brio UHD')];
  const halves = (): unknown[] => [brio, uhd].map((id) => home.lineup.snapshot.byId.get(id)?.name);
  await home.read('one', 'DE: Brio', 'DE: Brio 4K', 'DE: Ostsee');
  expect(halves()).toEqual(['DE: Brio', 'DE: Brio 4K']);
  await home.read('one', 'DE: Brio FHD', 'DE: Brio (2160p)', 'DE: Ostsee');
  expect(halves()).toEqual(['DE: Brio FHD', 'DE: Brio (2160p)']);
});

test('a dry run says what would be decided; what is decided already changes nothing and builds nothing', async () => {
  const home = await openHome();
  await home.read('one', 'DE: Brio', 'DE: Ostsee');
  const [brio, ostsee] = [idOf(home, 'DE: Brio'), idOf(home, 'DE: Ostsee')];
  const edits = [
    { kind: 'merge', into: brio, from: [ostsee] },
    { kind: 'lock', channel: brio },
    { kind: 'lock', channel: brio },
  ] as const;
  expect(kinds(home.matches.preview(edits))).toEqual(['merge', 'lock']);
  expect([home.matches.history(), channels(home)]).toEqual([[], ['DE: Brio 1', 'DE: Ostsee 1']]);
  expect(() => home.matches.preview([{ kind: 'lock', channel: 1 as ChannelId }])).toThrow('There is no channel');
  const decided = await home.matches.decide(edits);
  expect(home.matches.history()).toEqual(decided.toReversed());
  expect(channels(home)).toEqual(['DE: Brio 2']);
  expect(await home.matches.decide(edits), 'also when the answer to it was lost').toEqual([]);
  expect([home.builds(), channels(home)]).toEqual([1, ['DE: Brio 2']]);
});

test('nothing is decided when one of several decisions cannot be', async () => {
  const home = await openHome();
  await home.read('one', 'DE: Brio', 'DE: Ostsee');
  const id = idOf(home, 'DE: Brio');
  const lock = { kind: 'lock', channel: id } as const;
  const unknown = { kind: 'lock', channel: 1 as ChannelId } as const;
  await expect(home.matches.decide([lock, unknown])).rejects.toMatchObject({ code: 'channel.unknown' });
  const itself = { kind: 'merge', into: id, from: [id] } as const;
  await expect(home.matches.decide([lock, itself])).rejects.toMatchObject({ code: 'request.invalid' });
  const all = { kind: 'split', channel: id, names: ['DE: Brio'] } as const;
  await expect(home.matches.decide([lock, all])).rejects.toMatchObject({ code: 'request.invalid' });
  expect(home.lineup.matchDecisions.locked).toEqual([]);
});

test('what is asked about can be one provider’s pairs alone', async () => {
  const home = await openHome(temporaryFolder(), {
    ...defaultSettings.matching,
    merge_threshold: 99,
    group_threshold: 40,
  });
  const [one, two] = [await home.read('one', 'UK: Brio Seaside'), await home.read('two', 'UK: Brio Seaside Nature')];
  const three = await home.read('three', 'DE: Nordkanal');
  const asked = async (provider_id?: ProviderId): Promise<number> =>
    (await home.matches.review({ limit: 5, ...(provider_id !== undefined && { provider_id }) })).total;
  expect([await asked(), await asked(one), await asked(two), await asked(three)]).toEqual([1, 1, 1, 0]);
  const [found] = (await home.matches.review({ limit: 5 })).items;
  const from = [found!.a, found!.b].flatMap(({ providers }) => providers);
  const each = [one, two].map((id) => ({ provider_id: id, stream_count: 1 }));
  expect(from).toHaveLength(2);
  expect(from).toEqual(expect.arrayContaining(each));
});

test('a refusal speaks of every name of both channels that is not the same but for quality', async () => {
  const home = await openHome();
  await home.read('One', 'DE: Bergland Kino HD', 'DE: Ostsee');
  await home.read('Two', 'DE: Bergland Kino FHD', 'DE: Ostsee TV');
  await home.read('Three', 'DE: Bergland Kino TV');
  const called = (name: string): ChannelId => home.lineup.snapshot.channels.find((one) => one.name.includes(name))!.id;
  expect(home.lineup.snapshot.channels).toHaveLength(2);
  await home.matches.decide([{ kind: 'refuse', channels: [called('Bergland'), called('Ostsee')] }]);
  expect(home.lineup.matchDecisions.apart).toHaveLength(4);
  await home.matches.undo(home.matches.history()[0]!.id);
  expect(home.lineup.matchDecisions.apart).toEqual([]);
});

test('a decision whose build fails is kept and said to be; sent again it is built, and a start after it builds by itself', async () => {
  const folder = temporaryFolder();
  const home = await openHome(folder);
  await home.read('one', 'DE: Bergland Heimat Volksmusik', 'DE: Ostsee');
  await home.read('two', 'DE: Heimat Volksmusik Nord', 'DE: Ostsee');
  const [into, from] = [idOf(home, 'DE: Bergland Heimat Volksmusik'), idOf(home, 'DE: Heimat Volksmusik Nord')];
  home.making.fails = new AppError('storage.full', 'the disk is full');
  const failure = await home.matches.decide([{ kind: 'merge', into, from: [from] }]).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'storage.full', context: { isKept: true } });
  expect(kinds(home.matches.history())).toEqual(['merge']);
  expect(home.lineup.channelNow(from)).toBe(from);
  delete home.making.fails;
  expect(await home.matches.decide([{ kind: 'merge', into, from: [from] }])).toEqual([]);
  expect(home.lineup.channelNow(from)).toBe(into);
  const builds = home.making.count;
  await home.matches.decide([{ kind: 'merge', into, from: [from] }]);
  expect(home.making.count, 'what is shown already is not built again').toBe(builds);
  home.making.fails = new AppError('storage.full', 'the disk is full');
  await home.matches.undo(1).catch(() => undefined);
  await home.stop();
  const again = await openHome(folder);
  await expect.poll(() => again.lineup.channelNow(from)).toBe(from);
});
