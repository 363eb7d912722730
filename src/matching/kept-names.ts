// What was read of a market's names in the last build: of a name that has not changed nothing is read again.

import { NumberMap } from '../kernel/number-map.ts';
import { Runs } from '../kernel/runs.ts';
import { KeptReading, releaseLine, type Reading } from './reading.ts';

/** Plain columns, some 300 bytes a node and 12 a name. */
export interface KeptNames {
  /** Of how they were read: other settings read otherwise. 0 for what must be read anew every time. */
  readonly readAs: number;
  /** A hash of each name as written. */
  readonly texts: Float64Array;
  /** For each name its node; -1 for what is to be read again. */
  readonly nodeOf: Int32Array;
  /** A line for each name: what it says of a station; empty where no name says anything. UTF-8. */
  readonly signs: Uint8Array;
  /** For each node the hash of the name that stands for it, and what was read of that one. */
  readonly standsFor: Float64Array;
  readonly lines: Uint8Array;
  readonly hashes: Float64Array;
  readonly families: Float64Array;
  readonly facts: Uint32Array;
  readonly factsFrom: Int32Array;
}

const decoder = new TextDecoder();
const linesOf = (bytes: Uint8Array): readonly string[] => decoder.decode(bytes).split('\n');
const bytesOf = (lines: readonly string[]): Uint8Array => Buffer.from(lines.join('\n'));

/** The names of the last build, to be asked for one after another. */
export class NamesBefore {
  readonly #kept: KeptNames;
  readonly #entryOf: NumberMap;
  readonly #standing: NumberMap;
  readonly #lines: readonly string[];
  readonly #facts: Runs;
  readonly #readings: Reading[] = [];
  /** For each name of the last build what it said of a station. */
  readonly signs: readonly string[];

  constructor(kept: KeptNames) {
    const { texts, nodeOf, standsFor } = kept;
    this.#kept = kept;
    this.#lines = linesOf(kept.lines);
    this.#facts = new Runs(kept.facts, kept.factsFrom);
    this.signs = kept.signs.length === 0 ? NONE : linesOf(kept.signs);
    this.#entryOf = new NumberMap(texts.length);
    for (let at = 0; at < texts.length; at += 1) if (nodeOf[at]! >= 0) this.#entryOf.set(texts[at]!, at);
    this.#standing = new NumberMap(standsFor.length);
    for (let node = 0; node < standsFor.length; node += 1)
      if (this.#lines[node] !== '') this.#standing.set(standsFor[node]!, node);
  }

  get nodeCount(): number {
    return this.#kept.standsFor.length;
  }

  /** @param text its hash @returns its number in the last build */
  find(text: number): number | undefined {
    return this.#entryOf.get(text);
  }

  nodeOf(name: number): number {
    return this.#kept.nodeOf[name]!;
  }

  /** The node for which the name of this text was read. */
  nodeReadFrom(text: number): number | undefined {
    return this.#standing.get(text);
  }

  reading(node: number): Reading {
    return (this.#readings[node] ??= new KeptReading(this.#lines[node]!, {
      hash: this.#kept.hashes[node]!,
      family: this.#kept.families[node]!,
      facts: this.#facts.at(node),
    }));
  }
}

const NONE: readonly string[] = [];

interface NodeToKeep {
  readonly entries: readonly number[];
  readonly reading: Reading;
}

/**
 * Writes down what was read; what was read now gives its line up for it.
 * @param texts a hash of each name as written
 * @param signs for each name what it says of a station, undefined for what cannot be kept; none where there are no stations
 */
export function keepNames(
  readAs: number,
  texts: Float64Array,
  nodes: readonly NodeToKeep[],
  signs: readonly (string | undefined)[],
): KeptNames {
  const nodeOf = new Int32Array(texts.length).fill(-1);
  const length = nodes.reduce((sum, { reading }) => sum + reading.facts.length, 0);
  const facts = new Runs(new Uint32Array(length)); // widened on the way it would leave twice as much behind
  const lines = Array.from<string>({ length: nodes.length });
  const [standsFor, hashes] = [new Float64Array(nodes.length), new Float64Array(nodes.length)];
  const families = new Float64Array(nodes.length);
  const isKept = (entry: number): boolean => signs.length === 0 || signs[entry] !== undefined;
  for (let node = 0; node < nodes.length; node += 1) {
    const { entries, reading } = nodes[node]!;
    facts.push(reading.facts);
    lines[node] = reading.line;
    hashes[node] = reading.hash;
    families[node] = reading.family;
    standsFor[node] = texts[entries[0]!]!;
    if (reading.line !== '') for (const entry of entries) if (isKept(entry)) nodeOf[entry] = node;
  }
  for (let node = 0; node < nodes.length; node += 1) releaseLine(nodes[node]!.reading, facts, node);
  const saysAnything = signs.some((sign) => sign !== undefined && sign !== '');
  return {
    readAs,
    texts,
    nodeOf,
    signs: saysAnything ? bytesOf(signs.map((sign) => sign ?? '')) : NO_BYTES,
    standsFor,
    lines: bytesOf(lines),
    hashes,
    families,
    facts: facts.cells,
    factsFrom: facts.starts,
  };
}

const NO_BYTES = new Uint8Array(0);
