// Makes something a favourite, or no longer. A list that is looked at in the same moment waits for it.

import { ask } from './client.ts';

const underWay = new Set<Promise<unknown>>();

/** @throws Problem */
export async function setFavourite(id: string, isFavourite: boolean): Promise<void> {
  const asked = isFavourite
    ? ask('PUT /favourites/{id}', { params: { id } })
    : ask('DELETE /favourites/{id}', { params: { id } });
  underWay.add(asked);
  try {
    await asked;
  } finally {
    underWay.delete(asked);
  }
}

/** Resolves when what was pressed before has been answered, well or badly. */
export const favouritesSettled = async (): Promise<void> => void (await Promise.allSettled(underWay));
