// Channels that are alike without being one, for display: numbers, coasts, time shifts and sister channels of one name, and
// what is proposed as one channel.

import { hash53 } from '../model/ids.ts';
import { isNumber, type Identity } from './identity.ts';
import type { Node } from './nodes.ts';
import { extensionOf } from './words/extensions.ts';
import { FILLERS } from './words/fillers.ts';
import { canonicalWord } from './words/synonyms.ts';

/** Two channels of the market. */
interface Alike {
  readonly a: number;
  readonly b: number;
}

/**
 * @param groupOf for each node the first node of its channel
 * @param alike nodes of channels that may be one
 * @returns for each node its family: a hash of its market and of the least name that the family's channels have in common,
 * so that the order of lists and a provider that goes change nothing; 0 for what is compared with nothing
 */
export function familiesOf(
  nodes: readonly Node[],
  {
    market,
    groupOf,
    alike,
  }: { readonly market: string; readonly groupOf: Int32Array; readonly alike: readonly Alike[] },
): Float64Array {
  const parents = Int32Array.from(groupOf);
  const root = (node: number): number => {
    let at = node;
    while (parents[at] !== at) at = parents[at] = parents[parents[at]!]!;
    return at;
  };
  const join = (a: number, b: number): void => void (parents[root(a)] = root(b));
  const firstOf = new Map<string, number>();
  const names = nodes.map(({ isOwn, identity }) => (isOwn ? '' : familyName(identity)));
  for (const [at, name] of names.entries()) {
    if (name === '') continue;
    const first = firstOf.get(name);
    if (first === undefined) firstOf.set(name, at);
    else join(at, first);
  }
  for (const { a, b } of alike) join(a, b);
  const least = new Map<number, string>();
  for (const [at, name] of names.entries()) {
    if (name === '') continue;
    const known = least.get(root(at));
    if (known === undefined || name < known) least.set(root(at), name);
  }
  return Float64Array.from(nodes, (_, at) => {
    const name = least.get(root(at));
    return name === undefined ? 0 : hash53(`${market}\n${name}`);
  });
}

/** `skysport` for `Sky Sport 2`, `Sky Sports Plus`; the whole name where nothing else is left (`Channel 4`). */
function familyName({ strong, glued }: Identity): string {
  const telling = strong.filter((word, place) => !isNumber(word) && extensionOf(word, place) === undefined);
  if (telling.every((word) => word.length < 2 || FILLERS.has(word))) return glued;
  return telling.map(canonicalWord).join('');
}
