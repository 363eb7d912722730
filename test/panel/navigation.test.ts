// Who finds what in the navigation.

import { expect, test } from 'vitest';
import type { Who } from '../../panel/api/me.ts';
import { homeOf, mayOpen, navigationFor, phoneBarFor, tabOf, VIEWS } from '../../panel/views.ts';
import { may, PERMISSIONS } from '../../src/http/permissions.ts';
import type { Role } from '../../src/model/person.ts';

const somebody = (id: string, role: Role): Who => ({
  id,
  may: PERMISSIONS.filter((one) => may({ name: '', role }, one)),
});
const [admin, member, viewer] = [somebody('u1', 'admin'), somebody('u2', 'member'), somebody('u3', 'viewer')];
const idsOf = (who: Parameters<typeof navigationFor>[0]): string[] => navigationFor(who).flatMap(({ ids }) => ids);

test('an admin finds every view that has an icon', () => {
  const all = Object.keys(VIEWS).filter((id) => VIEWS[id]?.icon !== undefined);
  expect(idsOf(admin).toSorted()).toEqual(all.toSorted());
});

test('a member finds nothing that the server would refuse', () => {
  const ids = idsOf(member);
  expect(ids).toContain('on-air');
  expect(ids.filter((id) => ['govern', 'inspect', 'manage'].includes(VIEWS[id]!.needs))).toEqual([]);
});

test('who only watches finds nothing of how it is run', () => {
  for (const id of ['on-air', 'channels', 'providers', 'settings', 'alerts']) expect(mayOpen(id, viewer)).toBe(false);
  expect(phoneBarFor(viewer)).toEqual(['mine', 'guide', 'library', 'account']);
  expect(idsOf(viewer)).toEqual(['guide', 'library', 'mine', 'account']);
  expect([homeOf(viewer), homeOf(member), homeOf(undefined)]).toEqual(['mine', 'on-air', 'on-air']);
});

test('nobody opens what there is not, and nobody is nobody', () => {
  expect(mayOpen('nothing', admin)).toBe(false);
  expect(navigationFor(undefined)).toEqual([]);
});

test('a page within a view lights the tab of the view', () => {
  expect(tabOf('channel')).toBe('channels');
  expect(tabOf('guide')).toBe('guide');
});
