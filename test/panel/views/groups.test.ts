import { expect, test } from 'vitest';
import { patchesOf } from '../../../panel/views/welcome/step-groups.ts';

const group = (name: string, on = true) => ({ name, channel_count: 3, enabled_count: on ? 3 : 0, market: '' });

test('only groups that change are told, each as a rule of this provider', () => {
  const groups = [group('News'), group('Sport'), group('Kids', false)];
  expect(patchesOf(groups, new Set(['News', 'Kids']), 'home')).toEqual([
    { where: { provider_id: 'home', group: 'Sport' }, set: { enabled: false } },
    { where: { provider_id: 'home', group: 'Kids' }, set: { enabled: true } },
  ]);
});

test('of a thousand groups of which few stay, everything is turned off first and the few turned on', () => {
  const groups = Array.from({ length: 1_000 }, (_, index) => group(`G${index}`));
  const patches = patchesOf(groups, new Set(['G7']), '');
  expect(patches).toEqual([
    { where: {}, set: { enabled: false } },
    { where: { group: 'G7' }, set: { enabled: true } },
  ]);
});
