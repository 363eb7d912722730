// From examples to a model: a weight for each feature.

import { FEATURES, type FeatureName } from '../../src/matching/feature-names.ts';
import type { Model } from '../../src/matching/weights.ts';
import { fitLogistic, type Example } from './logistic.ts';

export const KNOWLEDGE_FEATURES: readonly FeatureName[] = [
  'knownSame',
  'knownShared',
  'knownDifferent',
  'knownDifferentElsewhere',
];

export interface FitInput {
  /** Without a knowledge base, and the same with one. */
  readonly plain: readonly Example[];
  readonly known: readonly Example[];
  /** Those that a knowledge base sets. */
  readonly ofKnowledge?: readonly FeatureName[];
  readonly ridge: number;
}

/** The knowledge base is optional: the other weights are fitted as if there were none, then its own on top of them. */
export function fitModel({ plain, known, ridge, ofKnowledge = KNOWLEDGE_FEATURES }: FitInput): Model {
  const places = new Set(ofKnowledge.map((name) => FEATURES.indexOf(name)));
  const start = fitLogistic(plain, { ridge, isFree: (feature) => !places.has(feature) });
  const weights = fitLogistic(known, { ridge, isFree: (feature) => places.has(feature), start });
  return {
    bias: rounded(weights[0]!),
    weights: Object.fromEntries(FEATURES.map((name, at) => [name, rounded(weights[at + 1]!)])) as Model['weights'],
  };
}

/** Two decimals are what the file has. */
const rounded = (weight: number): number => Math.round(weight * 100) / 100 || 0;
