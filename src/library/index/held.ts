// The index that a reading thread keeps with its connection from one question to the next, as long as the library is the same.

import type { DatabaseSync } from 'node:sqlite';
import { loadIndex, type TitleIndex } from './title-index.ts';

interface Held {
  readonly edition: number;
  readonly index: TitleIndex;
}

const held = new WeakMap<DatabaseSync, Held>();

/** In a transaction: index and table are to be of one state. */
export function heldIndex(database: DatabaseSync): TitleIndex {
  const edition = database.prepare('SELECT edition FROM state').get()?.['edition'] as number;
  const known = held.get(database);
  if (known?.edition === edition) return known.index;
  held.delete(database); // not both at once
  const index = loadIndex(database);
  held.set(database, { edition, index });
  return index;
}
