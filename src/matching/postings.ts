// Which names share which keys, in columns: 8 bytes for each key of each name, and 12 to 20 for each key, whatever the keys
// are. What is asked of it is bounded: of a key that many names share, none or the neighbours in the alphabet.

import { Runs } from '../kernel/runs.ts';

/** Of a key that stands for a whole name no more than these are looked at; names are numbered in the alphabet's order. */
const NEIGHBOURS = 120;
/** A key of a part of a name in more names than this finds too many to tell anything. */
const COMMON = 60;
/** How much more a key of the whole name tells than one of a part: what a knowledge base knows as one need not look alike. */
const WHOLE = 4;

/** Twice a hash, and one more for a key that stands for a whole name. */
export type Key = number;

const isWhole = (key: Key): boolean => (key & 1) === 1;

export class Postings {
  /** Of each name; once all are there, the lists of these. */
  readonly #keys = new Runs();
  readonly #lists = new Lists();
  /** List n is `#members` from `#starts[n]` to `#starts[n + 1]`. */
  #starts: Int32Array = new Int32Array(0);
  #members = new Int32Array(0);
  #scores = new Float32Array(0);
  /** Of the question under way: the names that share a key. */
  #touched = new Int32Array(0);
  #touchedCount = 0;
  #visitCount = 0;

  /** How many times any name was looked at so far: what the work is in proportion to. */
  get visitCount(): number {
    return this.#visitCount;
  }

  /** Names are counted as they come. @param keys of it, each once, from a place to another @param more of them */
  add(keys: ArrayLike<Key>, from = 0, to = keys.length, more?: readonly Key[]): void {
    this.#keys.push(keys, from, to, more);
  }

  /** To be called after the last name. */
  settle(): void {
    const nameCount = this.#keys.count;
    const { cells } = this.#keys;
    for (let at = 0; at < cells.length; at += 1) cells[at] = this.#lists.note(cells[at]!);
    this.#starts = this.#lists.takeStarts();
    this.#members = new Int32Array(cells.length);
    const next = this.#starts.slice();
    for (let name = 0; name < nameCount; name += 1) {
      const to = this.#keys.from(name + 1);
      for (let at = this.#keys.from(name); at < to; at += 1) {
        const list = cells[at]!;
        this.#members[next[list]!] = name;
        next[list]! += 1;
      }
    }
    this.#scores = new Float32Array(nameCount);
    this.#touched = new Int32Array(nameCount);
  }

  /** Numbers of the `limit` names that share most and rarest keys with this one, the likeliest first. */
  nearest(name: number, limit: number): number[] {
    const { cells } = this.#keys;
    const to = this.#keys.from(name + 1);
    for (let at = this.#keys.from(name); at < to; at += 1) this.#look(cells[at]!, name);
    return this.#ranked(limit);
  }

  /** The same for one that is not among them. */
  nearestTo(keys: readonly Key[], limit: number): number[] {
    for (let at = 0; at < keys.length; at += 1) {
      const list = this.#lists.find(keys[at]!);
      if (list >= 0) this.#look(list, -1);
    }
    return this.#ranked(limit);
  }

  /** Scores what of a list is looked at. @param itself -1 for a name that is not in it */
  #look(list: number, itself: number): void {
    let from = this.#starts[list]!;
    let to = this.#starts[list + 1]!;
    const count = to - from;
    const whole = isWhole(this.#lists.keyOf(list));
    if (count > (whole ? NEIGHBOURS : COMMON)) {
      if (!whole) return;
      const middle = itself < 0 ? from : firstAt(this.#members, itself, from, to);
      from = Math.min(Math.max(from, middle - NEIGHBOURS / 2), to - NEIGHBOURS);
      to = from + NEIGHBOURS;
    }
    const weight = (whole ? WHOLE : 1) / (2 + count);
    const [members, scores, touched] = [this.#members, this.#scores, this.#touched];
    for (let at = from; at < to; at += 1) {
      const other = members[at]!;
      if (other === itself) continue;
      if (scores[other] === 0) {
        touched[this.#touchedCount] = other;
        this.#touchedCount += 1;
      }
      scores[other]! += weight;
    }
    this.#visitCount += to - from;
  }

  #ranked(limit: number): number[] {
    const best = highest(this.#touched, this.#touchedCount, this.#scores, limit);
    for (let at = 0; at < this.#touchedCount; at += 1) this.#scores[this.#touched[at]!] = 0;
    this.#touchedCount = 0;
    return best;
  }
}

/** A number for each key, as they come: open addressing in columns. */
class Lists {
  /** The list of a key, plus one. */
  #slots = new Int32Array(2 * LEAST_LISTS);
  #keys = new Uint32Array(LEAST_LISTS);
  #counts = new Int32Array(LEAST_LISTS);
  #count = 0;

  /** @returns the key's list, which now has one name more */
  note(key: Key): number {
    if (this.#count === this.#keys.length) this.#widen();
    const slot = this.#slotOf(key);
    if (this.#slots[slot] === 0) {
      this.#keys[this.#count] = key;
      this.#count += 1;
      this.#slots[slot] = this.#count;
    }
    const list = this.#slots[slot]! - 1;
    this.#counts[list]! += 1;
    return list;
  }

  /** @returns -1 for a key that no name has */
  find(key: Key): number {
    return this.#slots[this.#slotOf(key)]! - 1;
  }

  keyOf(list: number): Key {
    return this.#keys[list]!;
  }

  /** Where each list begins when they lie one after another, and where the last one ends. What was counted is given up. */
  takeStarts(): Int32Array {
    const starts = new Int32Array(this.#count + 1);
    for (let list = 0; list < this.#count; list += 1) starts[list + 1] = starts[list]! + this.#counts[list]!;
    this.#counts = new Int32Array(0);
    return starts;
  }

  #slotOf(key: Key): number {
    const mask = this.#slots.length - 1;
    const mixed = Math.imul(key, 0x9e37_79b1);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#slots[slot] !== 0 && this.#keys[this.#slots[slot]! - 1] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #widen(): void {
    const [keys, counts] = [this.#keys, this.#counts];
    this.#keys = new Uint32Array(2 * keys.length);
    this.#keys.set(keys);
    this.#counts = new Int32Array(2 * counts.length);
    this.#counts.set(counts);
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (let list = 0; list < this.#count; list += 1) this.#slots[this.#slotOf(keys[list]!)] = list + 1;
  }
}

const LEAST_LISTS = 1_024;

/** The `limit` names of the highest scores, the highest first, of equals the lower number: most are turned away at once. */
// oxlint-disable-next-line max-params -- asked for each name: no object is made for it
function highest(names: Int32Array, count: number, scores: Float32Array, limit: number): number[] {
  const best: number[] = [];
  for (let place = 0; place < count; place += 1) {
    const name = names[place]!;
    if (best.length === limit) {
      if (!isBefore(name, best[limit - 1]!, scores)) continue;
      best.pop();
    }
    let at = best.length;
    best.push(name);
    for (; at > 0 && isBefore(name, best[at - 1]!, scores); at -= 1) best[at] = best[at - 1]!;
    best[at] = name;
  }
  return best;
}

const isBefore = (one: number, other: number, scores: Float32Array): boolean =>
  scores[one]! > scores[other]! || (scores[one] === scores[other] && one < other);

/** Where the ascending column has this value, or the next higher one. */
// oxlint-disable-next-line max-params -- asked for each key of each name: no object is made for it
function firstAt(column: ArrayLike<number>, value: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
