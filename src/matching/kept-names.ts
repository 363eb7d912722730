// What was read of a market's names in the last build: of a name that has not changed nothing is read again.

import { Runs } from '../kernel/runs.ts';
import { Texts } from '../kernel/texts.ts';
import { flagsOf, KeptReading, releaseLine, type Reading, type ReadingColumns } from './reading.ts';

/** Plain columns, some 300 bytes a node and 13 a name. */
export interface KeptNames {
  /** Of how they were read: other settings read otherwise. 0 for what must be read anew every time. */
  readonly readAs: number;
  /** A hash of each name as written, ascending. */
  readonly texts: Float64Array;
  /** For each name its node; -1 for what is to be read again. */
  readonly nodeOf: Int32Array;
  /** Whether it has accented letters, 1 or 0. */
  readonly accented: Uint8Array;
  /** A line for each name: what it says of a station; empty where no name says anything. UTF-8. */
  readonly signs: Uint8Array;
  /** For each node the hash of the name that stands for it, the channel that a person gave it to, and what was read of it. */
  readonly standsFor: Float64Array;
  readonly pins: Float64Array;
  readonly lines: Uint8Array;
  readonly linesFrom: Int32Array;
  readonly flags: Uint8Array;
  readonly keyHashes: Float64Array;
  readonly hashes: Float64Array;
  readonly families: Float64Array;
  readonly facts: Uint32Array;
  readonly factsFrom: Int32Array;
}

const decoder = new TextDecoder();
const linesOf = (bytes: Uint8Array): readonly string[] => decoder.decode(bytes).split('\n');
const bytesOf = (lines: readonly string[]): Uint8Array => Buffer.from(lines.join('\n'));

/** The names of the last build, to be asked for by their numbers there. */
export class NamesBefore {
  readonly #kept: KeptNames;
  readonly #columns: ReadingColumns;
  readonly #readings: KeptReading[] = [];
  /** For each name of the last build what it said of a station. */
  readonly signs: readonly string[];

  constructor(kept: KeptNames) {
    this.#kept = kept;
    this.#columns = {
      ...kept,
      lines: new Texts(kept.lines, kept.linesFrom),
      facts: new Runs(kept.facts, kept.factsFrom),
    };
    this.signs = kept.signs.length === 0 ? NONE : linesOf(kept.signs);
  }

  get nodeCount(): number {
    return this.#kept.standsFor.length;
  }

  /**
   * @param texts a hash of each name as written
   * @param order their places, the least hash first
   * @returns for each its number in the last build, -1 for what is new or was not kept
   */
  find(texts: Float64Array, order: Uint32Array): Int32Array {
    const { texts: before, nodeOf } = this.#kept;
    const found = new Int32Array(texts.length).fill(-1);
    let name = 0;
    for (let at = 0; at < order.length; at += 1) {
      const text = texts[order[at]!]!;
      while (name < before.length && before[name]! < text) name += 1;
      if (before[name] === text && nodeOf[name]! >= 0) found[order[at]!] = name;
    }
    return found;
  }

  nodeOf(name: number): number {
    return this.#kept.nodeOf[name]!;
  }

  isAccented(name: number): boolean {
    return this.#kept.accented[name] === 1;
  }

  /** The channel that a person had given a node to; 0 for none. */
  pin(node: number): number {
    return this.#kept.pins[node]!;
  }

  /** The node for which this name was read. */
  nodeReadFrom(name: number): number | undefined {
    const node = this.nodeOf(name);
    return this.#kept.standsFor[node] === this.#kept.texts[name] ? node : undefined;
  }

  keyHash(node: number): number {
    return this.#kept.keyHashes[node]!;
  }

  reading(node: number): KeptReading {
    return (this.#readings[node] ??= new KeptReading(this.#columns, node));
  }

  /** What of a reading takes most room goes over as it is. */
  copyInto(lines: Texts, facts: Runs, { place }: KeptReading): void {
    lines.pushOf(this.#columns.lines, place);
    facts.pushOf(this.#columns.facts, place);
  }
}

const NONE: readonly string[] = [];

interface NodeToKeep {
  readonly entries: readonly number[];
  readonly pin: number;
  readonly reading: Reading;
}

export interface NamesToKeep {
  /** A hash of each name as written. */
  readonly texts: Float64Array;
  /** Their places, the least hash first. */
  readonly byText: Uint32Array;
  readonly accented: Uint8Array;
  /** For each name what it says of a station, undefined for what cannot be kept; none where there are no stations. */
  readonly signs: readonly (string | undefined)[];
  /** Where readings of the last build are from. */
  readonly before: NamesBefore | undefined;
}

/** Writes down what was read; what was read now gives its line up for it. */
export function keepNames(readAs: number, nodes: readonly NodeToKeep[], names: NamesToKeep): KeptNames {
  const { texts, byText, accented, signs, before } = names;
  const nodeOf = new Int32Array(texts.length).fill(-1);
  const [lines, facts] = [new Texts(), new Runs()];
  const count = nodes.length;
  const [standsFor, pins, keyHashes] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const [hashes, families, flags] = [new Float64Array(count), new Float64Array(count), new Uint8Array(count)];
  const isKept = (entry: number): boolean => signs.length === 0 || signs[entry] !== undefined;
  for (let node = 0; node < count; node += 1) {
    const { entries, reading, pin } = nodes[node]!;
    let isWhole = true;
    if (reading instanceof KeptReading) before!.copyInto(lines, facts, reading);
    else {
      lines.push(reading.line);
      facts.push(reading.facts);
      isWhole = reading.line !== '';
    }
    standsFor[node] = texts[entries[0]!]!;
    pins[node] = pin;
    keyHashes[node] = reading.keyHash;
    hashes[node] = reading.hash;
    families[node] = reading.family;
    flags[node] = flagsOf(reading);
    if (!isWhole) continue;
    for (let at = 0; at < entries.length; at += 1) if (isKept(entries[at]!)) nodeOf[entries[at]!] = node;
  }
  for (let node = 0; node < count; node += 1) releaseLine(nodes[node]!.reading, facts, node);
  const saysAnything = signs.some((sign) => sign !== undefined && sign !== '');
  return {
    readAs,
    texts: inOrder(texts, byText, new Float64Array(texts.length)),
    nodeOf: inOrder(nodeOf, byText, new Int32Array(texts.length)),
    accented: inOrder(accented, byText, new Uint8Array(texts.length)),
    signs: saysAnything ? bytesOf(Array.from(byText, (entry) => signs[entry] ?? '')) : NO_BYTES,
    standsFor,
    pins,
    lines: lines.bytes,
    linesFrom: lines.starts,
    flags,
    keyHashes,
    hashes,
    families,
    facts: facts.cells,
    factsFrom: facts.starts,
  };
}

/** Quicker than `from` by far. */
function inOrder<Kind extends Float64Array | Int32Array | Uint8Array>(
  column: Kind,
  order: Uint32Array,
  into: Kind,
): Kind {
  for (let at = 0; at < order.length; at += 1) into[at] = column[order[at]!]!;
  return into;
}

const NO_BYTES = new Uint8Array(0);
