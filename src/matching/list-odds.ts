// What is added to two names' log odds for who lists both. The same few lists have most names: of those that they have in common it is
// asked once.

import { NumberMap } from '../kernel/number-map.ts';
import type { Listers } from './listers.ts';
import { SAID } from './pairs.ts';
import { logOddsOfLists } from './score.ts';

const PARTS = SAID.isOneName | SAID.isBrandOneSided;

export class ListOdds {
  readonly #listers: Listers;
  readonly #strictness: (provider: number) => number;
  /** By the lists in common, and by what the names say. */
  readonly #known = new NumberMap();

  /** @param strictness of a provider, 0 to 1 */
  constructor(listers: Listers, strictness: (provider: number) => number) {
    this.#listers = listers;
    this.#strictness = strictness;
  }

  /** @param said see `SAID` */
  of(a: number, b: number, said: number): number {
    const bits = this.#listers.bitsInCommon(a, b);
    if (bits === undefined) return this.#weigh(a, b, said);
    if (bits === 0) return 0;
    const key = bits * (PARTS + 1) + (said & PARTS);
    let logOdds = this.#known.get(key);
    if (logOdds === undefined) this.#known.set(key, (logOdds = this.#weigh(a, b, said)));
    return logOdds;
  }

  #weigh(a: number, b: number, said: number): number {
    return logOddsOfLists({
      common: this.#listers.common(a, b),
      strictest: this.#listers.highest(a, b, this.#strictness),
      isOneName: (said & SAID.isOneName) !== 0,
      isBrandOneSided: (said & SAID.isBrandOneSided) !== 0,
    });
  }
}
