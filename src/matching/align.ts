// Which words of two names stand for each other: equal, glued together in one of them, misspelt, abbreviated, romanised.

import { isNumber } from './identity.ts';
import { skeletonOf, soundRatio } from './skeleton.ts';
import { areOfOneLand, isCountryWord } from './words/countries.ts';
import { areTranslations, canonicalWord, isGeneralWord } from './words/synonyms.ts';

export interface Alignment {
  readonly equal: readonly string[];
  /** Words that were one with a neighbour on the other side: `nick jr` and `nickjr`. */
  readonly glued: readonly string[];
  /** `bharatvash` and `bharatvarsh`. */
  readonly spelt: readonly string[];
  /** One begins the other: `parl` and `parliament`. */
  readonly begun: readonly string[];
  /** Same consonants in the same order: `maser` and `masr`. */
  readonly sounded: readonly string[];
  /** Words without a partner. */
  readonly restA: readonly string[];
  readonly restB: readonly string[];
}

export interface Across {
  /** Whether a general word in another language is the same word: it is in another script. */
  readonly isTranslated?: boolean;
  /** How much alike words of two scripts must sound, 0 to 1; 0 for words of one script. */
  readonly soundsFrom?: number;
  /** Whether one of the two is written without vowels. */
  readonly lacksVowels?: boolean;
}

export function alignWords(a: readonly string[], b: readonly string[], across: Across = {}): Alignment {
  const { isTranslated = false } = across;
  const restA = [...a];
  const restB = [...b];
  const equal = takePairs(restA, restB, isTranslated ? placeOfEqualAcross : placeOfEqual);
  if (restA.length === 0 || restB.length === 0)
    return { equal, glued: NONE, spelt: NONE, begun: NONE, sounded: NONE, restA, restB };
  const ofA = takeGlued(restA, restB);
  const ofB = takeGlued(restB, restA);
  const glued = ofA === NONE && ofB === NONE ? NONE : [...ofA, ...ofB];
  const spelt = takePairs(restA, restB, isTranslated ? placeOfSpeltAcross : placeOfSpelt);
  const sounded = takePairs(restA, restB, soundedOf(across));
  const begun = takePairs(restA, restB, isTranslated ? placeOfBegunAcross : placeOfBegun);
  return { equal, glued, spelt, begun, sounded, restA, restB };
}

const NONE: readonly string[] = [];

/** Where the first of these words stands that stands for this one; -1 where none does. */
type PlaceOf = (word: string, words: readonly string[]) => number;

/** Asked for each two names that are compared: the loops make nothing that is thrown away. */
function takePairs(a: string[], b: string[], placeOf: PlaceOf): readonly string[] {
  let taken: string[] | undefined;
  for (let index = 0; index < a.length && b.length > 0; index += 1) {
    const word = a[index]!;
    const at = placeOf(word, b);
    if (at < 0) continue;
    removeAt(b, at);
    removeAt(a, index);
    index -= 1;
    if (taken) taken.push(word);
    else taken = [word];
  }
  return taken ?? NONE;
}

/** Without the list of what was removed. */
function removeAt(words: string[], place: number): void {
  for (let at = place + 1; at < words.length; at += 1) words[at - 1] = words[at]!;
  words.pop();
}

function placeOfEqualAcross(word: string, words: readonly string[]): number {
  // What has no meaning is equal to itself alone.
  if (!isGeneralWord(word) && !isCountryWord(word)) return words.indexOf(word);
  for (let at = 0; at < words.length; at += 1) if (meanTheSame(word, words[at]!)) return at;
  return -1;
}

function placeOfEqual(word: string, words: readonly string[]): number {
  if (!isGeneralWord(word) && !isCountryWord(word)) return words.indexOf(word);
  for (let at = 0; at < words.length; at += 1)
    if (meanTheSame(word, words[at]!) && !areTranslations(word, words[at]!)) return at;
  return -1;
}

const meanTheSame = (x: string, y: string): boolean =>
  x === y || canonicalWord(x) === canonicalWord(y) || areOfOneLand(x, y);

function placeOfSpeltAcross(word: string, words: readonly string[]): number {
  for (let at = 0; at < words.length; at += 1) if (isSpeltAlike(word, words[at]!)) return at;
  return -1;
}

function placeOfSpelt(word: string, words: readonly string[]): number {
  for (let at = 0; at < words.length; at += 1)
    if (isSpeltAlike(word, words[at]!) && !areTranslations(word, words[at]!)) return at;
  return -1;
}

function placeOfSoundedAcross(word: string, words: readonly string[]): number {
  const skeleton = isNumber(word) ? '' : skeletonOf(word);
  if (skeleton.length <= 2) return -1;
  for (let at = 0; at < words.length; at += 1) if (hasSkeleton(words[at]!, skeleton)) return at;
  return -1;
}

function placeOfSounded(word: string, words: readonly string[]): number {
  const skeleton = isNumber(word) ? '' : skeletonOf(word);
  if (skeleton.length <= 2) return -1;
  for (let at = 0; at < words.length; at += 1)
    if (hasSkeleton(words[at]!, skeleton) && !areTranslations(word, words[at]!)) return at;
  return -1;
}

const soundedOf = ({ isTranslated = false, soundsFrom = 0, lacksVowels = false }: Across): PlaceOf => {
  if (soundsFrom > 0) {
    const isAlike = (one: string, other: string): boolean => soundRatio(one, other, lacksVowels) >= soundsFrom;
    return (word, words) => placeOfSounding(word, words, isAlike);
  }
  return isTranslated ? placeOfSoundedAcross : placeOfSounded;
};

/** Each script has its own vowels: `nile` and `nayl`. */
function placeOfSounding(
  word: string,
  words: readonly string[],
  isAlike: (one: string, other: string) => boolean,
): number {
  const skeleton = isNumber(word) ? '' : skeletonOf(word);
  if (skeleton === '') return -1;
  for (let at = 0; at < words.length; at += 1)
    if (hasSkeleton(words[at]!, skeleton) && isAlike(word, words[at]!)) return at;
  return -1;
}

const hasSkeleton = (word: string, skeleton: string): boolean => !isNumber(word) && skeletonOf(word) === skeleton;

function placeOfBegunAcross(word: string, words: readonly string[]): number {
  for (let at = 0; at < words.length; at += 1) if (isBegun(word, words[at]!)) return at;
  return -1;
}

function placeOfBegun(word: string, words: readonly string[]): number {
  for (let at = 0; at < words.length; at += 1)
    if (isBegun(word, words[at]!) && !areTranslations(word, words[at]!)) return at;
  return -1;
}

function takeGlued(apart: string[], whole: string[]): readonly string[] {
  let taken: string[] | undefined;
  for (let index = 0; index + 1 < apart.length; index += 1) {
    const at = placeOfBoth(apart[index]!, apart[index + 1]!, whole);
    if (at < 0) continue;
    const word = whole[at]!;
    removeAt(whole, at);
    removeAt(apart, index + 1);
    removeAt(apart, index);
    index -= 1;
    if (taken) taken.push(word);
    else taken = [word];
  }
  return taken ?? NONE;
}

/** Where the word stands that these two are when they are written as one. */
function placeOfBoth(first: string, second: string, words: readonly string[]): number {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (word.length === first.length + second.length && word.startsWith(first) && word.endsWith(second)) return at;
  }
  return -1;
}

function isSpeltAlike(a: string, b: string): boolean {
  if (isNumber(a) || isNumber(b) || a.length < 4 || b.length < 4) return false;
  return editDistanceWithin(a, b, Math.max(a.length, b.length) >= 8 ? 2 : 1);
}

function isBegun(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 2 && !isNumber(short) && long.startsWith(short);
}

/** Longer words are compared up to here only. */
const LONGEST = 64;
let before = new Uint8Array(LONGEST + 1);
let row = new Uint8Array(LONGEST + 1);

/** Levenshtein distance at most `limit`, for short words. */
export function editDistanceWithin(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit || differingLetters(a, b) > 2 * limit) return false;
  const [long, wide] = [Math.min(a.length, LONGEST), Math.min(b.length, LONGEST)];
  for (let j = 0; j <= wide; j += 1) before[j] = j;
  for (let i = 1; i <= long; i += 1) {
    row[0] = i;
    let least = i;
    const unit = a.charCodeAt(i - 1);
    for (let j = 1; j <= wide; j += 1) {
      const cost = unit === b.charCodeAt(j - 1) ? 0 : 1;
      const value = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + cost);
      row[j] = value;
      if (value < least) least = value;
    }
    if (least > limit) return false;
    [before, row] = [row, before];
  }
  return before[wide]! <= limit;
}

/** Kinds of letters that only one of them has; one edit changes two of these at most. */
function differingLetters(a: string, b: string): number {
  let left = lettersOf(a) ^ lettersOf(b);
  let count = 0;
  for (; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** A bit for each of 32 kinds of letters. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index += 1) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

/** Beginnings of fewer letters are those of too many words. */
const BEGUN_LETTERS = 3;
/** What only goes on a little is another word: `RTL` and `RTLup`. */
const LEFT_OUT = 4;

/** Each word stands for one of the other name, as it is or begun: `nat geo wild`, `national geographic wild`. */
export function isBegunWordByWord(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length || a.length < 2) return false;
  return a.every((word, at) => {
    const other = b[at]!;
    if (word === other) return true;
    const [short, long] = word.length < other.length ? [word, other] : [other, word];
    return (
      short.length >= BEGUN_LETTERS &&
      long.length >= short.length + LEFT_OUT &&
      !isNumber(short) &&
      long.startsWith(short)
    );
  });
}
