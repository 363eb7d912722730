// Call signs that the names of a market prove, so that bare ones are understood: `WSOC Charlotte` beside `ABC (WSOC) Charlotte, NC`.

import type { NameReading } from '../formats/names/reading.ts';

/** Call sign to the folded words of its towns. */
export type KnownSigns = Map<string, Set<string>>;

/** @returns whether any sign was new */
export function learnSigns(signs: KnownSigns, readings: Iterable<NameReading>): boolean {
  let isNew = false;
  for (const { callSign, parts } of readings) {
    if (callSign === '') continue;
    let towns = signs.get(callSign);
    if (!towns) {
      signs.set(callSign, (towns = new Set()));
      isNew = true;
    }
    for (const part of parts) {
      if (part.kind !== 'place') continue;
      for (const word of part.value.toLowerCase().split(/[^a-z]+/)) if (word !== '') towns.add(word);
    }
  }
  return isNew;
}
