// What speaks for and against two names of a market being one channel: their words, a tvg-id or a logo that they share.

import { mix53, mixAll } from '../kernel/mix.ts';
import { Artworks } from './artworks.ts';
import { barrierBetween, cannotLink } from './constraints.ts';
import { FEATURES } from './feature-names.ts';
import { featuresOf } from './features.ts';
import { MarketIndex } from './market-index.ts';
import type { Node } from './nodes.ts';
import type { KnownPairs } from './pairs.ts';
import type { Reason } from './reasons.ts';
import { logOddsOf, reasonsOf } from './score.ts';
import { TvgIds } from './tvg-ids.ts';

const SCRATCH = new Float64Array(FEATURES.length);

/** Tells ids from artworks, whose numbers are the same. */
const ARTWORKS = 1;

/** Numbers that say something, in order; 0 for each that does not. */
const telling = (numbers: readonly number[], all: { tells(number: number): boolean }): number[] =>
  numbers.map((number) => (all.tells(number) ? number : 0)).toSorted((a, b) => a - b);

/** Compares names of the market. */
export class Evidence {
  readonly #nodes: readonly Node[];
  readonly #index = new MarketIndex();
  readonly #tvgIds: TvgIds;
  readonly #artworks: Artworks;

  /** @param idSpaces as `NameTable.idSpaces` gives them */
  constructor(nodes: readonly Node[], idSpaces: readonly number[] = []) {
    this.#nodes = nodes;
    this.#tvgIds = new TvgIds(
      nodes.map((node) => node.tvgIds),
      idSpaces,
    );
    this.#artworks = new Artworks(nodes);
    for (const node of nodes) this.#index.add(node);
    this.#index.settle();
  }

  /** Compares what is worth comparing and was not compared before, or knew something else of the market then. */
  compareInto(pairs: KnownPairs, checkpoint: () => void): void {
    for (let number = 0; number < this.#nodes.length; number += 1) {
      if (pairs.isFresh(number)) checkpoint();
      if (this.#nodes[number]!.isOwn) continue;
      for (const other of this.#index.candidates(number)) {
        const a = Math.min(number, other);
        const b = Math.max(number, other);
        if (pairs.has(a, b) || pairs.takeOver(a, b)) continue;
        const idle = this.#idle(a, b);
        if (idle) pairs.setIdle(a, b, idle === 'always');
        else pairs.set(a, b, this.logOdds(a, b));
      }
    }
  }

  /** All that is known when a node is compared beside the names themselves. */
  contextOf(number: number): number {
    const node = this.#nodes[number]!;
    let sum = this.#index.contextOf(number);
    if (node.tvgIds.length > 0) sum = mixAll(sum, telling(node.tvgIds, this.#tvgIds));
    if (node.artworks.length > 0) sum = mixAll(mix53(sum, ARTWORKS), telling(node.artworks, this.#artworks));
    return mixAll(sum, this.#tvgIds.spacesOf(node));
  }

  /** Nodes worth comparing with this one. */
  candidates(node: number): readonly number[] {
    return this.#index.candidates(node);
  }

  /** @param a the one with the lower number */
  logOdds(a: number, b: number): number {
    const [x, y] = [this.#nodes[a]!, this.#nodes[b]!];
    return (
      logOddsOf(featuresOf(this.#index, x, y, SCRATCH), 'merge') + this.#tvgIds.weigh(x, y) + this.#artworks.weigh(x, y)
    );
  }

  reasons(a: number, b: number): Reason[] {
    const [x, y] = [this.#nodes[a]!, this.#nodes[b]!];
    const reasons = reasonsOf(featuresOf(this.#index, x, y, SCRATCH), 'merge');
    const byId = this.#tvgIds.weigh(x, y);
    const shared: Reason[] = [
      { feature: byId < 0 ? 'otherTvgId' : 'tvgId', weight: byId },
      { feature: 'artwork', weight: this.#artworks.weigh(x, y) },
    ];
    return [...shared.filter(({ weight }) => weight !== 0), ...reasons];
  }

  /** Whether nothing is to be asked about these two. */
  #idle(a: number, b: number): 'always' | 'as listed' | undefined {
    const [x, y] = [this.#nodes[a]!, this.#nodes[b]!];
    if (x.isOwn || y.isOwn || cannotLink(x.identity, y.identity)) return 'always';
    return barrierBetween(x, y) === null ? undefined : 'as listed';
  }
}
