// Gzipped JSON lines in, and maps that make what they lack.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export const readLines = <Line>(file: string): Line[] =>
  gunzipSync(readFileSync(file))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

export function valueOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
