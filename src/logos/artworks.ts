// Which logos are one artwork: a number for each, the same for those that look alike.

import { Alike } from './alike.ts';
import type { PackedLooks } from './packed-looks.ts';

/** An artwork of more logos than this is a placeholder, or a family's. */
const MOST_LOGOS = 60;
/** Two pictures of one provider in one artwork weigh as much as so many pairs that look alike. */
const RIVALS_WEIGH = 5;

/**
 * @param checkpoint called now and then; may throw to cancel
 * @returns the artwork of each logo, 0 for one with nothing to see
 */
export function artworksOf(looks: PackedLooks, checkpoint: () => void = () => undefined): Float64Array {
  const { numbers, firstViews } = looks;
  const alike = new Alike(looks, checkpoint);
  const groups = new Groups(numbers.length);
  let count = 0;
  for (const [a, b] of alike.pairs(checkpoint)) {
    count += 1;
    if (count % CHECK_EVERY === 0) checkpoint();
    const [one, other] = [groups.of(a), groups.of(b)];
    if (one === other || groups.sizeOf(one) + groups.sizeOf(other) > MOST_LOGOS) continue;
    if (groups.wereRefused(one, other)) continue;
    if (agree(alike, groups.membersOf(one), groups.membersOf(other))) groups.join(one, other);
    else groups.refuse(one, other);
  }
  const artworks = new Float64Array(numbers.length).fill(Infinity);
  for (const [logo, number] of numbers.entries()) {
    const group = groups.of(logo);
    artworks[group] = Math.min(artworks[group]!, number);
  }
  const hasViews = (logo: number): boolean => firstViews[logo + 1]! > firstViews[logo]!;
  return artworks.map((_, logo) => (hasViews(logo) ? artworks[groups.of(logo)]! : 0));
}

const CHECK_EVERY = 1_000;

/** Whether more pairs of two artworks speak for their being one than against it. */
function agree(alike: Alike, left: readonly number[], right: readonly number[]): boolean {
  let verdict = 0;
  for (const a of left) for (const b of right) verdict += alike.isBest(a, b) ? 1 : weightAgainst(alike, a, b);
  return verdict >= 0;
}

function weightAgainst(alike: Alike, a: number, b: number): number {
  if (alike.areRivals(a, b)) return -RIVALS_WEIGH;
  return alike.likeness(a, b) === -1 ? -1 : 0;
}

/** Logos that are one artwork so far. */
class Groups {
  /** For each logo one of its group, which the group is called after. */
  readonly #groupOf: Uint32Array;
  /** Of groups of several. */
  readonly #members = new Map<number, number[]>();
  /** Pairs of groups that do not agree, as they are: one that grows is asked for again. */
  readonly #refused = new Map<number, number>();

  constructor(logoCount: number) {
    this.#groupOf = Uint32Array.from({ length: logoCount }, (_, logo) => logo);
  }

  of(logo: number): number {
    return this.#groupOf[logo]!;
  }

  sizeOf(group: number): number {
    return this.#members.get(group)?.length ?? 1;
  }

  membersOf(group: number): readonly number[] {
    return this.#members.get(group) ?? [group];
  }

  join(one: number, other: number): void {
    const members = [...this.membersOf(one), ...this.membersOf(other)];
    for (const logo of this.membersOf(other)) this.#groupOf[logo] = one;
    this.#members.set(one, members);
    this.#members.delete(other);
  }

  refuse(one: number, other: number): void {
    this.#refused.set(this.#pairOf(one, other), this.#sizesOf(one, other));
  }

  wereRefused(one: number, other: number): boolean {
    return this.#refused.get(this.#pairOf(one, other)) === this.#sizesOf(one, other);
  }

  #pairOf(one: number, other: number): number {
    return Math.min(one, other) * this.#groupOf.length + Math.max(one, other);
  }

  /** Together: neither gets smaller. */
  #sizesOf(one: number, other: number): number {
    return this.sizeOf(one) + this.sizeOf(other);
  }
}
