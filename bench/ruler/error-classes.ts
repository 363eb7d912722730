// Sorts pairs that were merged wrongly, or not at all, by what the two names have in common.

import { ratio } from 'fuzzball/ultra_lite';
import { readName } from '../../src/formats/names/read.ts';
import { alignWords } from '../../src/matching/align.ts';
import { identify, isNumber, type Identity } from '../../src/matching/identity.ts';
import type { MergeErrors, MergeRow } from './merge.ts';

export type Pair = readonly [MergeRow, MergeRow];

/** The first that holds names the class. */
const CLASSES: readonly (readonly [name: string, holds: (a: Identity, b: Identity) => boolean])[] = [
  ['stations', (a, b) => a.station !== null || b.station !== null],
  ['other variants', (a, b) => a.variant !== b.variant || (a.extension !== b.extension && a.bare === b.bare)],
  ['equal names', (a, b) => a.strongGlued === b.strongGlued],
  ['other numbers', (a, b) => a.numbers !== b.numbers],
  ['two scripts', (a, b) => a.isTransliterated !== b.isTransliterated],
  ['nothing in common', (a, b) => sharedOf(a, b) === 0 && spelling(a, b) < 60],
  ['spelt otherwise', (a, b) => sharedOf(a, b) === 0 || restOf(a, b).every((rest) => rest === 0)],
  ['one has more words', (a, b) => restOf(a, b).some((rest) => rest === 0)],
  ['each has words of its own', () => true],
];

const spelling = (a: Identity, b: Identity): number => ratio(a.strongGlued, b.strongGlued, { full_process: false });

function sharedOf(a: Identity, b: Identity): number {
  const { equal, glued } = alignWords(a.strong, b.strong);
  return [...equal, ...glued].filter((word) => !isNumber(word)).length;
}

function restOf(a: Identity, b: Identity): readonly number[] {
  const { restA, restB } = alignWords(a.strong, b.strong);
  return [restA.length, restB.length];
}

const identityOf = ({ name, market }: MergeRow): Identity => identify(readName(name, { market }), { market });

/** Each class with its pairs, the largest first. */
export function sortErrors(pairs: readonly Pair[]): (readonly [name: string, pairs: readonly Pair[]])[] {
  const sorted = Map.groupBy(pairs, ([one, other]) => {
    const [a, b] = [identityOf(one), identityOf(other)];
    return CLASSES.find(([, holds]) => holds(a, b))![0];
  });
  return [...sorted].toSorted((x, y) => y[1].length - x[1].length);
}

/** Of each kind and class so many pairs, spread over all markets. */
export function examplesOf(errors: MergeErrors, count: number): object[] {
  return (['wrong', 'missed'] as const).flatMap((kind) =>
    sortErrors(errors[kind]).flatMap(([name, pairs]) => {
      const step = Math.max(1, pairs.length / count);
      const chosen = Array.from({ length: Math.min(count, pairs.length) }, (_, at) => pairs[Math.floor(at * step)]!);
      return chosen.map(([a, b]) => ({ kind, class: name, market: a.market, a: a.name, b: b.name }));
    }),
  );
}
