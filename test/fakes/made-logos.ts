// Many logos without a picture: a shape for each brand, and for each logo some of its cells otherwise.

import { viewOf, type Mask, type View } from '../../src/logos/mask.ts';
import type { Looked } from '../../src/logos/packed-looks.ts';

export interface MadeLogosOptions {
  readonly count: number;
  readonly brands: number;
  /** How many show them: mostly one each. */
  readonly sources: number;
  /** The share of a brand's boxes that one of its logos has otherwise, at most. */
  readonly change?: number;
  readonly seed?: number;
}

/** Boxes across and down that a shape is made of. */
const [ACROSS, DOWN] = [10, 5];
const BOX = 4;

/** One after another: thirty thousand at once would be more than what is measured with them. */
export function* madeLogos({ count, brands, sources, change = 0.2, seed = 1 }: MadeLogosOptions): Generator<Looked> {
  const random = randomOf(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const shapes = Array.from({ length: brands * 2 }, () => Array.from({ length: ACROSS * DOWN }, () => below(2)));
  const viewLike = (shape: readonly number[], share: number, isTall: boolean): View | undefined =>
    viewOf(
      maskOf(
        shape.map((box) => (random() < share ? 1 - box : box)),
        isTall ? BOX + 1 : BOX,
      ),
    );
  for (let at = 0; at < count; at += 1) {
    const brand = below(brands);
    const share = below(3) === 0 ? 0 : random() * change;
    const views = [viewLike(shapes[brand]!, share, below(4) === 0), viewLike(shapes[brand + brands]!, share, false)];
    const shownBy = Array.from({ length: sources === 0 ? 0 : 1 + below(10) / 9 }, () => below(sources));
    yield {
      number: count * 3 - at * 2,
      views: views.slice(0, below(20) === 0 ? 0 : 1 + below(2)).filter((view) => view !== undefined),
      sources: [...new Set(shownBy)],
    };
  }
}

function maskOf(shape: readonly number[], boxHeight: number): Mask {
  const [width, height] = [ACROSS * BOX, DOWN * boxHeight];
  const cells = Uint8Array.from({ length: width * height }, (_, at) => {
    const [row, column] = [Math.floor(at / width / boxHeight), Math.floor((at % width) / BOX)];
    return shape[row * ACROSS + column]!;
  });
  return { width, height, cells };
}

/** 0 to 1, the same for a seed: a linear congruential generator. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
