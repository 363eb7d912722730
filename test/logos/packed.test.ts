// Artworks of many logos in columns: the same as those that are found the plain way, whatever the logos.

import { expect, test } from 'vitest';
import { artworksOf } from '../../src/logos/artworks.ts';
import { packAll, type Looked } from '../../src/logos/packed-looks.ts';
import { madeLogos, type MadeLogosOptions } from '../fakes/made-logos.ts';
import { plainArtworksOf } from './plain-artworks.ts';

const countOf = (logos: readonly Looked[], artworks: readonly number[]): number =>
  logos.length - new Set(artworks).size;

test.each<[string, MadeLogosOptions]>([
  ['brands that several providers have', { count: 200, brands: 40, sources: 3 }],
  ['brands of one provider', { count: 200, brands: 20, sources: 1 }],
  ['one picture many times', { count: 90, brands: 1, sources: 4 }],
  ['nearly one picture', { count: 90, brands: 1, sources: 2, change: 0.02 }],
  ['more sources than a word has bits', { count: 200, brands: 10, sources: 80 }],
  ['logos of nobody', { count: 150, brands: 15, sources: 0 }],
])('%s', (_what, options) => {
  for (const seed of [1, 2]) {
    const logos = [...madeLogos({ ...options, seed })];
    const plain = plainArtworksOf(logos);
    expect([...artworksOf(packAll(logos))]).toEqual(plain);
    expect(countOf(logos, plain)).toBeGreaterThan(0); // some are one
  }
});
