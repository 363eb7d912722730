// Many short lists of numbers of 32 bits, one after another in one column.

export class Runs {
  #cells: Uint32Array;
  #starts: Int32Array;
  #count: number;

  /** @param starts where each begins, and where the last one ends; these columns are not written to */
  constructor(cells: Uint32Array = new Uint32Array(1_024), starts: Int32Array = new Int32Array(64).subarray(0, 1)) {
    this.#cells = cells;
    this.#count = starts.length - 1;
    this.#starts = starts;
  }

  /** How many lists. */
  get count(): number {
    return this.#count;
  }

  push(values: ArrayLike<number>, more: ArrayLike<number> = NONE): void {
    const from = this.from(this.#count);
    const length = from + values.length + more.length;
    if (length > this.#cells.length) this.#cells = widened(this.#cells, length, Uint32Array);
    this.#cells.set(values, from);
    this.#cells.set(more, from + values.length);
    this.#count += 1;
    if (this.#count >= this.#starts.length) this.#starts = widened(this.#starts, this.#count + 1, Int32Array);
    this.#starts[this.#count] = length;
  }

  /** Where a list begins in `cells`; of the next one where it ends. */
  from(list: number): number {
    return this.#starts[list]!;
  }

  at(list: number): Uint32Array {
    return this.#cells.subarray(this.from(list), this.from(list + 1));
  }

  get cells(): Uint32Array {
    return this.#cells.subarray(0, this.from(this.#count));
  }

  get starts(): Int32Array {
    return this.#starts.subarray(0, this.#count + 1);
  }
}

const NONE: readonly number[] = [];

function widened<Column extends Int32Array | Uint32Array>(
  column: Column,
  least: number,
  Kind: new (length: number) => Column,
): Column {
  const wider = new Kind(Math.ceil(1.5 * least));
  wider.set(column);
  return wider;
}
