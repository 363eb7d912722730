// Decisions about names that nobody lists any more: a provider that writes `DE: ZDF FHD` where it wrote `|DE| ZDF HD` means
// the same name, and what was decided for it still holds.

import { keyOfRef, type NameKey } from '../formats/names/key.ts';
import { LANGUAGE_CODES, MARKET_CODES } from '../formats/names/words/markets.ts';
import type { NameTable } from '../matching/name-table.ts';
import type { ChannelId } from '../model/ids.ts';
import { Sought } from './read-alike.ts';

/** Where names belong, and where they come from. */
export interface Origins {
  /** Names that a person gave to a channel. */
  readonly pins: ReadonlyMap<NameKey, ChannelId>;
  /** The channel that a stream of this name, by its number, was in before. */
  readonly cameFrom: ReadonlyMap<number, ChannelId>;
}

/**
 * @param refs names that something was decided for, as decisions have them: `de|de zdf hd`
 * @returns for the key of each that is not in the table a name that reads the same: one whose stream was in the channel that the
 * name was given to, else one that something was decided for too, else that of the least key. Only names with a word of one
 * that is looked for are read.
 */
export function namesToday(
  refs: Iterable<string>,
  table: NameTable,
  { pins, cameFrom }: Origins,
): ReadonlyMap<NameKey, NameKey> {
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
  const rank = (key: NameKey, name: number): number => {
    const channel = pins.get(key);
    if (channel !== undefined && cameFrom.get(name) === channel) return 0;
    return decided.has(table.keys[name]!) ? 1 : 2;
  };
  const best = new Map<NameKey, number>();
  for (const [name, text] of table.texts.entries()) {
    for (const key of sought.find(table.market(name), text)) {
      const other = today.get(key);
      const found = table.keys[name]!;
      const ranked = rank(key, name);
      const known = best.get(key) ?? Infinity;
      if (ranked > known || (ranked === known && other !== undefined && other < found)) continue;
      today.set(key, found);
      best.set(key, ranked);
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
