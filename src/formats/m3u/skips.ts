// Counts what was skipped and why, and remembers the first few with their line.

import type { Skips } from '../../model/provider.ts';
import type { BadLocation } from './location.ts';

export type SkipReason = BadLocation | 'no-address' | 'line-too-long';

const MAX_SAMPLES = 20;

export class SkipCounter {
  readonly #byReason = new Map<SkipReason, number>();
  readonly #samples: { line: number; reason: SkipReason }[] = [];
  #count = 0;

  /** @param line from 1 */
  add(reason: SkipReason, line: number): void {
    this.#count += 1;
    this.#byReason.set(reason, (this.#byReason.get(reason) ?? 0) + 1);
    if (this.#samples.length < MAX_SAMPLES) this.#samples.push({ line, reason });
  }

  get skips(): Skips {
    return { count: this.#count, byReason: Object.fromEntries(this.#byReason), samples: this.#samples };
  }
}
