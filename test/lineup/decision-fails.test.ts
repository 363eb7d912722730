// What is decided and cannot be shown, as the disk is full or a row is bad: it is as before, or it is shown later; never half.

import { mkdirSync, rmdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { actAs, deedsSoFar } from '../../src/kernel/actor.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { noDecisions } from '../../src/lineup/decisions.ts';
import { build, idOf, openBuildable, opening, patchOf, shown } from './buildable-lineup.ts';

const full = new AppError('storage.full', 'the disk is full');

test('an edit that cannot be settled has changed nothing, and holds when it is sent again', async () => {
  const home = await openBuildable(['Alpha', 'Beta']);
  const { lineup } = home;
  home.failing = full;
  await expect(lineup.patch([patchOf(lineup, 'Alpha', { group: 'Mine' })])).rejects.toMatchObject({
    code: 'storage.full',
  });
  expect(lineup.decisions).toEqual(noDecisions);
  expect(shown(lineup)).toEqual(['Alpha in TV', 'Beta in TV']);
  home.failing = undefined;
  const { undo_id: undoId } = await lineup.patch([patchOf(lineup, 'Alpha', { group: 'Mine' })]);
  expect(shown(lineup)).toEqual(['Alpha in Mine', 'Beta in TV']);
  home.failing = full;
  await expect(lineup.undo(undoId)).rejects.toMatchObject({ code: 'storage.full' });
  expect(shown(lineup)).toEqual(['Alpha in Mine', 'Beta in TV']);
  home.failing = undefined;
  expect(await lineup.undo(undoId)).toEqual({ changed: 1 });
  expect(shown(lineup)).toEqual(['Alpha in TV', 'Beta in TV']);
});

test('of what was put back nothing was done, so that whoever has asked may ask again under the same key', async () => {
  const home = await openBuildable(['Alpha']);
  const { lineup } = home;
  const asked = (): Promise<number> =>
    actAs({ personId: null, name: 'Ada', via: 'login', address: '' }, async () => {
      await lineup.patch([patchOf(lineup, 'Alpha', { group: 'Mine' })]).catch(() => undefined);
      return deedsSoFar();
    });
  home.failing = full;
  expect(await asked()).toBe(0);
  home.failing = undefined;
  expect(await asked()).toBe(1);
});

test('numbers that were written before it failed are not shown, nor left in the rows by the next edit', async () => {
  const home = await openBuildable(['Alpha', 'Beta']);
  const { lineup } = home;
  home.failing = full;
  home.failsAfter = true;
  await expect(lineup.patch([patchOf(lineup, 'Alpha', { number: '77' })])).rejects.toMatchObject({
    code: 'storage.full',
  });
  expect(lineup.decisions).toEqual(noDecisions);
  home.failing = undefined;
  await lineup.patch([patchOf(lineup, 'Beta', { group: 'Mine' })]);
  expect(shown(lineup)).toEqual(['Alpha in TV', 'Beta in Mine']);
  expect(lineup.snapshot.channels.map(({ id }) => lineup.channel(id)?.number)).toEqual(['1', '2']);
});

test('what a build has stored before it failed is shown, as it is what lists are read from', async () => {
  const home = await openBuildable(['Alpha']);
  const { lineup } = home;
  const building = lineup.rebuild(async (input) => {
    build(input, ['Alpha', 'Beta']);
    throw full;
  });
  await expect(building).rejects.toThrow('the disk is full');
  expect(shown(lineup)).toEqual(['Alpha in TV', 'Beta in TV']);
});

test('what a build has made is shown, also where what was decided meanwhile cannot be settled; that is by the next edit', async () => {
  const home = await openBuildable(['Alpha']);
  const { lineup } = home;
  const begun = Promise.withResolvers<undefined>();
  const mayEnd = Promise.withResolvers<undefined>();
  const building = lineup.rebuild(async (input) => {
    begun.resolve(undefined);
    await mayEnd.promise;
    return build(input, ['Alpha', 'Beta']);
  });
  await begun.promise;
  await lineup.patch([patchOf(lineup, 'Alpha', { group: 'Mine' })]);
  home.failing = full;
  mayEnd.resolve(undefined);
  await expect(building).rejects.toThrow('the disk is full');
  expect(shown(lineup)).toEqual(['Alpha in TV', 'Beta in TV']);
  home.failing = undefined;
  await lineup.patch([patchOf(lineup, 'Beta', { group: 'Theirs' })]);
  expect(shown(lineup)).toEqual(['Alpha in Mine', 'Beta in Theirs']);
});

test('what was on the disk when Masthead was killed is shown after the next start', async () => {
  const home = await openBuildable(['Alpha', 'Beta']);
  home.failing = new Promise<never>(() => undefined);
  const id = patchOf(home.lineup, 'Alpha', { name: 'First' });
  void home.lineup.patch([id]);
  await expect.poll(() => Object.keys(home.lineup.decisions.channels)).toHaveLength(1);
  const again = await opening(home.paths);
  await expect.poll(() => shown(again.lineup)).toEqual(['Beta in TV', 'First in TV']);
});

test('an edit that could not be written is not shown either, and the next one is', async () => {
  const { lineup, paths } = await openBuildable(['Alpha']);
  const { revision } = lineup.snapshot;
  const edit = patchOf(lineup, 'Alpha', { group: 'Mine' });
  mkdirSync(`${paths.decisions}.next`); // nothing can be written there, not even by root
  await expect(lineup.patch([edit])).rejects.toMatchObject({ code: 'internal' });
  expect([shown(lineup), lineup.snapshot.revision]).toEqual([['Alpha in TV'], revision]);
  expect([lineup.channel(idOf(lineup, 'Alpha'))?.group, lineup.decisions.channels]).toEqual(['TV', {}]);
  rmdirSync(`${paths.decisions}.next`);
  expect((await lineup.patch([edit])).changed).toBe(1);
  expect([shown(lineup), lineup.channel(idOf(lineup, 'Alpha'))?.group]).toEqual([['Alpha in Mine'], 'Mine']);
});

test('an edit of more channels than go to the worker at once is settled whole', async () => {
  const names = Array.from({ length: 2_300 }, (_, at) => `Name ${at}`);
  const { lineup } = await openBuildable(names);
  const ids = lineup.snapshot.channels.map(({ id }) => id);
  const rename = { kind: 'rename', find: 'Name', replace: 'Nom', is_pattern: false } as const;
  const { changed, undo_id: undoId } = await lineup.edit({ ids }, rename);
  expect([changed, lineup.snapshot.channels.filter(({ name }) => name.startsWith('Nom ')).length]).toEqual([
    2_300, 2_300,
  ]);
  expect(await lineup.undo(undoId)).toEqual({ changed: 2_300 });
  expect(lineup.snapshot.channels.filter(({ name }) => name.startsWith('Name ')).length).toBe(2_300);
});
