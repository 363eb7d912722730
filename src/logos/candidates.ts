// Which views are worth a close look: those of about the same proportions whose block hashes differ little. All pairs are gone
// through, in a few instructions each: hashes that may differ in 18 of 64 bits have no index that would be quicker for less
// than some 200,000 views.

import { ASPECT_LIMIT } from './likeness.ts';
import type { PackedLooks } from './packed-looks.ts';

/** Of 64 bits: views whose block hashes differ by more are not looked at closely. */
const HASH_DISTANCE = 18;
const CHECK_EVERY = 100;

export interface CandidatesOptions {
  readonly looks: PackedLooks;
  /** Whether enough is known that looks like the view's logo: two of which both are full need no look. */
  readonly isFull: (view: number) => boolean;
  readonly visit: (view: number, other: number) => void;
  /** Called now and then; may throw to cancel. */
  readonly checkpoint: () => void;
}

export function visitCandidates({ looks, isFull, visit, checkpoint }: CandidatesOptions): void {
  const { hashes } = looks;
  const logs = looks.aspects.map(Math.log);
  const order = Uint32Array.from(logs, (_, view) => view).toSorted((a, b) => logs[a]! - logs[b]! || a - b);
  // As they are gone through, one after another in memory.
  const first = Int32Array.from(order, (view) => hashes[view * 2]!);
  const second = Int32Array.from(order, (view) => hashes[view * 2 + 1]!);
  const open = new OpenPlaces(order, isFull);
  for (let at = 0, end = 0; at < order.length; at += 1) {
    if (at % CHECK_EVERY === 0) checkpoint();
    const view = order[at]!;
    while (end < order.length && logs[order[end]!]! - logs[view]! <= ASPECT_LIMIT) end += 1;
    const [a, b] = [first[at]!, second[at]!];
    let isDone = isFull(view);
    for (let next = isDone ? open.from(at + 1) : at + 1; next < end; next = isDone ? open.from(next + 1) : next + 1) {
      if (differingBits(a ^ first[next]!, b ^ second[next]!) > HASH_DISTANCE) continue;
      visit(view, order[next]!);
      isDone = isFull(view);
    }
  }
}

/** Places of views that are not full, in order: those that are full are stepped over together. */
class OpenPlaces {
  readonly #order: Uint32Array;
  readonly #isFull: (view: number) => boolean;
  /** For each place itself, or one further on before which none is open. */
  readonly #next: Uint32Array;

  constructor(order: Uint32Array, isFull: (view: number) => boolean) {
    this.#order = order;
    this.#isFull = isFull;
    this.#next = Uint32Array.from({ length: order.length + 1 }, (_, at) => at);
  }

  /** The first open place from here on, else the number of places. */
  from(place: number): number {
    const next = this.#next;
    let at = place;
    while (at < this.#order.length) {
      if (next[at] === at && !this.#isFull(this.#order[at]!)) break;
      if (next[at] === at) next[at] = at + 1;
      at = next[at] = next[next[at]!]!; // halves the way for whoever comes next
    }
    return at;
  }
}

/** Of two words together. */
function differingBits(x: number, y: number): number {
  let a = x - ((x >>> 1) & 0x55555555);
  let b = y - ((y >>> 1) & 0x55555555);
  a = (a & 0x33333333) + ((a >>> 2) & 0x33333333);
  b = (b & 0x33333333) + ((b >>> 2) & 0x33333333);
  const both = (a + b) | 0;
  return Math.imul((both & 0x0f0f0f0f) + ((both >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
}
