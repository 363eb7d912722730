// Which guide channels any stream could want, as hashes: a provider's half million streams fit in a few megabytes.

import { normaliseName } from '../formats/names/normalise.ts';
import { foldXmltvId } from '../guide/fold-id.ts';
import type { Wanted } from '../guide/wanted.ts';
import type { GuideRef } from '../lineup/guide-choices.ts';
import { HashSet } from '../kernel/hash-set.ts';
import { looseKeys } from '../matching/loose-keys.ts';
import { hash53 } from '../model/ids.ts';

/** Ids and names are hashed apart: a channel named like another's id is not wanted for it. */
const ID_SEED = 1;
const NAME_SEED = 2;
const LIKENESS_SEED = 3;
/** Two such numbers add up without rounding: rounded sums depend on their order. */
const SUM_RANGE = 2 ** 52;

export interface WantedChannels {
  readonly wants: Wanted;
  /** Says whether the same is wanted as when a guide was read. */
  readonly digest: string;
}

/** What a person has chosen of a guide. */
export type ChosenGuide = Pick<GuideRef, 'name' | 'xmltv_id'>;

/** @param streams tvg-id, name and tvg-name of each */
export function collectWanted(
  streams: Iterable<readonly [string, string, string]>,
  chosen: readonly ChosenGuide[] = [],
): WantedChannels {
  const hashes = new HashSet();
  let sum = 0;
  const add = (hash: number): void => {
    if (hashes.add(hash)) sum = (sum + (hash % SUM_RANGE)) % SUM_RANGE; // in whatever order they come
  };
  for (const [tvgId, name, tvgName] of streams) {
    if (tvgId) add(hash53(foldXmltvId(tvgId), ID_SEED));
    add(hash53(normaliseName(name), NAME_SEED));
    if (tvgName && tvgName !== name) add(hash53(normaliseName(tvgName), NAME_SEED));
    for (const key of looseKeys(name)) add(hash53(key, LIKENESS_SEED));
  }
  for (const { xmltv_id: xmltvId, name } of chosen) {
    add(hash53(foldXmltvId(xmltvId), ID_SEED));
    add(hash53(normaliseName(name), NAME_SEED));
  }
  return {
    wants: ({ xmltvId, displayNames }) =>
      hashes.has(hash53(foldXmltvId(xmltvId), ID_SEED)) ||
      displayNames.some(
        (name) =>
          hashes.has(hash53(normaliseName(name), NAME_SEED)) ||
          looseKeys(name).some((key) => hashes.has(hash53(key, LIKENESS_SEED))),
      ),
    digest: `${hashes.size.toString(36)}-${sum.toString(36)}`,
  };
}
