// Where an id stands in a ledger: open addressing over positions, four bytes a slot, at most half full. It knows the
// positions that were added to it; a ledger that grows on tells it of those that matter.

import type { StreamId } from '../model/ids.ts';
import type { Ledger } from './ledger.ts';

export class LedgerIndex {
  readonly #ledger: Ledger;
  /** Position + 1; 0 is an empty slot. */
  #slots: Int32Array;
  #count = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#slots = new Int32Array(slotsFor(ledger.length));
    for (let position = 0; position < ledger.length; position += 1) this.#place(position);
  }

  /** @returns the id's position, or -1 */
  find(id: StreamId): number {
    const mask = this.#slots.length - 1;
    for (let slot = id & mask; ; slot = (slot + 1) & mask) {
      const position = this.#slots[slot]! - 1;
      if (position < 0 || this.#ledger.ids[position] === id) return position;
    }
  }

  /** Takes in a position that was appended to the ledger. */
  add(position: number): void {
    if (slotsFor(this.#count + 1) > this.#slots.length) this.#grow();
    this.#place(position);
  }

  #place(position: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#ledger.ids[position]! & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = position + 1;
    this.#count += 1;
  }

  #grow(): void {
    const placed = this.#slots;
    this.#slots = new Int32Array(placed.length * 2);
    this.#count = 0;
    for (const filled of placed) if (filled !== 0) this.#place(filled - 1);
  }
}

/** A power of two, at least twice the count. */
function slotsFor(count: number): number {
  return Math.max(1_024, 2 ** Math.ceil(Math.log2(count * 2 + 1)));
}
