import { expect, test } from 'vitest';
import { favouritesSettled, setFavourite } from '../../../panel/api/favourite.ts';
import { serve } from '../elements/api.ts';

test('what was pressed is answered before a list is looked at, and a refusal holds nothing up', async () => {
  const { asked } = await serve({ 'PUT /api/favourites/c1': 204, 'DELETE /api/favourites/c2': 409 });
  const taken = setFavourite('c1', true);
  const refused = setFavourite('c2', false).catch((error: { status: number }) => error.status);
  await favouritesSettled();
  expect(asked.map(({ route }) => route).toSorted()).toEqual(['DELETE /api/favourites/c2', 'PUT /api/favourites/c1']);
  await taken;
  expect(await refused).toBe(409);
  await favouritesSettled();
});
