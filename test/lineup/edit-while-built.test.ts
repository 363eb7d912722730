import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import type { Lineup } from '../../src/lineup/lineup.ts';
import { openLineupDatabase } from '../../src/lineup/schema.ts';
import { wholeNumber } from '../../src/model/channel.ts';
import type { ChannelPatch } from '../../src/lineup/query.ts';
import { build as built, idOf, openBuildable, opening, patchOf, shown } from './buildable-lineup.ts';

const opened = async (): Promise<Lineup> => (await openBuildable()).lineup;
const regroup = (lineup: Lineup, name: string, group: string): ChannelPatch => patchOf(lineup, name, { group });

test('what is decided while the lineup is built is shown at once, and holds when it is built', async () => {
  const lineup = await opened();
  await lineup.rebuild(async (input) => built(input, ['Alpha', 'Beta']));
  const begun = Promise.withResolvers<undefined>();
  const mayEnd = Promise.withResolvers<undefined>();
  const building = lineup.rebuild(async (input) => {
    begun.resolve(undefined);
    await mayEnd.promise;
    return built(input, ['Alpha', 'Beta', 'Gamma']);
  });
  await begun.promise;
  const before = lineup.snapshot.revision;
  const { changed } = await lineup.patch([regroup(lineup, 'Alpha', 'Mine')]);
  expect(changed).toBe(1);
  expect(shown(lineup)).toEqual(['Alpha in Mine', 'Beta in TV']);
  const between = lineup.snapshot.revision;
  mayEnd.resolve(undefined);
  await building;
  expect(shown(lineup)).toEqual(['Alpha in Mine', 'Beta in TV', 'Gamma in TV']);
  expect(lineup.channel(idOf(lineup, 'Alpha'))?.group).toBe('Mine');
  expect(new Set([before, between, lineup.snapshot.revision]).size).toBe(3); // whoever keeps an answer by it keeps no half one
});

test('a number, of which a build gives some, is decided when that has ended', async () => {
  const lineup = await opened();
  await lineup.rebuild(async (input) => built(input, ['Alpha']));
  const begun = Promise.withResolvers<undefined>();
  const mayEnd = Promise.withResolvers<undefined>();
  let isBuilt = false;
  const building = lineup.rebuild(async (input) => {
    begun.resolve(undefined);
    await mayEnd.promise;
    isBuilt = true;
    return built(input, ['Alpha', 'Beta']);
  });
  await begun.promise;
  const decided = lineup.patch([{ ids: [idOf(lineup, 'Alpha')], set: { number: '77' } }]).then(() => isBuilt);
  await expect.poll(() => Object.keys(lineup.decisions.channels)).toHaveLength(1);
  const now = (): unknown[] => [lineup.channel(idOf(lineup, 'Alpha'))?.number, lineup.snapshot.channels[0]?.number];
  expect(now(), 'who reads meanwhile sees what was, in the lists as in the lineup').toEqual(['1', wholeNumber(1)]);
  mayEnd.resolve(undefined);
  expect(await decided).toBe(true);
  await building;
  expect(lineup.channel(idOf(lineup, 'Alpha'))?.number).toBe('77');
  expect(lineup.snapshot.channels).toHaveLength(2);
});

test('who gave way to a number has its own again when that is taken back, and moves on again when it is not', async () => {
  const lineup = await opened();
  await lineup.rebuild(async (input) => built(input, ['Alpha', 'Beta', 'Gamma']));
  const numbers = (): string[] =>
    ['Alpha', 'Beta', 'Gamma'].map((name) => lineup.channel(idOf(lineup, name))?.number ?? '');
  const give = (name: string, number: string) => lineup.patch([{ ids: [idOf(lineup, name)], set: { number } }]);
  const first = await give('Gamma', '1');
  expect([first.changed, numbers()]).toEqual([2, ['4', '2', '1']]);
  const second = await give('Alpha', '2');
  expect(numbers()).toEqual(['2', '5', '1']);
  expect(await lineup.undo(second.undo_id)).toEqual({ changed: 2 });
  expect(numbers()).toEqual(['4', '2', '1']);
  await lineup.undo(first.undo_id);
  expect(numbers()).toEqual(['1', '2', '3']);
  const third = await lineup.edit({ ids: [idOf(lineup, 'Gamma')] }, { kind: 'number', first: '2', step: 1 });
  await lineup.rebuild(async (input) => built(input, ['Alpha', 'Beta', 'Gamma']));
  await lineup.undo(third.undo_id);
  expect(numbers()).toEqual(['1', '2', '3']);
});

test('a build that fails takes nothing back that was decided meanwhile', async () => {
  const lineup = await opened();
  await lineup.rebuild(async (input) => built(input, ['Alpha']));
  const begun = Promise.withResolvers<undefined>();
  const mayEnd = Promise.withResolvers<undefined>();
  const building = lineup.rebuild(async (input) => {
    begun.resolve(undefined);
    await mayEnd.promise;
    built(input, ['Alpha']);
    throw new Error('the disk is full');
  });
  await begun.promise;
  await lineup.patch([regroup(lineup, 'Alpha', 'Mine')]);
  mayEnd.resolve(undefined);
  await expect(building).rejects.toThrow('the disk is full');
  expect(lineup.channel(idOf(lineup, 'Alpha'))?.group).toBe('Mine');
  expect(shown(lineup)).toEqual(['Alpha in Mine']);
});

test('where Masthead is killed between a build and its end, the next start shows all that was decided meanwhile', async () => {
  const { lineup, paths } = await openBuildable(['Alpha', 'Beta']);
  const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
  const [mayWrite, hasWritten] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const mayEnd = Promise.withResolvers<undefined>();
  const building = lineup.rebuild(async (input) => {
    begin(undefined);
    await mayWrite.promise;
    const summary = built(input, ['Alpha', 'Beta']);
    hasWritten.resolve(undefined);
    await mayEnd.promise;
    return summary;
  });
  await begun;
  await lineup.patch([regroup(lineup, 'Alpha', 'Mine')]);
  mayWrite.resolve(undefined);
  await hasWritten.promise;
  await lineup.patch([regroup(lineup, 'Beta', 'Theirs')]);
  const killed = await opening(paths); // on what lies on the disk now
  await expect.poll(() => shown(killed.lineup)).toEqual(['Alpha in Mine', 'Beta in Theirs']);
  mayEnd.resolve(undefined);
  await building;
});

test.each(['edit', 'write'] as const)('who opens the lineup to %s waits for another who writes', async (use) => {
  const { paths } = await openBuildable();
  const database = openLineupDatabase(paths.lineup, silentLog, use);
  onTestFinished(() => database.close());
  expect(database.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 60_000 });
});
