// Which names of a market say the same, as far as one can read: what was read before is taken over, the rest is read one by one, because what
// was read of all of them together would fill a small box's memory.

import { hasStations } from '../formats/names/parts/call-sign.ts';
import { readName } from '../formats/names/read.ts';
import type { NameReading } from '../formats/names/reading.ts';
import { NumberMap } from '../kernel/number-map.ts';
import { placesInOrder } from '../kernel/order.ts';
import { ACCENTED, identify, type Identity } from './identity.ts';
import type { NamesBefore, NamesToKeep } from './kept-names.ts';
import type { Knowledge } from './knowledge.ts';
import type { SeparationPolicy } from './policy.ts';
import { hash53 } from '../model/ids.ts';
import { keyOf, readingOf, type Reading } from './reading.ts';
import { changedSigns, learnLine, signLineOf } from './sign-lines.ts';
import { KnownSigns } from './signs.ts';

interface Written {
  readonly name: string;
}

export interface ClassOptions {
  readonly market: string;
  readonly policy: SeparationPolicy;
  readonly knowledge?: Knowledge | undefined;
}

interface Known {
  readonly before: NamesBefore | undefined;
  /** A hash of each name as written. */
  readonly texts: Float64Array;
}

/** Names that say the same. */
interface Class {
  /** What was read of the first of them that was read now, and where that one stands in the order. */
  read: Reading | undefined;
  readAt: number;
  /** A node of the last build that said the same, -1 for none. */
  nodeBefore: number;
}

export class NameClasses {
  /**
   * Entries by what is written, so that of many ways to write one name it is always the same that stands for all: one with
   * its accented letters, where a list has them.
   */
  readonly order: Uint32Array;
  /** For each entry what it says of a station; empty where there are none. */
  readonly signs: (string | undefined)[] = [];
  readonly #entries: readonly Written[];
  readonly #options: ClassOptions;
  readonly #before: NamesBefore | undefined;
  readonly #texts: Float64Array;
  /** Entries by the hash of what is written. */
  readonly #byText: Uint32Array;
  /** For each entry whether it has accented letters, 1 or 0. */
  readonly #accented: Uint8Array;
  /** For each entry its number in the last build, -1 for none. */
  readonly #knownAs: Int32Array;
  readonly #classes: Class[] = [];
  /** By the hash of its key. */
  readonly #numberOf: NumberMap;
  readonly #classOf: Int32Array;
  /** Which entries were read now. */
  readonly #isRead: Uint8Array;
  readonly #knownSigns = new KnownSigns();

  constructor(entries: readonly Written[], options: ClassOptions, { before, texts }: Known) {
    this.#entries = entries;
    this.#options = options;
    this.#before = before;
    this.#texts = texts;
    this.#byText = placesInOrder(texts);
    this.#knownAs = before?.find(texts, this.#byText) ?? new Int32Array(entries.length).fill(-1);
    this.#numberOf = new NumberMap(before?.nodeCount);
    this.#accented = this.#findAccented();
    this.order = accentedFirst(this.#byText, this.#accented);
    this.#classOf = new Int32Array(entries.length).fill(-1);
    this.#isRead = new Uint8Array(entries.length);
    const isReadOtherwise = hasStations(options.market) ? this.#learnSigns() : () => false;
    this.#classify(isReadOtherwise);
  }

  /** What is kept of the names for the next build. */
  namesToKeep(): NamesToKeep {
    const { signs } = this;
    return { texts: this.#texts, byText: this.#byText, accented: this.#accented, signs, before: this.#before };
  }

  /** How many there are. */
  get count(): number {
    return this.#classes.length;
  }

  classOf(entry: number): number {
    return this.#classOf[entry]!;
  }

  /** What one of the names of a class says: of some things more than another one. */
  identityOf(number: number): Identity {
    const { read, nodeBefore } = this.#classes[number]!;
    return (read ?? this.#before!.reading(nodeBefore)).identity;
  }

  /** What this very entry says. */
  readingOf(entry: number): Reading {
    const { read, readAt } = this.#classes[this.#classOf[entry]!]!;
    if (read && readAt === entry) return read;
    const node = this.#isRead[entry] === 1 ? undefined : this.#before?.nodeReadFrom(this.#knownAs[entry]!);
    if (node !== undefined) return this.#before!.reading(node);
    const reading = this.#reading(entry);
    return readingOf(reading, this.#identify(reading), this.#options);
  }

  #findAccented(): Uint8Array {
    const accented = new Uint8Array(this.#entries.length);
    for (let at = 0; at < accented.length; at += 1) {
      const known = this.#knownAs[at]!;
      const isAccented = known < 0 ? ACCENTED.test(this.#entries[at]!.name) : this.#before!.isAccented(known);
      accented[at] = isAccented ? 1 : 0;
    }
    return accented;
  }

  #classify(isReadOtherwise: (line: string) => boolean): void {
    const before = this.#before;
    const classBefore = new Int32Array(before?.nodeCount ?? 0).fill(-1);
    for (let place = 0; place < this.order.length; place += 1) {
      const at = this.order[place]!;
      if (this.#classOf[at]! >= 0) continue;
      const known = this.#knownAs[at]!;
      if (known < 0 || isReadOtherwise(this.signs[at] ?? '')) {
        this.#note(at, this.#reading(at));
        continue;
      }
      const node = before!.nodeOf(known);
      if (classBefore[node]! < 0) classBefore[node] = this.#number(before!.keyHash(node), node);
      this.#classOf[at] = classBefore[node]!;
    }
  }

  #number(key: number, nodeBefore: number): number {
    let number = this.#numberOf.get(key);
    if (number === undefined) {
      number = this.#classes.push({ read: undefined, readAt: -1, nodeBefore }) - 1;
      this.#numberOf.set(key, number);
    } else if (nodeBefore >= 0) this.#classes[number]!.nodeBefore = nodeBefore;
    return number;
  }

  #note(entry: number, reading: NameReading): void {
    const identity = this.#identify(reading);
    const number = this.#number(hash53(keyOf(identity, reading)), -1);
    this.#classOf[entry] = number;
    this.#isRead[entry] = 1;
    const one = this.#classes[number]!;
    if (one.read) return;
    one.read = readingOf(reading, identity, this.#options);
    one.readAt = entry;
  }

  /** Learns what call signs the names prove; those that say nothing of any are done with. @returns whether a name has to be read again */
  #learnSigns(): (line: string) => boolean {
    const before = this.#before;
    for (const at of this.order) {
      const known = this.#knownAs[at]!;
      const line = known < 0 ? this.#signLine(at) : (before!.signs[known] ?? '');
      this.signs[at] = line;
      if (line !== undefined && line !== '') learnLine(this.#knownSigns, line);
    }
    const signsBefore = new KnownSigns();
    for (const line of before?.signs ?? []) if (line !== '') learnLine(signsBefore, line);
    return changedSigns(signsBefore, this.#knownSigns);
  }

  #signLine(entry: number): string | undefined {
    const reading = this.#reading(entry);
    const line = signLineOf(reading);
    if (line === undefined) this.#knownSigns.learnAll([reading]);
    else if (line === '') this.#note(entry, reading);
    return line;
  }

  #identify(reading: NameReading): Identity {
    return identify(reading, { ...this.#options, knownSigns: this.#knownSigns });
  }

  #reading(entry: number): NameReading {
    return readName(this.#entries[entry]!.name, { market: this.#options.market });
  }
}

/** @param places whose order stays, among those with accented letters and among the others */
function accentedFirst(places: Uint32Array, accented: Uint8Array): Uint32Array {
  const order = new Uint32Array(places.length);
  let count = 0;
  for (const wanted of [1, 0])
    for (let place = 0; place < places.length; place += 1)
      if (accented[places[place]!] === wanted) {
        order[count] = places[place]!;
        count += 1;
      }
  return order;
}
