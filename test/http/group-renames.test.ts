// Who may watch a group may watch it under its next name.

import { expect, test } from 'vitest';
import { ADA } from '../fakes/api-people.ts';
import { startLan } from '../fakes/lan-server.ts';

async function setUp() {
  const { rooms, api } = await startLan();
  const [group] = (await rooms.lineup.lists.groups()).map(({ name }) => name);
  await rooms.accounts.people.patch(ADA, { groups: [group!] });
  const move = async (to: string, more: object = {}): Promise<readonly string[] | null | undefined> => {
    const body = { patches: [{ where: { group }, set: { group: to } }], ...more };
    expect((await api('PATCH', '/channels', body)).status).toBe(200);
    return rooms.accounts.people.get(ADA)?.groups;
  };
  return { rooms, group: group!, move };
}

test('a group that is renamed takes along who may watch it; a dry run takes nobody', async () => {
  const { rooms, group, move } = await setUp();
  expect(await move('Sports abroad', { dry_run: true })).toEqual([group]);
  expect(await move('Sports abroad')).toEqual([group, 'Sports abroad']);
  expect(await move('Sports abroad')).toEqual([group, 'Sports abroad']);
  expect(rooms.accounts.people.named('admin')?.groups).toBeNull();
});

test('into a group that is there already nobody is let in by that', async () => {
  const { rooms, group, move } = await setUp();
  const groups = await rooms.lineup.lists.groups();
  rooms.lineup.lists.groups = () => Promise.resolve([...groups, { ...groups[0]!, name: 'Adult' }]);
  expect(await move('Adult')).toEqual([group]);
});
