// Names that come for the first time and read the same as a channel that no name leads to any more: they are that channel.

import type { NameKey } from '../formats/names/key.ts';
import type { Known } from '../lineup/lost.ts';
import type { NameTable } from '../matching/name-table.ts';
import type { ChannelId } from '../model/ids.ts';
import { Sought } from './read-alike.ts';

/**
 * @param marketOf as the table calls it
 * @returns for each new name the channel that it inherits; of several that read the same the one with the
 * least id, so that the order of lists does not matter
 */
export function heirsOf(
  table: NameTable,
  known: Known,
  marketOf: (country: string, isRadio: boolean) => string,
): ReadonlyMap<NameKey, ChannelId> {
  const heirs = new Map<NameKey, ChannelId>();
  const fresh = [...table.keys.keys()].filter((name) => !known.isKnown(table.keys[name]!));
  if (fresh.length === 0) return heirs;
  const lost = [...known.lost((key) => table.find(key) !== undefined)];
  const note = (name: number, id: ChannelId): void => {
    const key = table.keys[name]!;
    const other = heirs.get(key);
    if (other === undefined || id < other) heirs.set(key, id);
  };
  // The fewer ones are read; of the others those that share a word with them.
  const sought = new Sought();
  if (fresh.length < lost.length) {
    for (const name of fresh) sought.add(name, table.market(name), [table.texts[name]!]);
    for (const { id, name, country, isRadio } of lost)
      for (const found of sought.find(marketOf(country, isRadio), name)) note(found, id);
  } else if (lost.length > 0) {
    for (const { id, name, country, isRadio } of lost) sought.add(id, marketOf(country, isRadio), [name]);
    for (const name of fresh)
      for (const id of sought.find(table.market(name), table.texts[name]!)) note(name, id as ChannelId);
  }
  return heirs;
}
