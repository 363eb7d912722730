// Bounds what a list says in words: whole lines of a broken one come as names.

import type { StreamEntry } from '../model/stream.ts';

/** Nobody reads on. What a name says is looked for again and again, and a page of a list begins behind one. */
const LONGEST = 1_000;

/** The same entry where nothing is longer. */
export function withShortTexts(entry: StreamEntry): StreamEntry {
  const { name, tvgName, group } = entry;
  if (name.length <= LONGEST && tvgName.length <= LONGEST && group.length <= LONGEST) return entry;
  return { ...entry, name: beginningOf(name), tvgName: beginningOf(tvgName), group: beginningOf(group) };
}

/** Never half a character. */
const beginningOf = (text: string): string => text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '');
