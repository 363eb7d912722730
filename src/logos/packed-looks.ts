// What was seen of many logos, in columns: thirty thousand logos have ninety thousand views, and as objects those are more
// than a worker's heap holds.

import { VIEW_CELLS, type View } from './mask.ts';

export interface Looked {
  /** Names the logo: the least of an artwork's numbers is the artwork's. */
  readonly number: number;
  readonly views: readonly View[];
  /** Who shows it, by number; none where nobody knows. */
  readonly sources: readonly number[];
}

export interface PackedLooks {
  /** For each logo. */
  readonly numbers: Float64Array;
  /** For each logo its first view; one place more, where the last one's end. */
  readonly firstViews: Uint32Array;
  /** Who shows each logo, a bit a source: so many words of 32 bits a logo. */
  readonly sources: Uint32Array;
  readonly sourceWords: number;
  /** For each view. */
  readonly aspects: Float64Array;
  readonly edges: Float64Array;
  /** Two words a view. */
  readonly hashes: Int32Array;
  /** VIEW_CELLS bytes a view. */
  readonly covers: Uint8Array;
}

/** How much is to come. */
export interface LooksSize {
  readonly logoCount: number;
  readonly viewCount: number;
  readonly sources: readonly number[];
}

const WORD_BITS = 32;

/** @param logos as many as were said, or fewer: each is copied, and none is kept */
export function packLooks(size: LooksSize, logos: Iterable<Looked>): PackedLooks {
  const { logoCount, viewCount } = size;
  const bitOf = new Map(size.sources.map((source, bit) => [source, bit]));
  const sourceWords = Math.max(1, Math.ceil(bitOf.size / WORD_BITS));
  const sources = new Uint32Array(logoCount * sourceWords);
  const numbers = new Float64Array(logoCount);
  const firstViews = new Uint32Array(logoCount + 1);
  const [aspects, edges] = [new Float64Array(viewCount), new Float64Array(viewCount)];
  const [hashes, covers] = [new Int32Array(viewCount * 2), new Uint8Array(viewCount * VIEW_CELLS)];
  let [logo, view] = [0, 0];
  for (const looked of logos) {
    numbers[logo] = looked.number;
    for (const source of looked.sources) {
      const bit = bitOf.get(source)!;
      const word = logo * sourceWords + Math.floor(bit / WORD_BITS);
      sources[word] = sources[word]! | (1 << (bit % WORD_BITS));
    }
    for (const { aspect, edges: itsEdges, hash, cover } of looked.views) {
      aspects[view] = aspect;
      edges[view] = itsEdges;
      hashes.set(hash, view * 2);
      covers.set(cover, view * VIEW_CELLS);
      view += 1;
    }
    firstViews[++logo] = view;
  }
  return { numbers, firstViews, sources, sourceWords, aspects, edges, hashes, covers };
}

export function packAll(logos: readonly Looked[]): PackedLooks {
  const viewCount = logos.reduce((sum, { views }) => sum + views.length, 0);
  const sources = [...new Set(logos.flatMap((logo) => logo.sources))];
  return packLooks({ logoCount: logos.length, viewCount, sources }, logos);
}
