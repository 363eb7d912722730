// Scores how alike logos were found: as many of one logo's versions as can be had at one false pair in a thousand.

import type { Figure } from '../report.ts';

export interface LogoPair {
  readonly a: string;
  readonly b: string;
  readonly kind: 'cross_source' | 'random' | 'same_brand' | 'variant_dark_light_or_bg';
}

const FALSE_SHARE = 0.001;

/** @param scores one for each pair, higher is more alike */
export function scoreLogos(pairs: readonly LogoPair[], scores: readonly number[]): Figure[] {
  const byKind = Map.groupBy(scores.keys(), (at) => pairs[at]!.kind);
  const of = (kind: LogoPair['kind']): number[] => (byKind.get(kind) ?? []).map((at) => scores[at]!);
  const random = of('random').toSorted((a, b) => b - a);
  const bar = random[Math.floor(random.length * FALSE_SHARE)] ?? -Infinity;
  const above = (kind: LogoPair['kind']): number => {
    const all = of(kind);
    return all.filter((score) => score > bar).length / all.length;
  };
  return [
    { figure: 'logos.tpr_cross_source_at_fpr_0.1%', value: above('cross_source'), unit: '', aim: 0.55 },
    { figure: 'logos.tpr_dark_light_at_fpr_0.1%', value: above('variant_dark_light_or_bg'), unit: '' },
    { figure: 'logos.same_brand_fpr', value: above('same_brand'), unit: '', aim: 0.015, isLimit: true },
  ];
}
