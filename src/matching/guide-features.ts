// Features of a name and a guide's entry that two names of a market do not have: there it tells which of them says more.

import { AT, type Features } from './feature-names.ts';
import type { Identity } from './identity.ts';

/**
 * Lists put a brand in front of what a guide calls by its own name (`Stingray The Spa`); the other way round it seldom is
 * the channel. What a guide says behind a name more often only explains it (`BFM Lyon Métropole`).
 */
export function fillEntry(into: Features, asked: Identity, entry: Identity): void {
  // `Premier 1` has the entry `Premier Sports 1`: a guide has no sister beside it that would be likelier.
  if (into[AT.genreOneSided] === 1 && into[AT.restInner] === 1) into[AT.genreInner] = 1;
  if (into[AT.restSome] !== 1 || into[AT.restBoth] === 1 || entry.strong.length <= asked.strong.length) return;
  const isFirst = into[AT.restFirst] === 1 || into[AT.restFirstCommon] === 1;
  into[isFirst ? AT.entryFirst : AT.entryLast] = 1;
}

export const isAbbreviated = (features: Features): boolean => features[AT.abbreviation] === 1;

/** An abbreviation that is not sure is as often another channel's; and what the knowledge base has as two are two. */
export const isDoubtful = (features: Features): boolean =>
  isAbbreviated(features) || features[AT.knownDifferent] === 1 || features[AT.knownDifferentElsewhere] === 1;

/** `Bloomberg TV Europe` and `Bloomberg TV`, `Moonbug` and `Moonbug Kids`. */
export const isButForReach = (features: Features): boolean =>
  features[AT.reachOneSided] === 1 || features[AT.reachNear] === 1 || features[AT.genreOneSided] === 1;

/** `BBC Red Button 3` and `BBC Red Button`: one of several. */
export const isNumberedAlone = (features: Features): boolean => features[AT.numberOneSided] === 1;
