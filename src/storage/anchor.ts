// Pages of a list that has no keys to go on from, only an order: a page begins behind the last row of the page before, found by its id;
// where that one is gone, behind the one before it.

import { formatCursor, noCursor, parseCursor } from './keyset.ts';

/** Of these at least one is still there when the next page is asked for. */
const IDS_KEPT = 5;

export interface Anchor {
  /** How many rows were before. */
  readonly place: number;
  /** Of the last rows, the last one first. */
  readonly ids: readonly string[];
}

/** @param list as of `formatCursor` @param shown the page's ids, in order, without commas */
export const formatAnchor = (list: string, place: number, shown: readonly string[]): string =>
  formatCursor(list, [place, shown.slice(-IDS_KEPT).toReversed().join(',')]);

/** @throws AppError `request.invalid` for what is no cursor of this list */
export function parseAnchor(text: string | undefined, list: string): Anchor | null {
  const values = parseCursor(text, list, 2);
  if (!values) return null;
  const [place, ids] = values;
  if (typeof place !== 'number' || !Number.isSafeInteger(place) || place < 0 || typeof ids !== 'string')
    throw noCursor();
  return { place, ids: ids.split(',').slice(0, IDS_KEPT) };
}

/** Where the next page begins. @param placeOf -1 for an id that is gone */
export function placeBehind(anchor: Anchor | null, placeOf: (id: string) => number): number {
  if (!anchor) return 0;
  for (const id of anchor.ids) {
    const place = placeOf(id);
    if (place >= 0) return place + 1;
  }
  return anchor.place;
}
