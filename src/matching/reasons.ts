// The features in words: what a person reads who asks why two names are, or are not, one channel.

import type { FeatureName } from './feature-names.ts';

/** A feature of two names, or that they share a tvg-id or a logo. */
export type ReasonName = FeatureName | 'artwork' | 'otherTvgId' | 'tvgId';

export interface Reason {
  readonly feature: ReasonName;
  /** What it adds to the log odds; negative speaks against. */
  readonly weight: number;
}

export const REASONS: Readonly<Record<ReasonName, string>> = {
  tvgId: 'They share a tvg-id',
  otherTvgId: 'One provider, or two that use the same ids, give them different tvg-ids',
  artwork: 'Their logos look the same',
  equalStrong: 'The telling words are the same',
  equalStrongShort: 'The same words, but very short ones',
  equalGlued: 'The names are the same word for word',
  equalAlternative: 'A part of one name is the whole other name',
  equalWords: 'The same words in another spelling',
  sameWords: 'The same words in another order',
  fillerConflict: 'One says "network", "channel" or "TV" where the other says another of these',
  fillerOneSided: 'Only one says "channel" or "TV"',
  networkOneSided: 'Only one says "network"',
  ownWordOneSided: 'Only one names the country or its language',
  spelling: 'The spelling is alike',
  spellingClose: 'The spelling is almost the same',
  skeletonEqual: 'The consonants are the same',
  skeletonEqualAcross: 'The consonants are the same across two scripts',
  spellingAcross: 'The spelling is alike across two scripts',
  soundsAloneAcross: 'No other names have these consonants, across two scripts',
  soundsAlone: 'No other names have these consonants',
  equalUnaccented: 'One is the other without its accented letters',
  abbreviation: 'One abbreviates the other',
  abbreviationShort: 'The abbreviation has few letters',
  abbreviationLength: 'The abbreviation is nearly as long as the name',
  begunWordByWord: 'Word by word one begins the other',
  initialsAlone: 'No other name has these initials',
  cover: 'Both names consist mostly of shared words',
  coverFull: 'One name consists of shared words',
  speltWords: 'Words differ by a letter or two',
  begunWords: 'Words begin alike',
  soundedWords: 'Words sound alike',
  soundedAcross: 'Words sound alike across two scripts',
  consonantsAcross: 'The consonants are alike across two scripts',
  sharedRarity: 'They share a rare word',
  sharedExclusive: 'They share a word that hardly any other channel has',
  restRarity: 'A rare word is left over',
  restSome: 'A word is left over',
  restMany: 'Several words are left over',
  restBoth: 'Each has a word that the other lacks',
  restInner: 'What is left over stands in the middle',
  restFirst: 'One has another word in front',
  restFirstCommon: "One has a family's name in front",
  restFirstOptional: 'One has a word in front that often is left out here',
  restInitials: 'What is left over are the initials, or what they stand for',
  restOtherScript: 'The rest is written in another script',
  siblings: 'Many channels begin with these words',
  reachOneSided: 'Only one says how far it reaches',
  reachNear: 'Only one says that it is for the part of the world from which the list is',
  reachConflict: 'They say differently how far they reach',
  genreOneSided: 'Only one names its genre',
  genreInner: 'Only one names its genre, in the middle',
  numbersEqual: 'The numbers agree',
  numberOneSided: 'Only one has a number',
  numberOneOnly: 'The number is 1',
  plusOneSided: 'Only one is a "plus"',
  countryOneSided: 'Only one names a country or a language',
  neighbourOneSided: 'Only one names a neighbouring country',
  countryConflict: 'They name different countries or languages',
  colisted: 'A provider lists both',
  colistedOften: 'Several providers list both',
  colistedStrictly: 'A provider that seldom repeats itself lists both',
  colistedEqual: 'A provider lists both, with the same telling words',
  short: 'A very short name',
  radioOneSided: 'Only one is a radio station',
  knownOneSided: 'The knowledge base has only one of the names',
  knownSame: 'The knowledge base has them as one channel',
  knownShared: 'The knowledge base has a channel of both names, among others',
  knownDifferent: 'The knowledge base has them as two channels',
  knownDifferentElsewhere: 'The knowledge base has them as two channels, one of them in another country',
  station: 'The same call sign and subchannel',
  stationBrandConflict: 'The stations carry different networks',
  stationBrandOneSided: 'Only one says which network it carries',
  stationBrandColisted: 'A provider lists the station with a network and without one',
  stationPowerConflict: 'One is a station of low power',
  entryFirst: 'The guide has another word in front',
  entryLast: 'The guide says more behind the name',
};

/** Where what else is there makes it speak for the two, the words above would say the opposite. */
export const REASONS_FOR: Readonly<Partial<Record<ReasonName, string>>> = {
  countryConflict: 'Each names a country or a language',
};

export const reasonText = ({ feature, weight }: Reason): string =>
  (weight > 0 ? REASONS_FOR[feature] : undefined) ?? REASONS[feature];

/** Reasons kept of a suggestion, the weightiest. */
export const REASONS_KEPT = 6;
