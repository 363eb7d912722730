// Counts bytes and says how many came lately.

/** Seconds over which a rate is taken: a viewer's bursts even out, a change shows within moments. */
const WINDOW = 5;

export class Meter {
  #total = 0;
  /** Totals at the last ticks, oldest first. */
  readonly #marks: { readonly atMs: number; readonly total: number }[] = [];
  #bitsPerSecond = 0;

  get total(): number {
    return this.#total;
  }

  get bitsPerSecond(): number {
    return this.#bitsPerSecond;
  }

  add(bytes: number): void {
    this.#total += bytes;
  }

  /** Call about once a second. */
  tick(nowMs: number): void {
    const oldest = this.#marks[0];
    this.#marks.push({ atMs: nowMs, total: this.#total });
    if (this.#marks.length > WINDOW) this.#marks.shift();
    if (!oldest || nowMs <= oldest.atMs) return;
    this.#bitsPerSecond = Math.round(((this.#total - oldest.total) * 8_000) / (nowMs - oldest.atMs));
  }
}
