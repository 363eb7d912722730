// Which names read the same the last time: they need not be read again.

import { hasStations } from '../formats/names/parts/call-sign.ts';
import { NumberMap } from '../kernel/number-map.ts';
import { hash53 } from '../model/ids.ts';
import type { SeparationPolicy } from './policy.ts';

/** A name of the market, and the channel that a person gave it to. */
interface Entry {
  readonly name: string;
  readonly pin: number;
}

interface ReadOptions {
  readonly market: string;
  readonly policy: SeparationPolicy;
}

/** For each entry of a market what it said, and its node. */
export interface NamesRead {
  /** Of how they were read: other settings read otherwise. 0 for what must be read anew every time. */
  readonly readAs: number;
  /** A hash of each name as written. */
  readonly texts: Float64Array;
  readonly nodeOf: Int32Array;
}

/** Where call signs prove each other and where a person has given names away, a name is not read by itself. */
function readAs(entries: readonly Entry[], { market, policy }: ReadOptions): number {
  if (hasStations(market) || entries.some(({ pin }) => pin !== 0)) return 0;
  return hash53(`${market} ${JSON.stringify(policy)}`);
}

/** The node that a name was of, by the hash of its text. */
export function readBefore(entries: readonly Entry[], options: ReadOptions, before?: NamesRead): NumberMap {
  const nodeOf = new NumberMap(before?.texts.length);
  if (!before || before.readAs === 0 || before.readAs !== readAs(entries, options)) return nodeOf;
  for (let at = 0; at < before.texts.length; at += 1) nodeOf.set(before.texts[at]!, before.nodeOf[at]!);
  return nodeOf;
}

/** A hash of each entry's name as written. */
export const hashesOf = (entries: readonly Entry[]): Float64Array =>
  Float64Array.from(entries, ({ name }) => hash53(name));

/** @param texts as `hashesOf` gives them */
export function namesRead(
  entries: readonly Entry[],
  texts: Float64Array,
  nodes: readonly { readonly entries: readonly number[] }[],
  options: ReadOptions,
): NamesRead {
  const nodeOf = new Int32Array(entries.length);
  for (let number = 0; number < nodes.length; number += 1)
    for (const entry of nodes[number]!.entries) nodeOf[entry] = number;
  return {
    readAs: readAs(entries, options),
    texts,
    nodeOf,
  };
}
