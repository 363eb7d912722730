// Which providers two names of a market have in common: a bit for each, in columns, since it is asked for each two names.

const BITS = 32;

interface ListedName {
  readonly providers: ReadonlyMap<number, number>;
}

export class Listers {
  readonly #width: number;
  /** For each name who lists it, as one of a few kinds: most names share one. */
  readonly #kindOf: Int32Array;
  /** Of each kind, in columns of bits. */
  readonly #bits: Int32Array;
  /** Of each column of bits in common the last answer. */
  readonly #common: Int32Array;

  /** @param numberOf of a provider, 0 or more: equal ones count as one */
  constructor(names: readonly ListedName[], numberOf: (provider: number) => number = (provider) => provider) {
    const kinds = new Map<ListedName['providers'], number>();
    this.#kindOf = new Int32Array(names.length);
    for (let name = 0; name < names.length; name += 1) {
      const { providers } = names[name]!;
      let kind = kinds.get(providers);
      if (kind === undefined) kinds.set(providers, (kind = kinds.size));
      this.#kindOf[name] = kind;
    }
    let most = 0;
    for (const providers of kinds.keys())
      providers.forEach((_, provider) => (most = Math.max(most, numberOf(provider))));
    this.#width = Math.floor(most / BITS) + 1;
    this.#bits = new Int32Array(kinds.size * this.#width);
    this.#common = new Int32Array(this.#width);
    for (const [providers, kind] of kinds)
      for (const provider of providers.keys()) {
        const number = numberOf(provider);
        this.#bits[kind * this.#width + (number >>> 5)]! |= 1 << (number & 31);
      }
  }

  /** @returns a bit for each who lists both, as a number from 0 on; undefined where they are too many for that */
  bitsInCommon(a: number, b: number): number | undefined {
    return this.#width === 1 ? (this.#bits[this.#kindOf[a]!]! & this.#bits[this.#kindOf[b]!]!) >>> 0 : undefined;
  }

  /** @returns how many list both */
  common(a: number, b: number): number {
    const [one, other] = [this.#kindOf[a]! * this.#width, this.#kindOf[b]! * this.#width];
    let count = 0;
    for (let column = 0; column < this.#width; column += 1) {
      const bits = this.#bits[one + column]! & this.#bits[other + column]!;
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
