// Counts what a guide's reader skipped, and why.

import type { Skips } from '../../model/provider.ts';

const MAX_SAMPLES = 20;

export class SkipCount {
  #count = 0;
  readonly #byReason = new Map<string, number>();
  readonly #samples: { readonly line: number; readonly reason: string }[] = [];

  /**
   * @param ordinal which element of the guide it is, counted from 1: it stands in the samples' `line`, because a whole
   * guide is often one line
   */
  add(ordinal: number, reason: string): void {
    this.#count += 1;
    this.#byReason.set(reason, (this.#byReason.get(reason) ?? 0) + 1);
    if (this.#samples.length < MAX_SAMPLES)
      this.#samples.push({ line: ordinal, reason: `element ${ordinal} ${reason}` });
  }

  get skips(): Skips {
    return { count: this.#count, byReason: Object.fromEntries(this.#byReason), samples: [...this.#samples] };
  }
}
