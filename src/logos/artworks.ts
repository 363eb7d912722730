// Which logos are one artwork: a number for each, the same for those that look alike.

import { Alike, type Looked } from './alike.ts';

/** An artwork of more logos than this is a placeholder, or a family's. */
const MOST_LOGOS = 60;
/** Two pictures of one provider in one artwork weigh as much as so many pairs that look alike. */
const RIVALS_WEIGH = 5;

/**
 * @param checkpoint called now and then; may throw to cancel
 * @returns the artwork of each logo, 0 for one with nothing to see
 */
export function artworksOf(logos: readonly Looked[], checkpoint: () => void = () => undefined): number[] {
  const alike = new Alike(logos, checkpoint);
  const groupOf = logos.map((_, logo) => [logo]);
  for (const { a, b } of alike.pairs()) {
    const [left, right] = [groupOf[a]!, groupOf[b]!];
    if (left === right || left.length + right.length > MOST_LOGOS || !agree(alike, left, right)) continue;
    left.push(...right);
    for (const logo of right) groupOf[logo] = left;
  }
  const numberOf = (logo: number): number => logos[logo]!.number;
  return logos.map(({ views }, logo) => (views.length === 0 ? 0 : Math.min(...groupOf[logo]!.map(numberOf))));
}

/** Whether more pairs of two artworks speak for their being one than against it. */
function agree(alike: Alike, left: readonly number[], right: readonly number[]): boolean {
  let verdict = 0;
  for (const a of left) {
    for (const b of right) {
      if (alike.isBest(a, b)) verdict += 1;
      else if (alike.areRivals(a, b)) verdict -= RIVALS_WEIGH;
      else if (alike.likeness(a, b) === -1) verdict -= 1;
    }
  }
  return verdict >= 0;
}
