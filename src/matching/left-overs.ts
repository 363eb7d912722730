// Who gets a guide's entry that is nobody's. Lists are looked at one by one: what one list's channels get does not hang on
// what another one carries, which may have the same channel under a surer name.

import { thresholdLogOdds } from './score.ts';

export interface Wish {
  /** The guide's entry. */
  readonly id: string | number;
  /** The lists that carry the channel. */
  readonly lists: readonly (string | number)[];
  /** 0 to 100. */
  readonly score: number;
}

/** Log odds by which one of several wishes of one list must be the likeliest: an entry is one channel's, not a family's. */
export const MARGIN_LOG_ODDS = 1;

interface Claim {
  readonly wish: Wish;
  readonly logOdds: number;
  /** Of the next likeliest one. */
  readonly nextLogOdds: number;
}

const cellsOf = ({ id, lists }: Pick<Wish, 'id' | 'lists'>): string[] => lists.map((list) => `${list}\n${id}`);

export class LeftOvers {
  readonly #taken = new Set<string>();

  /** A channel of these lists has this entry. */
  take(taken: Pick<Wish, 'id' | 'lists'>): void {
    for (const cell of cellsOf(taken)) this.#taken.add(cell);
  }

  /** Whether another channel of one of these lists has it. */
  isTaken(asked: Pick<Wish, 'id' | 'lists'>): boolean {
    return cellsOf(asked).some((cell) => this.#taken.has(cell));
  }

  /** Of the wishes, one for each channel, those that come true; their entries are taken then. */
  grant<Wished extends Wish>(wishes: readonly Wished[]): Wished[] {
    const claims = new Map<string, Claim>();
    for (const wish of wishes) {
      const logOdds = thresholdLogOdds(wish.score);
      for (const cell of cellsOf(wish)) claims.set(cell, claimed(claims.get(cell), wish, logOdds));
    }
    const wins = (wish: Wish, claim: Claim): boolean =>
      claim.wish === wish && claim.logOdds - claim.nextLogOdds >= MARGIN_LOG_ODDS;
    const granted = wishes.filter(
      (wish) => !this.isTaken(wish) && cellsOf(wish).every((cell) => wins(wish, claims.get(cell)!)),
    );
    for (const wish of granted) this.take(wish);
    return granted;
  }
}

function claimed(claim: Claim | undefined, wish: Wish, logOdds: number): Claim {
  if (!claim) return { wish, logOdds, nextLogOdds: -Infinity };
  if (logOdds > claim.logOdds) return { wish, logOdds, nextLogOdds: claim.logOdds };
  return { ...claim, nextLogOdds: Math.max(logOdds, claim.nextLogOdds) };
}
