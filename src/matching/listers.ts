// Which providers two names of a market have in common: a bit for each, in columns, since it is asked for each two names.

const BITS = 32;

interface ListedName {
  readonly providers: ReadonlyMap<number, number>;
}

export class Listers {
  readonly #width: number;
  readonly #bits: Int32Array;
  /** Of each column of bits in common the last answer. */
  readonly #common: Int32Array;

  /** @param numberOf of a provider, 0 or more: equal ones count as one */
  constructor(names: readonly ListedName[], numberOf: (provider: number) => number = (provider) => provider) {
    let most = 0;
    const seen = new Set<ReadonlyMap<number, number>>(); // most names share one of a few
    for (const { providers } of names) {
      if (seen.has(providers)) continue;
      seen.add(providers);
      providers.forEach((_, provider) => (most = Math.max(most, numberOf(provider))));
    }
    this.#width = Math.floor(most / BITS) + 1;
    this.#bits = new Int32Array(names.length * this.#width);
    this.#common = new Int32Array(this.#width);
    let at = 0;
    const note = (_: number, provider: number): void => {
      const number = numberOf(provider);
      this.#bits[at + (number >>> 5)]! |= 1 << (number & 31);
    };
    for (let name = 0; name < names.length; name += 1, at += this.#width) names[name]!.providers.forEach(note);
  }

  /** @returns how many list both */
  common(a: number, b: number): number {
    let count = 0;
    for (let column = 0; column < this.#width; column += 1) {
      const bits = this.#bits[a * this.#width + column]! & this.#bits[b * this.#width + column]!;
      this.#common[column] = bits;
      for (let left = bits; left !== 0; left &= left - 1) count += 1;
    }
    return count;
  }

  /** The highest of what is said of those who list both; 0 where nobody does. */
  highest(a: number, b: number, saidOf: (provider: number) => number): number {
    let highest = 0;
    this.common(a, b);
    for (let column = 0; column < this.#width; column += 1)
      for (let left = this.#common[column]!; left !== 0; left &= left - 1)
        highest = Math.max(highest, saidOf(column * BITS + 31 - Math.clz32(left & -left)));
    return highest;
  }
}
