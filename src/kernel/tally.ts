// How often numbers of 32 bits were noted: open addressing in columns, 8 to 16 bytes each.

const LEAST_SLOTS = 16;

export class Tally {
  /** 0 is an empty slot. */
  #keys = new Uint32Array(LEAST_SLOTS);
  #counts = new Uint32Array(LEAST_SLOTS);
  #size = 0;

  /** @param key 1 to 2^32 - 1 @returns how often it was noted before */
  note(key: number): number {
    let slot = this.#slotOf(key);
    if (this.#keys[slot] === 0) {
      this.#size += 1;
      if (this.#size * 3 > this.#keys.length * 2) {
        this.#widen();
        slot = this.#slotOf(key);
      }
      this.#keys[slot] = key;
    }
    this.#counts[slot]! += 1;
    return this.#counts[slot]! - 1;
  }

  of(key: number): number {
    return this.#counts[this.#slotOf(key)]!;
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    const mixed = Math.imul(key, 0x9e37_79b1);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #widen(): void {
    const [keys, counts] = [this.#keys, this.#counts];
    this.#keys = new Uint32Array(keys.length * 2);
    this.#counts = new Uint32Array(keys.length * 2);
    for (let at = 0; at < keys.length; at += 1) {
      if (keys[at] === 0) continue;
      const slot = this.#slotOf(keys[at]!);
      this.#keys[slot] = keys[at]!;
      this.#counts[slot] = counts[at]!;
    }
  }
}
