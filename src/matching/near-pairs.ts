// Which two names of a market are worth comparing, each pair once: columns in the order of the lower name's number, then of the
// higher one's.

export interface NearPairs {
  /** Name n is near `others` from `starts[n]` to `starts[n + 1]`: ascending, all after its own number. */
  readonly starts: Int32Array;
  readonly others: Int32Array;
}

/**
 * @param nameCount how many names there are, numbered from 0
 * @param limit how many are near to one at most
 * @param nearTo of a name's number; where one is near the other, the pair is
 */
export function nearPairs(nameCount: number, limit: number, nearTo: (name: number) => readonly number[]): NearPairs {
  const lower = new Int32Array(nameCount * limit);
  const higher = new Int32Array(nameCount * limit);
  let count = 0;
  for (let name = 0; name < nameCount; name += 1) {
    const near = nearTo(name);
    for (let at = 0; at < near.length; at += 1, count += 1) {
      const other = near[at]!;
      lower[count] = Math.min(name, other);
      higher[count] = Math.max(name, other);
    }
  }
  const byOther = placesBy(higher.subarray(0, count), nameCount);
  const { starts, places } = spread(lower.subarray(0, count), nameCount, byOther);
  return withoutRepeated(starts, places, higher);
}

const placesBy = (column: Int32Array, limit: number): Int32Array => spread(column, limit).places;

/** Places of a column by what stands there, numbers below `limit`; of equal ones in the order given. */
function spread(column: Int32Array, limit: number, order?: Int32Array): { starts: Int32Array; places: Int32Array } {
  const starts = new Int32Array(limit + 1);
  for (let at = 0; at < column.length; at += 1) starts[column[at]! + 1]! += 1;
  for (let value = 0; value < limit; value += 1) starts[value + 1]! += starts[value]!;
  const next = starts.slice();
  const places = new Int32Array(column.length);
  for (let at = 0; at < column.length; at += 1) {
    const place = order ? order[at]! : at;
    const value = column[place]!;
    places[next[value]!] = place;
    next[value]! += 1;
  }
  return { starts, places };
}

/** Two that are near each other were noted twice, one after the other. */
function withoutRepeated(starts: Int32Array, places: Int32Array, higher: Int32Array): NearPairs {
  const kept = new Int32Array(starts.length);
  const others = new Int32Array(places.length);
  let count = 0;
  for (let name = 0; name + 1 < starts.length; name += 1) {
    kept[name] = count;
    for (let at = starts[name]!; at < starts[name + 1]!; at += 1) {
      const other = higher[places[at]!]!;
      if (count > kept[name]! && others[count - 1] === other) continue;
      others[count] = other;
      count += 1;
    }
  }
  kept[starts.length - 1] = count;
  return { starts: kept, others: others.slice(0, count) };
}
