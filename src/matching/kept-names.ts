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

  /** Some nodes that lie one after another go over as they are. @param to where the first of them goes */
  copyInto(readings: ReadingsToKeep, to: number, place: number, count: number): void {
    const { lines, facts, keyHashes, hashes, families, flags } = this.#columns;
    readings.lines.pushOf(lines, place, count);
    readings.facts.pushOf(facts, place, count);
    readings.keyHashes.set(keyHashes.subarray(place, place + count), to);
    readings.hashes.set(hashes.subarray(place, place + count), to);
    readings.families.set(families.subarray(place, place + count), to);
    readings.flags.set(flags.subarray(place, place + count), to);
  }
}

const NONE: readonly string[] = [];

interface NodeToKeep {
  /** The one that was read. */
  readonly entry: number;
  readonly pin: number;
  readonly reading: Reading;
}

interface NodesToKeep {
  readonly nodes: readonly NodeToKeep[];
  /** For each name its node. */
  readonly nodeOf: Int32Array;
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

/** Readings as they are written down, one node after another. */
class ReadingsToKeep implements ReadingColumns {
  readonly lines = new Texts();
  readonly facts = new Runs();
  readonly flags: Uint8Array;
  readonly keyHashes: Float64Array;
  readonly hashes: Float64Array;
  readonly families: Float64Array;

  constructor(nodeCount: number) {
    this.flags = new Uint8Array(nodeCount);
    [this.keyHashes, this.hashes] = [new Float64Array(nodeCount), new Float64Array(nodeCount)];
    this.families = new Float64Array(nodeCount);
  }

  push(node: number, reading: Reading): void {
    this.lines.push(reading.line);
    this.facts.push(reading.facts);
    this.keyHashes[node] = reading.keyHash;
    this.hashes[node] = reading.hash;
    this.families[node] = reading.family;
    this.flags[node] = flagsOf(reading);
  }
}

/** @returns how many nodes from this one on were read before, one after another; 0 where this one was read now */
function keptFrom(nodes: readonly NodeToKeep[], first: number): number {
  const { reading } = nodes[first]!;
  if (!(reading instanceof KeptReading)) return 0;
  for (let count = 1; ; count += 1) {
    const next = nodes[first + count]?.reading;
    if (!(next instanceof KeptReading) || next.place !== reading.place + count) return count;
  }
}

/** Writes down what was read; what was read now gives its line up for it. */
export function keepNames(readAs: number, { nodes, nodeOf }: NodesToKeep, names: NamesToKeep): KeptNames {
  const { texts, byText, accented, signs, before } = names;
  const readings = new ReadingsToKeep(nodes.length);
  /** Nodes of which what was read would not come back. */
  const lost = new Set<number>();
  for (let node = 0; node < nodes.length;) {
    const { reading } = nodes[node]!;
    const count = keptFrom(nodes, node);
    if (count > 0) before!.copyInto(readings, node, (reading as KeptReading).place, count);
    else {
      readings.push(node, reading);
      if (reading.line === '') lost.add(node);
    }
    node += Math.max(1, count);
  }
  const [standsFor, pins] = [new Float64Array(nodes.length), new Float64Array(nodes.length)];
  for (let node = 0; node < nodes.length; node += 1) {
    standsFor[node] = texts[nodes[node]!.entry]!;
    pins[node] = nodes[node]!.pin;
  }
  const isKept = (entry: number): boolean =>
    (signs.length === 0 || signs[entry] !== undefined) && !lost.has(nodeOf[entry]!);
  const { lines, facts, flags, keyHashes, hashes, families } = readings;
  for (let node = 0; node < nodes.length; node += 1) releaseLine(nodes[node]!.reading, facts, node);
  const saysAnything = signs.some((sign) => sign !== undefined && sign !== '');
  return {
    readAs,
    texts: inOrder(texts, byText, new Float64Array(texts.length)),
    nodeOf: inOrder(
      nodeOf.map((node, entry) => (isKept(entry) ? node : -1)),
      byText,
      new Int32Array(texts.length),
    ),
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
