// For each logo those that look like it, with how much: in columns of a fixed width, since every logo of a list may look like
// every other one.

/** Logos that look like one, at most: what more look like is a placeholder, and a list may have nothing else. */
export const NEAR = 60;

export class Near {
  readonly counts: Uint8Array;
  /** NEAR places a logo: those of logo `a` begin at `a * NEAR`, in the order in which they were found. */
  readonly logos: Uint32Array;
  readonly likenesses: Float64Array;

  constructor(logoCount: number) {
    this.counts = new Uint8Array(logoCount);
    this.logos = new Uint32Array(logoCount * NEAR);
    this.likenesses = new Float64Array(logoCount * NEAR);
  }

  isFull(logo: number): boolean {
    return this.counts[logo] === NEAR;
  }

  /** Where it is told how much they look alike; -1 for two that do not, or that both look like too many. */
  placeOf(a: number, b: number): number {
    const place = this.placeBeside(a, b);
    // One that has room has noted whatever looks like it.
    return place < 0 && this.isFull(a) ? this.placeBeside(b, a) : place;
  }

  /** The same among what looks like the first one. */
  placeBeside(a: number, b: number): number {
    const from = a * NEAR;
    for (let place = from + this.counts[a]! - 1; place >= from; place -= 1) if (this.logos[place] === b) return place;
    return -1;
  }

  /** Beside both, as far as they have room. */
  note(a: number, b: number, likeness: number): void {
    this.#noteBeside(a, b, likeness);
    this.#noteBeside(b, a, likeness);
  }

  #noteBeside(a: number, b: number, likeness: number): void {
    let place = this.placeBeside(a, b);
    if (place < 0) {
      if (this.isFull(a)) return;
      place = a * NEAR + this.counts[a]!;
      this.counts[a]! += 1;
      this.logos[place] = b;
    }
    this.likenesses[place] = likeness;
  }
}
