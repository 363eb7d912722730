// Many short texts, one after another in one column of UTF-8: a text is made of one when it is asked for.

const LEAST_BYTES = 1_024;
/** UTF-16 units take up to three bytes each. */
const BYTES_OF_UNIT = 3;

export class Texts {
  #bytes: Buffer;
  #starts: Int32Array;
  #count: number;

  /** @param starts where each begins, and where the last one ends; these columns are not written to */
  constructor(bytes: Uint8Array = new Uint8Array(0), starts: Int32Array = Int32Array.of(0)) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#starts = starts;
    this.#count = starts.length - 1;
  }

  at(place: number): string {
    return this.#bytes.toString('utf8', this.#starts[place], this.#starts[place + 1]);
  }

  push(text: string): void {
    const from = this.#starts[this.#count]!;
    this.#reserve(from + text.length * BYTES_OF_UNIT);
    this.#end(from + this.#bytes.write(text, from));
  }

  /** Some of others that lie one after another, as they are. */
  pushOf(others: Texts, place: number, count: number): void {
    const from = this.#starts[this.#count]!;
    const [first, end] = [others.#starts[place]!, others.#starts[place + count]!];
    this.#reserve(from + end - first);
    this.#bytes.set(others.#bytes.subarray(first, end), from);
    for (let next = place + 1; next <= place + count; next += 1) this.#end(from + others.#starts[next]! - first);
  }

  /** Views of the columns, as far as they are filled. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#starts[this.#count]);
  }

  get starts(): Int32Array {
    return this.#starts.subarray(0, this.#count + 1);
  }

  #reserve(length: number): void {
    if (length <= this.#bytes.length) return;
    const wider = Buffer.alloc(Math.max(LEAST_BYTES, Math.ceil(1.5 * length)));
    wider.set(this.#bytes);
    this.#bytes = wider;
  }

  #end(length: number): void {
    this.#count += 1;
    if (this.#count >= this.#starts.length) {
      const wider = new Int32Array(Math.max(LEAST_BYTES, 2 * this.#count));
      wider.set(this.#starts);
      this.#starts = wider;
    }
    this.#starts[this.#count] = length;
  }
}
