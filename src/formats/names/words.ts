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
classify(' \t\u00a0_,.;?・"“”„«»¿¡*#%$^~\\=…', SPACE);
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
  const { text } = folded;
  const state: Cutting = { words: [], gap: GAP.glued, hasHyphen: false, bracket: 0, bracketCount: 0, depth: 0 };
  let start = -1;
  for (let index = 0; index <= text.length; index += 1) {
    const kind = index < text.length ? classOf(text.charCodeAt(index)) : NOTHING;
    if (kind === LETTER) {
      if (start < 0) start = index;
      continue;
    }
    if (start >= 0) pushWord(state, folded, start, index);
    start = -1;
    if (kind === SIGN) pushWord(state, folded, index, index + 1);
    else noteSeparator(state, kind);
  }
  return state.words;
}

interface Cutting {
  readonly words: Word[];
  /** Strongest separator since the last word. */
  gap: Gap;
  hasHyphen: boolean;
  /** Number of the bracket that is open, 0 for none; how many there were; how deep they are nested. */
  bracket: number;
  bracketCount: number;
  depth: number;
}

function noteSeparator(state: Cutting, kind: number): void {
  if (kind === HYPHEN) state.hasHyphen = true;
  else if (kind !== NOTHING && kind !== APOSTROPHE) widenGap(state, GAPS.get(kind) ?? GAP.space);
  if (kind === OPEN) {
    state.depth += 1;
    state.bracketCount += 1;
    state.bracket = state.bracketCount;
  } else if (kind === CLOSE) {
    state.depth = Math.max(0, state.depth - 1);
    if (state.depth === 0) state.bracket = 0;
  }
}

function widenGap(state: Cutting, gap: Gap): void {
  if (gap > state.gap) state.gap = gap;
}

function pushWord(state: Cutting, folded: Folded, start: number, end: number): void {
  if (state.hasHyphen) widenGap(state, state.gap === GAP.glued ? GAP.hyphen : GAP.dash);
  state.words.push({
    text: folded.text.slice(start, end),
    start: sourceOffset(folded, start),
    end: sourceOffset(folded, end),
    gap: state.gap,
    bracket: state.bracket,
  });
  state.gap = GAP.glued;
  state.hasHyphen = false;
}
