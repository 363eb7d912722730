// The names of a provider's streams in memory, in chunks: half a million take 13 MB, and a search some ten milliseconds, where reading
// every row takes hundreds. It belongs to one edition of the list. For tasks.

import { fold, foldedWords } from '../storage/text-search.ts';
import type { NameChunk } from './name-chunk.ts';

export class NameIndex {
  readonly #chunks: readonly NameChunk[];
  /** Names. */
  readonly length: number;
  readonly byteCount: number;

  /** @param chunks in the order of the list */
  constructor(chunks: readonly NameChunk[]) {
    this.#chunks = chunks;
    this.length = chunks.reduce((sum, { length }) => sum + length, 0);
    this.byteCount = chunks.reduce((sum, { byteCount }) => sum + byteCount, 0);
  }

  /**
   * Marks the places at whose name every word stands somewhere, in any case.
   * @param words as `wordsOf` gives them, one at least
   * @returns 1 at each place that fits
   */
  find(words: readonly string[]): Uint8Array {
    const found = new Uint8Array(this.length);
    let from = 0;
    for (const chunk of this.#chunks) {
      chunk.find(words, found, from);
      from += chunk.length;
    }
    return found;
  }
}

export const wordsOf = (search: string): string[] => foldedWords(fold(search));
