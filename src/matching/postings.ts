// Which names share which keys, in columns: 16 bytes for each key of each name, whatever the keys are. What is asked of
// it is bounded: of a key that many names share, none or the neighbours in the alphabet.

/** Of a key that stands for a whole name no more than these are looked at; names are numbered in the alphabet's order. */
const NEIGHBOURS = 120;
/** A key of a part of a name in more names than this finds too many to tell anything. */
const COMMON = 60;
/** How much more a key of the whole name tells than one of a part: what a knowledge base knows as one need not look alike. */
const WHOLE = 4;
/** Names are numbered below this: a key's hash and a name's number share one double. */
const NAMES = 2 ** 21;

/** 32-bit FNV-1a over UTF-16 units, of a piece of a text after a letter that says what kind of key it is. */
function hash31(kind: string, text: string, from = 0, to = text.length): number {
  let hash = Math.imul(0x811c9dc5 ^ kind.charCodeAt(0), 0x01000193);
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 1;
}

/** Keys of one name. One instance serves name after name. */
export class Keys {
  /** Twice the hash, and one more for those that stand for a whole name. */
  readonly cells: number[] = [];

  clear(): this {
    this.cells.length = 0;
    return this;
  }

  /** A key that stands for the whole name. */
  whole(kind: string, text: string): void {
    this.cells.push(2 * hash31(kind, text) + 1);
  }

  part(kind: string, text: string, from?: number, to?: number): void {
    this.cells.push(2 * hash31(kind, text, from, to));
  }
}

const isWhole = (cell: number): boolean => cell % 2 === 1;

export class Postings {
  #cells = new Float64Array(1_024);
  #length = 0;
  #nameCount = 0;
  /** The key of each list, ascending; list n is `#members` from `#starts[n]` to `#starts[n + 1]`. */
  #keys = new Float64Array(0);
  #starts = new Int32Array(0);
  #members = new Int32Array(0);
  #scores = new Float32Array(0);
  /** In which question each list was looked at last: a name may have a key twice. */
  #askedIn = new Int32Array(0);
  #turn = 0;
  #visitCount = 0;
  /** Of the question under way: the names that share a key. */
  #touched = new Int32Array(0);
  /** Of the list under way: where its members lie that are looked at, and how many it has. */
  #from = 0;
  #to = 0;
  #count = 0;

  /** How many times any name was looked at so far: what the work is in proportion to. */
  get visitCount(): number {
    return this.#visitCount;
  }

  /** Names are counted as they come. */
  add({ cells }: Keys): void {
    const name = this.#nameCount;
    this.#nameCount += 1;
    if (this.#length + cells.length > this.#cells.length) {
      const wider = new Float64Array(2 * (this.#length + cells.length));
      wider.set(this.#cells);
      this.#cells = wider;
    }
    for (const cell of cells) {
      this.#cells[this.#length] = cell * NAMES + name;
      this.#length += 1;
    }
  }

  /** To be called after the last name. */
  settle(): void {
    // oxlint-disable-next-line no-array-sort -- in place: a copy of a million cells is what a small box has no room for
    const sorted = this.#cells.subarray(0, this.#length).sort();
    const keys: number[] = [];
    const starts: number[] = [];
    this.#members = new Int32Array(sorted.length);
    let count = 0;
    let before = -1;
    let last = -1;
    for (let at = 0; at < sorted.length; at += 1) {
      const cell = sorted[at]!;
      if (cell === before) continue;
      const key = Math.floor(cell / NAMES);
      if (key !== last) {
        keys.push(key);
        starts.push(count);
        last = key;
      }
      this.#members[count] = cell - key * NAMES;
      count += 1;
      before = cell;
    }
    starts.push(count);
    this.#keys = Float64Array.from(keys);
    this.#starts = Int32Array.from(starts);
    this.#cells = new Float64Array(0);
    this.#scores = new Float32Array(this.#nameCount);
    this.#touched = new Int32Array(this.#nameCount);
    this.#askedIn = new Int32Array(keys.length);
  }

  /** Numbers of the `limit` names that share most and rarest keys, the likeliest first. */
  nearest({ cells }: Keys, { itself, limit }: { readonly itself: number; readonly limit: number }): number[] {
    const [touched, scores, members] = [this.#touched, this.#scores, this.#members];
    let touchedCount = 0;
    this.#turn += 1;
    for (const cell of cells) {
      const list = this.#find(cell);
      if (list < 0 || this.#askedIn[list] === this.#turn) continue;
      this.#askedIn[list] = this.#turn;
      this.#look(list, itself);
      const weight = (isWhole(cell) ? WHOLE : 1) / (2 + this.#count);
      for (let at = this.#from; at < this.#to; at += 1) {
        const other = members[at]!;
        if (other === itself) continue;
        if (scores[other] === 0) {
          touched[touchedCount] = other;
          touchedCount += 1;
        }
        scores[other]! += weight;
      }
      this.#visitCount += this.#to - this.#from;
    }
    const ranked = highest(touched.subarray(0, touchedCount), scores, limit);
    for (let at = 0; at < touchedCount; at += 1) scores[touched[at]!] = 0;
    return ranked;
  }

  /** Sets what of a list is looked at. */
  #look(list: number, itself: number): void {
    const from = this.#starts[list]!;
    const to = this.#starts[list + 1]!;
    this.#count = to - from;
    this.#from = from;
    this.#to = to;
    if (this.#count <= (isWhole(this.#keys[list]!) ? NEIGHBOURS : COMMON)) return;
    this.#to = from;
    if (!isWhole(this.#keys[list]!)) return;
    const middle = itself < 0 ? from : firstAt(this.#members, itself, from, to);
    this.#from = Math.min(Math.max(from, middle - NEIGHBOURS / 2), to - NEIGHBOURS);
    this.#to = this.#from + NEIGHBOURS;
  }

  #find(cell: number): number {
    const at = firstAt(this.#keys, cell, 0, this.#keys.length);
    return this.#keys[at] === cell ? at : -1;
  }
}

/** The `limit` names of the highest scores, the highest first, of equals the lower number: most are turned away at once. */
function highest(names: Int32Array, scores: Float32Array, limit: number): number[] {
  const best: number[] = [];
  for (let place = 0; place < names.length; place += 1) {
    const name = names[place]!;
    let at = best.length;
    while (at > 0 && isBefore(name, best[at - 1]!, scores)) at -= 1;
    if (at >= limit) continue;
    if (best.length === limit) best.pop();
    best.splice(at, 0, name);
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
