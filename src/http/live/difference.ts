// What a topic holds, and what has changed in it: items by key, compared field by field.

import { isDeepStrictEqual } from 'node:util';

export type Item = Readonly<Record<string, unknown>>;
export type Items = ReadonlyMap<string, Item>;

export interface Difference {
  /** New items whole; of known ones only the fields that have changed. */
  readonly set: Items;
  readonly removed: readonly string[];
}

/** `undefined` when nothing has changed. An item's fields are always the same ones: none is ever left out. */
export function differenceOf(before: Items, after: Items): Difference | undefined {
  const set = new Map<string, Item>();
  for (const [key, item] of after) {
    const known = before.get(key);
    const changed = known ? changedFields(known, item) : item;
    if (changed) set.set(key, changed);
  }
  const removed = [...before.keys()].filter((key) => !after.has(key));
  return set.size === 0 && removed.length === 0 ? undefined : { set, removed };
}

function changedFields(before: Item, after: Item): Item | undefined {
  const changed = Object.entries(after).filter(([field, value]) => !isSame(before[field], value));
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

/** Nearly every field is a number or a string: comparing deeply costs twenty times as much. */
function isSame(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  return typeof after === 'object' && after !== null && isDeepStrictEqual(before, after);
}
