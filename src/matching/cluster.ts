// Names to channels: the surest pairs first, and two groups become one only if their names agree on the whole and none forbids it.

export interface Link {
  readonly a: number;
  readonly b: number;
  /** Log odds that both are one channel. */
  readonly logOdds: number;
}

export interface ClusterOptions {
  /** Pairs that speak for a merge, in any order. */
  readonly links: readonly Link[];
  /** Log odds of any pair that was compared and is not wholly unlike. */
  readonly logOddsOf: (a: number, b: number) => number | undefined;
  /** Log odds of any other pair. */
  readonly compare?: (a: number, b: number) => number;
  /** Least mean log odds between two single names that become one; between larger groups it is more. */
  readonly threshold: number;
  readonly cannotLink: (a: number, b: number) => boolean;
  /** What is known to be one channel whatever it is called, by number: of its names the likest counts. 0 for all others. */
  readonly twinOf?: (node: number) => number;
  /** Groups that are there from the start: a person made them. */
  readonly seeds?: readonly (readonly number[])[];
}

/** Stands for pairs that were not worth comparing, or turn out the less likely: one unlike pair does not outvote many alike ones. */
const NOT_COMPARED = -2;
/** Between so few pairs each is compared when it is asked for: a hostile list has groups of thousands. */
const PAIRS_COMPARED = 64;

/**
 * Log odds that two groups must have beyond what two single names need, for each time that one of them has twice as many names: a
 * wrong merge of many does more harm, and a right one less good, since most of the channel is together already.
 */
const SIZE = 0.1;

/** Different names of one channel, at most: likeness makes no larger groups, a person may. */
const MOST_NAMES = 250;

/** @returns the groups of more than one, members in the order in which they joined */
export function cluster(options: ClusterOptions): readonly (readonly number[])[] {
  const groupOf = new Map<number, number[]>();
  for (const seed of options.seeds ?? []) {
    const members = [...seed];
    for (const member of members) groupOf.set(member, members);
  }
  const group = (number: number): number[] => groupOf.get(number) ?? [number];
  /** Sizes that two groups had when they were last refused: as long as they are the same, so is the verdict. */
  const refusedAt = new Map<Link, number>();
  const join = (link: Link): boolean => {
    const [left, right] = [group(link.a), group(link.b)];
    if (left === right) return true;
    if (refusedAt.get(link) === left.length + right.length) return false;
    if (left.length + right.length > MOST_NAMES) return true;
    const verdict = agreement(left, right, options);
    if (verdict === undefined) return true;
    if (verdict < options.threshold + SIZE * Math.log2(left.length * right.length)) {
      refusedAt.set(link, left.length + right.length);
      return false;
    }
    left.push(...right);
    for (const member of left) groupOf.set(member, left);
    return true;
  };
  let waiting = options.links
    .filter((link) => link.logOdds >= options.threshold)
    .toSorted((x, y) => y.logOdds - x.logOdds || x.a - y.a || x.b - y.b);
  // A pair that is refused for now is tried again once its groups have grown: others may speak for it then.
  for (let before = -1; waiting.length !== before;) {
    before = waiting.length;
    waiting = waiting.filter((link) => !join(link));
  }
  return [...new Set(groupOf.values())];
}

/** Mean log odds between two groups; undefined when something forbids it. */
function agreement(left: readonly number[], right: readonly number[], options: ClusterOptions): number | undefined {
  const { cannotLink, logOddsOf, twinOf = () => 0 } = options;
  const compare = left.length * right.length <= PAIRS_COMPARED ? options.compare : undefined;
  let sum = 0;
  let count = 0;
  let ofTwins: Map<string, number> | undefined;
  for (const a of left) {
    const one = twinOf(a);
    for (const b of right) {
      if (cannotLink(a, b)) return undefined;
      const logOdds = logOddsOf(a, b) ?? (compare ? Math.max(NOT_COMPARED, compare(a, b)) : NOT_COMPARED);
      const other = twinOf(b);
      if (one === 0 && other === 0) {
        sum += logOdds;
        count += 1;
        continue;
      }
      const pair = `${one || -1 - a} ${other || -1 - b}`;
      ofTwins ??= new Map();
      ofTwins.set(pair, Math.max(logOdds, ofTwins.get(pair) ?? -Infinity));
    }
  }
  for (const logOdds of ofTwins?.values() ?? []) sum += logOdds;
  return sum / (count + (ofTwins?.size ?? 0));
}
