// Numbers by number: open addressing in columns, 16 to 32 bytes each where a Map takes seventy and more.

const LEAST_SLOTS = 16;

export class NumberMap {
  /** Keys are kept one higher: 0 is an empty slot. */
  #keys: Float64Array;
  #values: Float64Array;
  #size = 0;

  /** @param expected so many keys find room without being moved */
  constructor(expected = 0) {
    let slots = LEAST_SLOTS;
    while (slots * 4 < expected * 5) slots *= 2;
    this.#keys = new Float64Array(slots);
    this.#values = new Float64Array(slots);
  }

  get size(): number {
    return this.#size;
  }

  /** @param key a whole number, 0 or more, below 2^53 - 1 */
  get(key: number): number | undefined {
    const slot = this.#slotOf(key + 1);
    return this.#keys[slot] === 0 ? undefined : this.#values[slot];
  }

  has(key: number): boolean {
    return this.#keys[this.#slotOf(key + 1)] !== 0;
  }

  set(key: number, value: number): void {
    let slot = this.#slotOf(key + 1);
    if (this.#keys[slot] === 0) {
      if (this.#size * 5 >= this.#keys.length * 4) {
        this.#widen();
        slot = this.#slotOf(key + 1);
      }
      this.#keys[slot] = key + 1;
      this.#size += 1;
    }
    this.#values[slot] = value;
  }

  /** In no order. */
  *entries(): Generator<readonly [key: number, value: number]> {
    for (let slot = 0; slot < this.#keys.length; slot += 1)
      if (this.#keys[slot] !== 0) yield [this.#keys[slot]! - 1, this.#values[slot]!];
  }

  /** The same without a pair for each of a hundred thousand. */
  forEach(see: (key: number, value: number) => void): void {
    for (let slot = 0; slot < this.#keys.length; slot += 1)
      if (this.#keys[slot] !== 0) see(this.#keys[slot]! - 1, this.#values[slot]!);
  }

  #slotOf(cell: number): number {
    const mask = this.#keys.length - 1;
    const high = Math.trunc(cell / 0x1_0000_0000);
    const mixed = Math.imul(cell ^ Math.imul(high, 0x9e37_79b1), 0x85eb_ca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== cell) slot = (slot + 1) & mask;
    return slot;
  }

  #widen(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Float64Array(keys.length * 2);
    this.#values = new Float64Array(keys.length * 2);
    for (let slot = 0; slot < keys.length; slot += 1) {
      if (keys[slot] === 0) continue;
      const to = this.#slotOf(keys[slot]!);
      this.#keys[to] = keys[slot]!;
      this.#values[to] = values[slot]!;
    }
  }
}
