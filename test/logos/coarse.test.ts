// What is seen of two views from afar never says that they agree less than they do.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Coarse } from '../../src/logos/coarse.ts';
import { VIEW_CELLS, VIEW_COLUMNS } from '../../src/logos/mask.ts';
import { packAll } from '../../src/logos/packed-looks.ts';

const meanOf = (cover: Uint8Array): number => cover.reduce((sum, share) => sum + share, 0) / VIEW_CELLS;

function product(a: Uint8Array, b: Uint8Array): number {
  const [one, other] = [meanOf(a), meanOf(b)];
  return a.reduce((sum, share, at) => sum + (share - one) * (b[at]! - other), 0);
}

/** How well two covers agree, cell by cell. */
function correlation(x: Uint8Array, y: Uint8Array): number {
  const spread = Math.sqrt(product(x, x) * product(y, y));
  return spread === 0 ? 0 : product(x, y) / spread;
}

const coarseOf = (...covers: readonly Uint8Array[]): Coarse =>
  new Coarse(
    packAll([
      { number: 1, sources: [], views: covers.map((cover) => ({ aspect: 1, edges: 1, hash: [0, 0] as const, cover })) },
    ]),
  );

/** Waves, stripes and noise: low and high frequencies. */
const cover = fc
  .record({
    across: fc.integer({ min: 0, max: 20 }),
    down: fc.integer({ min: 0, max: 10 }),
    noise: fc.array(fc.nat(255), { minLength: 1, maxLength: 97 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ across, down, noise, share }) =>
    Uint8Array.from({ length: VIEW_CELLS }, (_, at) => {
      const [column, row] = [at % VIEW_COLUMNS, Math.floor(at / VIEW_COLUMNS)];
      const wave = 0.5 + 0.5 * Math.cos(((column * across) / 20 + (row * down) / 10) * Math.PI);
      return Math.round((1 - share) * 255 * wave + share * noise[at % noise.length]!);
    }),
  );

test('no two views agree more than is seen from afar', () => {
  fc.assert(
    fc.property(cover, cover, (x, y) => {
      expect(coarseOf(x, y).atMost(0, 1)).toBeGreaterThanOrEqual(correlation(x, y));
    }),
  );
});

const half = (isIn: (column: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: VIEW_CELLS }, (_, at) => (isIn(at % VIEW_COLUMNS) ? 255 : 0));

test('of two plain shapes it is seen that they do not agree', () => {
  const [left, right] = [half((column) => column < 20), half((column) => column >= 20)];
  expect(coarseOf(left, right).atMost(0, 1)).toBeLessThan(-0.8);
});
