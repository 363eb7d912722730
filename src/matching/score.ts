// From features to a probability, a figure that people know, and reasons.

import { AT, FEATURES, type FeatureName } from './feature-names.ts';
import { fillListed, type Listed } from './features.ts';
import type { Reason } from './reasons.ts';
import { GUIDE_MODEL, MERGE_MODEL, type Model } from './weights.ts';

/** Weights in the order of FEATURES. */
interface Prepared {
  readonly bias: number;
  readonly weights: Float64Array;
}

const prepare = ({ bias, weights }: Model): Prepared => ({
  bias,
  weights: Float64Array.from(FEATURES, (name) => weights[name]),
});

const MODELS = { merge: prepare(MERGE_MODEL), guide: prepare(GUIDE_MODEL) };
/** Two names of a market, or a name and one of the channels of one guide: there other things are likely. */
export type Purpose = keyof typeof MODELS;

/** @param features in the order of FEATURES */
export function logOddsOf(features: Float64Array, purpose: Purpose): number {
  const { bias, weights } = MODELS[purpose];
  let sum = bias;
  for (let index = 0; index < weights.length; index += 1) sum += (weights[index] ?? 0) * (features[index] ?? 0);
  return sum;
}

/** Features from 0 to 1 that hang on how rare words are in the market, and by which one it is seen that there are such words. */
const OF_RARITY: readonly (readonly [FeatureName, FeatureName])[] = [
  ['cover', 'cover'],
  ['coverFull', 'coverFull'],
  ['sharedRarity', 'sharedRarity'],
  ['sharedExclusive', 'sharedRarity'],
  ['restRarity', 'restSome'],
];
const PLACES_OF_RARITY = OF_RARITY.map(([name, witness]) => [AT[name], AT[witness]] as const);
const MOST = new Float64Array(FEATURES.length);

/**
 * The most that `logOddsOf` can say where names are merged, however rare the words of these two are: never less than it
 * says, to the last bit.
 */
export function mostLogOddsOf(features: Float64Array): number {
  const { weights } = MODELS.merge;
  MOST.set(features);
  for (const [place, witness] of PLACES_OF_RARITY)
    if (features[witness]! > 0) MOST[place] = weights[place]! > 0 ? 1 : 0;
  if (features[AT.restFirst] === 1 || features[AT.restFirstCommon] === 1) {
    const isCommonBetter = weights[AT.restFirstCommon]! > weights[AT.restFirst]!;
    MOST[AT.restFirst] = isCommonBetter ? 0 : 1;
    MOST[AT.restFirstCommon] = isCommonBetter ? 1 : 0;
  }
  return logOddsOf(MOST, 'merge');
}

const OF_LISTS: readonly FeatureName[] = [
  'colisted',
  'colistedOften',
  'colistedStrictly',
  'colistedEqual',
  'stationBrandColisted',
];
const PLACES_OF_LISTS = OF_LISTS.map((name) => AT[name]);
const SCRATCH = new Float64Array(FEATURES.length);

/** What is added, where names are merged, for who lists both: 0 where nobody does. */
export function logOddsOfLists(listed: Listed): number {
  if (listed.common === 0) return 0;
  for (const place of PLACES_OF_LISTS) SCRATCH[place] = 0;
  fillListed(SCRATCH, listed);
  let sum = 0;
  for (const place of PLACES_OF_LISTS) sum += MODELS.merge.weights[place]! * SCRATCH[place]!;
  return sum;
}

/** Log odds at which one user's 85 of 100 lies: there the merges of the real lists of 2026 were right in 96 of 100 pairs. */
const DEFAULT_THRESHOLD = 85;
const DEFAULT_LOG_ODDS = 0.41;
const OFFSET = Math.log(DEFAULT_THRESHOLD / (100 - DEFAULT_THRESHOLD)) - DEFAULT_LOG_ODDS;

/** `matching.merge_threshold`, 0 to 100, as log odds. */
export function thresholdLogOdds(threshold: number): number {
  const share = Math.min(99.9, Math.max(0.1, threshold)) / 100;
  return Math.log(share / (1 - share)) - OFFSET;
}

/** 0 to 100, on the scale of the setting. */
export function scoreOf(logOdds: number): number {
  return 100 / (1 + Math.exp(-(logOdds + OFFSET)));
}

/** What decided, the weightiest first. */
export function reasonsOf(features: Float64Array, purpose: Purpose): Reason[] {
  const { weights } = MODELS[purpose];
  return FEATURES.map((feature, index) => {
    const weight = (weights[index] ?? 0) * (features[index] ?? 0);
    return { feature, weight };
  })
    .filter((reason) => Math.abs(reason.weight) > 0.05)
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
