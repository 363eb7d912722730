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

  /** @param first the first of these that is taken @param end the first one behind them */
  push(values: ArrayLike<number>, first = 0, end = values.length, more: ArrayLike<number> = NONE): void {
    const from = this.from(this.#count);
    const length = from + end - first + more.length;
    this.#reserve(length);
    const cells = this.#cells;
    let to = from;
    for (let at = first; at < end; at += 1, to += 1) cells[to] = values[at]!;
    for (let at = 0; at < more.length; at += 1, to += 1) cells[to] = more[at]!;
    this.#end(length);
  }

  /** Some of others that lie one after another, as they are. */
  pushOf(others: Runs, list: number, count: number): void {
    const [first, end] = [others.from(list), others.from(list + count)];
    const from = this.from(this.#count);
    this.#reserve(from + end - first);
    this.#cells.set(others.#cells.subarray(first, end), from);
    for (let next = list + 1; next <= list + count; next += 1) this.#end(from + others.from(next) - first);
  }

  /** Where a list begins in `cells`; of the next one where it ends. */
  from(list: number): number {
    return this.#starts[list]!;
  }

  at(list: number): Uint32Array {
    return this.#cells.subarray(this.from(list), this.from(list + 1));
  }

  /** A view of the column, as far as it is filled. */
  get cells(): Uint32Array {
    const length = this.from(this.#count);
    return length === this.#cells.length ? this.#cells : (this.#cells = this.#cells.subarray(0, length));
  }

  get starts(): Int32Array {
    return this.#starts.subarray(0, this.#count + 1);
  }

  #reserve(length: number): void {
    if (length > this.#cells.length) this.#cells = widened(this.#cells, length, Uint32Array);
  }

  #end(length: number): void {
    this.#count += 1;
    if (this.#count >= this.#starts.length) this.#starts = widened(this.#starts, this.#count + 1, Int32Array);
    this.#starts[this.#count] = length;
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
