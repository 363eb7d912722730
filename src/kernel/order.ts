// The order of numbers in a column, without asking which of two is less: that takes several times as long.

import { NumberMap } from './number-map.ts';

/** @param values whole numbers, 0 or more, below 2^53 - 1 @returns their places, the least first; of equal ones the earlier */
export function placesInOrder(values: Float64Array): Uint32Array {
  const placeOf = new NumberMap(values.length);
  for (let place = 0; place < values.length; place += 1) placeOf.set(values[place]!, place);
  const places = new Uint32Array(values.length);
  if (placeOf.size < values.length) {
    for (let place = 0; place < values.length; place += 1) places[place] = place;
    // oxlint-disable-next-line no-array-sort -- in place, of a list made here
    return places.sort((a, b) => values[a]! - values[b]! || a - b);
  }
  const sorted = values.toSorted();
  for (let at = 0; at < sorted.length; at += 1) places[at] = placeOf.get(sorted[at]!)!;
  return places;
}
