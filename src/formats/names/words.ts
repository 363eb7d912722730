// Cuts a folded name into words, keeping what stood between them and which bracket they are in.

import { SEAM, sourceOffset, type Folded } from './fold.ts';

/** What stands before a word; of several the strongest. */
export const GAP = { glued: 0, hyphen: 1, space: 2, slash: 3, dash: 4, colon: 5, bar: 6, ornament: 7 } as const;
export type Gap = (typeof GAP)[keyof typeof GAP];

export interface Word {
  /** Folded letters and digits, or one of the signs `+ & @ !`. */
  readonly text: string;
  /** Where it stands in the source. */
  readonly start: number;
  readonly end: number;
  readonly gap: Gap;
  /** Counts brackets from the left: 0 outside, 1 in the first pair … */
  readonly bracket: number;
}

const SPACE = 0;
const LETTER = 1;
const SIGN = 2;
const OPEN = 3;
const CLOSE = 4;
const HYPHEN = 5;
const COLON = 6;
const BAR = 7;
const SLASH = 8;
const APOSTROPHE = 9;
const ORNAMENT = 10;
const NOTHING = 11;
const UNKNOWN = 255;

const CLASSES = new Uint8Array(65_536).fill(UNKNOWN);
const classify = (letters: string, kind: number): void => {
  for (let index = 0; index < letters.length; index += 1) CLASSES[letters.charCodeAt(index)] = kind;
};
classify(' \t\u00a0_,.;?"“”„«»¿¡*#%$^~\\=…', SPACE);
classify('+&@!', SIGN);
classify('([{<【「『〔《〈', OPEN);
classify(')]}>】」』〕》〉', CLOSE);
classify('-‐‑‒–—−~〜～', HYPHEN);
classify(':', COLON);
classify('|¦', BAR);
classify('/／', SLASH);
classify("'’‘`´ʼ", APOSTROPHE);
classify(SEAM, NOTHING);

function classOf(unit: number): number {
  const known = CLASSES[unit] ?? ORNAMENT;
  if (known !== UNKNOWN) return known;
  const kind =
    /[\p{L}\p{M}\p{N}]/u.test(String.fromCharCode(unit)) || (unit >= 0xd800 && unit < 0xe000) ? LETTER : ORNAMENT;
  CLASSES[unit] = kind;
  return kind;
}

/** Gap of a separator; a hyphen only counts as a dash with a blank beside it. */
const GAPS = new Map<number, Gap>([
  [SPACE, GAP.space],
  [OPEN, GAP.space],
  [CLOSE, GAP.space],
  [COLON, GAP.colon],
  [BAR, GAP.bar],
  [SLASH, GAP.slash],
  [ORNAMENT, GAP.ornament],
]);

export function cutWords(folded: Folded): Word[] {
  const cutter = new Cutter(folded);
  cutter.run();
  return cutter.words;
}

class Cutter {
  readonly words: Word[] = [];
  readonly #folded: Folded;
  readonly #text: string;
  #gap: Gap = GAP.glued;
  #hyphen = false;
  #bracket = 0;
  #brackets = 0;
  #depth = 0;

  constructor(folded: Folded) {
    this.#folded = folded;
    this.#text = folded.text;
  }

  run(): void {
    const text = this.#text;
    let start = -1;
    for (let index = 0; index < text.length; index += 1) {
      const kind = classOf(text.charCodeAt(index));
      if (kind === LETTER) {
        if (start < 0) start = index;
        continue;
      }
      if (start >= 0) this.#push(start, index);
      start = -1;
      this.#separate(kind, index);
    }
    if (start >= 0) this.#push(start, text.length);
  }

  #separate(kind: number, index: number): void {
    if (kind === SIGN) this.#push(index, index + 1);
    else if (kind === HYPHEN) this.#hyphen = true;
    else if (kind !== NOTHING && kind !== APOSTROPHE) this.#widen(GAPS.get(kind) ?? GAP.space);
    if (kind === OPEN) {
      this.#depth += 1;
      this.#brackets += 1;
      this.#bracket = this.#brackets;
    } else if (kind === CLOSE) {
      this.#depth = Math.max(0, this.#depth - 1);
      if (this.#depth === 0) this.#bracket = 0;
    }
  }

  #widen(gap: Gap): void {
    if (gap > this.#gap) this.#gap = gap;
  }

  #push(start: number, end: number): void {
    if (this.#hyphen) this.#widen(this.#gap === GAP.glued ? GAP.hyphen : GAP.dash);
    this.words.push({
      text: this.#text.slice(start, end),
      start: sourceOffset(this.#folded, start),
      end: sourceOffset(this.#folded, end),
      gap: this.#gap,
      bracket: this.#bracket,
    });
    this.#gap = GAP.glued;
    this.#hyphen = false;
  }
}
