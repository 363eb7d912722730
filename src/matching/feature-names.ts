// The features of a pair of names, in the order of the vector; reasons.ts says what each means to a person.

export const FEATURES = [
  'equalStrong',
  'equalStrongShort',
  'equalGlued',
  'equalAlternative',
  'equalWords',
  'fillerConflict',
  'fillerOneSided',
  'networkOneSided',
  'ownWordOneSided',
  'spelling',
  'spellingClose',
  'skeletonEqual',
  'skeletonEqualAcross',
  'spellingAcross',
  'abbreviation',
  'abbreviationShort',
  'abbreviationLength',
  'cover',
  'coverFull',
  'speltWords',
  'begunWords',
  'soundedWords',
  'sharedRarity',
  'sharedExclusive',
  'restRarity',
  'restSome',
  'restMany',
  'restBoth',
  'restFirst',
  'restFirstCommon',
  'restOtherScript',
  'siblings',
  'reachOneSided',
  'reachConflict',
  'genreOneSided',
  'numbersEqual',
  'numberOneSided',
  'numberOneOnly',
  'plusOneSided',
  'countryOneSided',
  'countryConflict',
  'colisted',
  'colistedOften',
  'colistedStrictly',
  'colistedEqual',
  'short',
  'radioOneSided',
  'knownSame',
  'knownDifferent',
  'station',
  'stationBrandConflict',
  'stationBrandOneSided',
  'stationPowerConflict',
] as const;
export type FeatureName = (typeof FEATURES)[number];

/** Place of each feature in the vector. */
export const AT = Object.fromEntries(FEATURES.map((name, index) => [name, index])) as Readonly<
  Record<FeatureName, number>
>;

/** A vector in the order of FEATURES. */
export type Features = Float64Array;
