// The order of numbers in a column, without asking of each two which is less: that takes several times as long.

/** Hashes fall one or two into each; of other numbers so many may fall into one that they are sorted by asking. */
const FEW = 16;

/** @param values whole numbers, 0 or more, quick where they are hashes @returns their places, the least first; of equal ones the earlier */
export function placesInOrder(values: Float64Array): Uint32Array {
  const count = values.length;
  let most = 0;
  for (let place = 0; place < count; place += 1) most = Math.max(most, values[place]!);
  const perValue = count / (most + 1);
  const bucketOf = (place: number): number => Math.min(count - 1, Math.floor(values[place]! * perValue));
  const starts = new Uint32Array(count + 1);
  for (let place = 0; place < count; place += 1) starts[bucketOf(place) + 1]! += 1;
  for (let bucket = 0; bucket < count; bucket += 1) starts[bucket + 1]! += starts[bucket]!;
  const places = new Uint32Array(count);
  const next = starts.slice();
  for (let place = 0; place < count; place += 1) {
    const bucket = bucketOf(place);
    places[next[bucket]!] = place;
    next[bucket]! += 1;
  }
  for (let bucket = 0; bucket < count; bucket += 1) {
    const [from, to] = [starts[bucket]!, starts[bucket + 1]!];
    // oxlint-disable-next-line no-array-sort -- in place, of a column made here
    if (to - from > FEW) places.subarray(from, to).sort((a, b) => values[a]! - values[b]! || a - b);
    else insertInOrder(values, places, from, to);
  }
  return places;
}

// oxlint-disable-next-line max-params -- of each bucket: no object is made for it
function insertInOrder(values: Float64Array, places: Uint32Array, from: number, to: number): void {
  for (let at = from + 1; at < to; at += 1) {
    const place = places[at]!;
    const value = values[place]!;
    let free = at;
    for (; free > from && values[places[free - 1]!]! > value; free -= 1) places[free] = places[free - 1]!;
    places[free] = place;
  }
}
