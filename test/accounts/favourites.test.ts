// Favourites on the disk: in a person's order, whatever is there or gone.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Favourites, favouritesSchema, MOST_FAVOURITES, type NewFavourite } from '../../src/accounts/favourites.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { printChannelId, type ChannelId } from '../../src/model/ids.ts';
import { openDocument } from '../../src/storage/document.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const channel = (id: number): NewFavourite => ({
  id: printChannelId(id as ChannelId),
  kind: 'channel',
  name: `Channel ${id}`,
});
const [a, b, c] = [channel(1), channel(2), channel(3)];

async function open() {
  const file = join(temporaryFolder(), 'favourites.json');
  const clock = createTurnedClock();
  const again = async (): Promise<Favourites> =>
    new Favourites(
      await openDocument({ file, schema: favouritesSchema, initial: () => ({ people: {} }), log: silentLog }),
      clock,
    );
  return { clock, again, favourites: await again() };
}

const namesOf = (favourites: Favourites, id = 'ada'): string[] => favourites.of(id).map(({ name }) => name);

test('they keep the order that their person gave them, over a restart', async () => {
  const { favourites, again, clock } = await open();
  const addedAt = clock.now();
  for (const favourite of [a, b, c]) await favourites.put('ada', { favourite });
  await favourites.put('ben', { favourite: b });
  clock.advance(1_000);
  await favourites.put('ada', { favourite: c, before: a.id });
  await favourites.put('ada', { favourite: a }); // it is one already, and stays where it is
  expect(namesOf(favourites)).toEqual(['Channel 3', 'Channel 1', 'Channel 2']);
  await favourites.put('ada', { favourite: c, before: null });
  expect(namesOf(await again())).toEqual(['Channel 1', 'Channel 2', 'Channel 3']);
  expect(namesOf(await again(), 'ben')).toEqual(['Channel 2']);
  expect(favourites.of('ada').every(({ added_at }) => added_at === addedAt)).toBe(true);
  const nowhere = favourites.put('ada', { favourite: a, before: channel(9).id });
  await expect(nowhere).rejects.toMatchObject({ code: 'request.invalid' });
});

test('the whole list is said at once: twins count once, and nobody has too many', async () => {
  const { favourites } = await open();
  await favourites.replace('ada', [b, a, b]);
  expect(namesOf(favourites)).toEqual(['Channel 2', 'Channel 1']);
  const { revision } = favourites.idsOf('ada');
  await favourites.replace('ada', [b, a]);
  expect(favourites.idsOf('ada').revision).toBe(revision);
  await favourites.replace('ada', [a]);
  expect(favourites.idsOf('ada').revision).not.toBe(revision);
  await favourites.replace(
    'ada',
    Array.from({ length: MOST_FAVOURITES }, (_, at) => channel(at + 1)),
  );
  const tooMany = favourites.put('ada', { favourite: channel(MOST_FAVOURITES + 1) });
  await expect(tooMany).rejects.toMatchObject({ code: 'request.conflict' });
  expect(favourites.of('ada')).toHaveLength(MOST_FAVOURITES);
});

test('who is gone leaves none', async () => {
  const { favourites } = await open();
  await favourites.put('ada', { favourite: a });
  expect(await favourites.remove('ada', b.id)).toBe(false);
  expect(await favourites.remove('ada', a.id)).toBe(true);
  await favourites.put('ada', { favourite: b });
  await favourites.forget('ada');
  expect(favourites.idsOf('ada').channels).toEqual([]);
});

test('a channel that became part of another counts as that one, and is itself again when they part', async () => {
  const { favourites } = await open();
  for (const favourite of [a, b, c]) await favourites.put('ada', { favourite });
  await favourites.put('ben', { favourite: a });
  let isMerged = true;
  favourites.follow((id) => (isMerged && printChannelId(id) === a.id ? (3 as ChannelId) : id));
  const ids = (person: string): string[] => favourites.of(person).map(({ id }) => id);
  expect([ids('ada'), ids('ben')]).toEqual([[c.id, b.id], [c.id]]);
  expect(favourites.idsOf('ben').channels).toEqual([3]);
  await favourites.put('ben', { favourite: c });
  expect(ids('ben'), 'it is one already').toEqual([c.id]);
  isMerged = false;
  expect([ids('ada'), ids('ben')]).toEqual([[a.id, b.id, c.id], [a.id]]);
  isMerged = true;
  expect([await favourites.remove('ben', c.id), ids('ben')]).toEqual([true, []]);
});
