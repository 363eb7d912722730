// The names of some neighbours of a list, as they are searched: each word of them once, and of each word the names that it stands in. A
// part of a word is looked for in the words alone. For tasks.

import { packColumns, unpackColumns } from '../kernel/packed-columns.ts';
import { hash53 } from '../model/ids.ts';
import { fold } from '../storage/text-search.ts';
import { termBytes, termsOf, TermText } from '../storage/term-text.ts';

/** Another one when names are taken apart otherwise, or columns mean something else. */
const LAYOUT = 1;

interface Parts {
  readonly terms: TermText;
  /** Where the names of each term begin, and where those of the last end. */
  readonly starts: Uint32Array;
  /** Places in the chunk: of one term after the other. */
  readonly names: Uint16Array;
  readonly length: number;
  readonly digest: number;
  readonly byteCount: number;
}

export class NameChunk {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @param stored as `packNames` gives it @returns undefined for what is not whole, or of another layout */
  static of(stored: Uint8Array): NameChunk | undefined {
    const columns = unpackColumns(LAYOUT, stored);
    if (!columns) return undefined;
    const [text, ends, starts, names, [length, digest]] = columns as [
      Uint8Array,
      Uint32Array,
      Uint32Array,
      Uint16Array,
      Float64Array,
    ];
    const terms = new TermText(Buffer.from(text.buffer, text.byteOffset, text.byteLength), ends);
    return new NameChunk({ terms, starts, names, length: length!, digest: digest!, byteCount: stored.byteLength });
  }

  /** Names. */
  get length(): number {
    return this.#parts.length;
  }

  /** `digestOf` the names. */
  get digest(): number {
    return this.#parts.digest;
  }

  get byteCount(): number {
    return this.#parts.byteCount;
  }

  /**
   * Marks the names in which every word stands somewhere.
   * @param words folded, without space in them, 1 to 16
   * @param found by name, from `from` on
   */
  find(words: readonly string[], found: Uint8Array, from: number): void {
    const { terms, starts, names, length } = this.#parts;
    const bits = terms.bitsOf(words);
    const said = new Uint16Array(length);
    for (let term = 0; term < terms.length; term += 1) {
      const bit = bits[term + 1]!;
      if (bit === 0) continue;
      for (let at = starts[term]!; at < starts[term + 1]!; at += 1) said[names[at]!]! |= bit;
    }
    const all = 2 ** words.length - 1;
    for (let name = 0; name < length; name += 1) if (said[name] === all) found[from + name] = 1;
  }
}

/** Tells names apart before they are taken apart, which takes many times as long. */
export const digestOf = (names: readonly string[]): number => hash53(JSON.stringify(names));

/** @param names 65,536 at most @param digest `digestOf` them @returns bytes of a chunk: the same for the same names */
export function packNames(names: readonly string[], digest = digestOf(names)): Uint8Array {
  const { terms, words, wordCounts } = takenApart(names);
  const starts = startsOf(words, terms.length);
  const next = starts.slice();
  const places = new Uint16Array(words.length);
  let at = 0;
  for (let name = 0; name < names.length; name += 1) {
    for (const until = at + wordCounts[name]!; at < until; at += 1) {
      const term = words[at]!;
      places[next[term]!] = name;
      next[term]! += 1;
    }
  }
  const { text, ends } = termBytes(terms);
  return packColumns(LAYOUT, [text, ends, starts, places, Float64Array.of(names.length, digest)]);
}

interface TakenApart {
  readonly terms: string[];
  /** Numbers of terms, of one name after the other. */
  readonly words: number[];
  /** Of each name. */
  readonly wordCounts: number[];
}

function takenApart(names: readonly string[]): TakenApart {
  const numbers = new Map<string, number>();
  const words: number[] = [];
  const wordCounts = names.map((name) => {
    const before = words.length;
    for (const term of searchedTerms(name)) {
      if (term === '') continue;
      let number = numbers.get(term);
      if (number === undefined) numbers.set(term, (number = numbers.size));
      words.push(number);
    }
    return words.length - before;
  });
  return { terms: [...numbers.keys()], words, wordCounts };
}

/** Where each begins when they are sorted, and the last one's end. */
function startsOf(words: readonly number[], termCount: number): Uint32Array {
  const starts = new Uint32Array(termCount + 1);
  for (const term of words) starts[term + 1]! += 1;
  for (let term = 0; term < termCount; term += 1) starts[term + 1]! += starts[term]!;
  return starts;
}

/** Letters that are as they are, with nothing but blanks between. */
const PLAIN = /^[\x20-\x7e]*$/;

const searchedTerms = (name: string): string[] =>
  PLAIN.test(name) ? name.toLowerCase().split(' ') : termsOf(fold(name));
