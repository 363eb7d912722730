// Whether an upstream keeps up with the clock on the wall: a player that shows what comes as it comes runs dry when it does
// not, although bytes never cease. Judged by how much of the stream's own time has come (PCR, decoding times), not by bytes.
//
//   lack ▲     ╱ a trickle: it grows
//        │  ╱╲╱         pauses and slow moments: made up for, or forgotten in time
//      0 ┼╱─────╲╱──────────────────────────► t
//        │        ╲___ ahead: a burst at the start, a segment

import { SECOND_MS } from '../kernel/units.ts';

/** Players hold no more than a segment of HLS. */
const MOST_AHEAD_MS = 15 * SECOND_MS;
/** What was lost and is not made up for has been waited for by the players, and is over. */
const HALF_LIFE_MS = 20 * SECOND_MS;
/** What counts as now: with a half-life of this a lack of a tenth of the time comes to 200 ms. */
const RECENT_HALF_LIFE_MS = 1.5 * SECOND_MS;
const RECENT_LACK_MS = 200;
/** Between two looks more was not the provider's time but ours: the process stood still, and what came is not read yet. */
const MOST_BETWEEN_LOOKS_MS = 250;

/** One clock of the stream: what it lacks in the long run (below zero: it is ahead), and of late. */
interface Account {
  broughtMs: number;
  lackMs: number;
  recentMs: number;
}

export class Pace {
  #lookedMs: number | undefined;
  #accounts: Account[] = [];

  /**
   * Call it several times a second.
   * @param brought how much of the stream's time has come, in milliseconds, by each of its clocks, which may stand still
   */
  look(nowMs: number, brought: readonly number[]): void {
    const passedMs = Math.min(nowMs - (this.#lookedMs ?? nowMs), MOST_BETWEEN_LOOKS_MS);
    this.#lookedMs = nowMs;
    if (brought.length !== this.#accounts.length) {
      this.#accounts = brought.map(() => ({ broughtMs: 0, lackMs: 0, recentMs: 0 }));
    }
    this.#accounts.forEach((account, index) => book(account, brought[index]!, passedMs));
  }

  /** How much less than its own time it has sent, in milliseconds; 0 while it keeps up, whatever was before. */
  get lackMs(): number {
    const lacks = this.#accounts.map(({ lackMs, recentMs }) => (recentMs > RECENT_LACK_MS ? Math.max(0, lackMs) : 0));
    return lacks.length === 0 ? 0 : Math.min(...lacks);
  }
}

function book(account: Account, broughtMs: number, passedMs: number): void {
  const cameMs = broughtMs - (broughtMs < account.broughtMs ? 0 : account.broughtMs); // it counts anew from where it came back
  account.broughtMs = broughtMs;
  const lackMs = Math.max(-MOST_AHEAD_MS, account.lackMs + passedMs - cameMs);
  account.lackMs = lackMs > 0 ? lackMs * 0.5 ** (passedMs / HALF_LIFE_MS) : lackMs;
  account.recentMs = Math.max(0, account.recentMs + passedMs - cameMs) * 0.5 ** (passedMs / RECENT_HALF_LIFE_MS);
}
