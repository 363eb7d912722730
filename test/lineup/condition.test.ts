// What is decided under a condition: it is looked at when it is its turn, and everything decided before is shown.

import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { changeUnder } from '../../src/kernel/condition.ts';
import type { Lineup } from '../../src/lineup/lineup.ts';
import { idOf, openBuildable, patchOf, shown } from './buildable-lineup.ts';

const noGuide = [{ refs: ['beta'], edit: { kind: 'none' } }] as const;
const rename = { kind: 'rename', find: 'Beta', replace: 'Zeta', is_pattern: false } as const;

const refuse = (): Promise<void> => Promise.reject(new Error('changed since'));

type Change = (lineup: Lineup) => Promise<unknown>;

const CHANGES: readonly (readonly [name: string, change: Change])[] = [
  ['a patch', (lineup) => lineup.patch([patchOf(lineup, 'Beta', { group: 'Theirs' })])],
  ['an edit', (lineup) => lineup.edit({ where: {} }, rename)],
  ['an order of streams', (lineup) => lineup.orderStreams(idOf(lineup, 'Beta'), { excluded: [] })],
  ['a guide', (lineup) => lineup.decideGuides(noGuide)],
  ['what is one channel', (lineup) => lineup.decideMatches((before) => ({ ...before }))],
  ['all of it', (lineup) => lineup.portable.replace({ ...lineup.decisions })],
];

test.each(CHANGES)('%s is decided where it holds when what was decided before is shown', async (_, change) => {
  const { lineup } = await openBuildable(['Alpha', 'Beta']);
  const looks: string[][] = [];
  const look = async (): Promise<void> => {
    await setTimeout(20); // a login is looked at
    await lineup.lists.groups(); // in the one thread that there is here: nothing else may wait in it for this
    looks.push(shown(lineup));
  };
  const first = lineup.patch([patchOf(lineup, 'Alpha', { group: 'Mine' })]);
  await changeUnder(look, () => change(lineup));
  await first;
  expect(looks).toEqual([['Alpha in Mine', 'Beta in TV']]);
});

test.each(CHANGES)('%s where it does not hold changes nothing, and the next one is decided', async (_, change) => {
  const { lineup } = await openBuildable(['Alpha', 'Beta']);
  const { decisions } = lineup;
  await expect(changeUnder(refuse, () => change(lineup))).rejects.toThrow('changed since');
  expect([lineup.decisions, shown(lineup)]).toEqual([decisions, ['Alpha in TV', 'Beta in TV']]);
  await lineup.patch([patchOf(lineup, 'Alpha', { group: 'Mine' })]);
  expect(shown(lineup)).toEqual(['Alpha in Mine', 'Beta in TV']);
});

test('taking back is under it, too', async () => {
  const { lineup } = await openBuildable(['Alpha']);
  const { undo_id: id } = await lineup.patch([patchOf(lineup, 'Alpha', { group: 'Mine' })]);
  await expect(changeUnder(refuse, () => lineup.undo(id))).rejects.toThrow('changed since');
  expect(shown(lineup)).toEqual(['Alpha in Mine']);
  await lineup.undo(id);
  expect(shown(lineup)).toEqual(['Alpha in TV']);
});
