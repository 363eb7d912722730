// Channels that are alike without being one, for display: numbers, coasts, time shifts and sister channels of one name, and
// what is proposed as one channel.

import { NumberMap } from '../kernel/number-map.ts';
import { hash53 } from '../model/ids.ts';
import { isNumber, type Identity } from './identity.ts';
import { extensionOf } from './words/extensions.ts';
import { FILLERS } from './words/fillers.ts';
import { canonicalWord } from './words/synonyms.ts';

/** Two channels of the market. */
interface Alike {
  readonly a: number;
  readonly b: number;
}

interface OfFamily {
  /** Of the name that its family has in common, in its market; 0 for what is compared with nothing. */
  readonly family: number;
}

/**
 * @param groupOf for each node the first node of its channel
 * @param alike nodes of channels that may be one
 * @returns for each node its family: the least of the numbers of the names that its channels have in common, so that the
 * order of lists and a provider that goes change nothing; 0 for what is compared with nothing
 */
export function familiesOf(
  nodes: readonly OfFamily[],
  { groupOf, alike }: { readonly groupOf: Int32Array; readonly alike: readonly Alike[] },
): Float64Array {
  const parents = Int32Array.from(groupOf);
  const root = (node: number): number => {
    let at = node;
    while (parents[at] !== at) at = parents[at] = parents[parents[at]!]!;
    return at;
  };
  const join = (a: number, b: number): void => void (parents[root(a)] = root(b));
  const firstOf = new NumberMap(nodes.length);
  for (let at = 0; at < nodes.length; at += 1) {
    const { family } = nodes[at]!;
    if (family === 0) continue;
    const first = firstOf.get(family);
    if (first === undefined) firstOf.set(family, at);
    else join(at, first);
  }
  for (const { a, b } of alike) join(a, b);
  const least = new Float64Array(nodes.length);
  for (let at = 0; at < nodes.length; at += 1) {
    const { family } = nodes[at]!;
    const to = root(at);
    if (family !== 0 && (least[to] === 0 || family < least[to]!)) least[to] = family;
  }
  return least.map((_, at) => least[root(at)]!);
}

/** @returns a hash of the market and of the name that a family has in common */
export function familyOf(market: string, identity: Identity): number {
  const name = familyName(identity);
  return name === '' ? 0 : hash53(`${market}\n${name}`);
}

/** `skysport` for `Sky Sport 2`, `Sky Sports Plus`; the whole name where nothing else is left (`Channel 4`). */
function familyName({ strong, glued }: Identity): string {
  const telling = strong.filter((word, place) => !isNumber(word) && extensionOf(word, place) === undefined);
  if (telling.every((word) => word.length < 2 || FILLERS.has(word))) return glued;
  return telling.map(canonicalWord).join('');
}
