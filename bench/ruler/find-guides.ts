// Finds the entries of a guide as a home does: for each list the sure ones, then what is left.

import { readName } from '../../src/formats/names/read.ts';
import type { GuideMatcher } from '../../src/matching/guide-match.ts';
import { identify } from '../../src/matching/identity.ts';
import { LeftOvers } from '../../src/matching/left-overs.ts';

export interface AskedName {
  readonly name: string;
  /** The source that writes it so: in a home, the provider. */
  readonly list: string;
  readonly market: string;
}

/** @returns ids of entries, in the order of the names */
export function findGuides(asked: readonly AskedName[], matcher: GuideMatcher): (string | null)[] {
  const leftOvers = new LeftOvers();
  const answers = asked.map(({ name, list }) => {
    const best = matcher.best(name);
    if (best) leftOvers.take({ id: best.id, lists: [list] });
    return best?.id ?? null;
  });
  const open = [...asked.entries()].filter(([at]) => answers[at] === null);
  // A list has a channel in several qualities: those are one channel there.
  const wishes = [...Map.groupBy(open, ([, one]) => channelOf(one)).values()].flatMap((group) => {
    const [, { name, list }] = group[0]!;
    const left = matcher.leftOver(name);
    return left ? [{ id: left.id, lists: [list], score: left.score, group }] : [];
  });
  for (const { id, group } of leftOvers.grant(wishes)) for (const [at] of group) answers[at] = id;
  return answers;
}

function channelOf({ name, list, market }: AskedName): string {
  const { key, station, strongGlued, variant } = identify(readName(name, { market }), { market });
  return `${list}\n${station ? key : `${variant}|${strongGlued}`}`;
}
