// Decisions about names that nobody lists any more: a provider that writes `DE: ZDF FHD` where it wrote `|DE| ZDF HD` means
// the same name, and what was decided for it still holds.

import { keyOfRef, type NameKey } from '../formats/names/key.ts';
import { LANGUAGE_CODES, MARKET_CODES } from '../formats/names/words/markets.ts';
import type { NameTable } from '../matching/name-table.ts';
import { Sought } from './read-alike.ts';

/**
 * @param refs names that something was decided for, as decisions have them: `de|de zdf hd`
 * @returns for the key of each that is not in the table a name that reads the same: one that something was decided for too,
 * else that of the least key. Only names with a word of one that is looked for are read.
 */
export function namesToday(refs: Iterable<string>, table: NameTable): ReadonlyMap<NameKey, NameKey> {
  const today = new Map<NameKey, NameKey>();
  const sought = new Sought();
  const decided = new Set<NameKey>();
  let goneCount = 0;
  for (const ref of new Set(refs)) {
    const key = keyOfRef(ref);
    if (table.find(key) !== undefined) {
      decided.add(key);
      continue;
    }
    const { market, name } = partsOf(ref);
    sought.add(key, market, readingsOf(name));
    goneCount += 1;
  }
  if (goneCount === 0) return today;
  const rank = (key: NameKey): number => (decided.has(key) ? key : key + 2 ** 53);
  for (const [index, text] of table.texts.entries()) {
    for (const key of sought.find(table.market(index), text)) {
      const [known, other] = [today.get(key), table.keys[index]!];
      if (known === undefined || rank(other) < rank(known)) today.set(key, other);
    }
  }
  return today;
}

function partsOf(ref: string): { readonly market: string; readonly name: string } {
  const bar = ref.indexOf('|');
  return { market: ref.slice(0, bar), name: ref.slice(bar + 1) };
}

/** A decision's name has lost what divided it: a code that it begins with may have been a prefix. */
function readingsOf(name: string): string[] {
  const [first = '', ...rest] = name.split(' ');
  const isCode = rest.length > 0 && (MARKET_CODES.has(first) || LANGUAGE_CODES.has(first));
  return isCode ? [name, `${first}: ${rest.join(' ')}`] : [name];
}
