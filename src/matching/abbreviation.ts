// Whether one name abbreviates another, as people shorten names: to first letters, or to words and their beginnings.

import { isNumber } from './identity.ts';
import { FILLERS, fillerKind } from './words/fillers.ts';
import { isReachWord } from './words/reach.ts';

/** `aaa aaa aaa` can be shortened in more ways than anybody has time for. */
const STEPS = 500;
let stepsLeft = 0;

/** A beginning of fewer letters, or one that leaves out less of its word, does not tell it: `natgeo`, but not `dharsan`. */
const CUT_LETTERS = 3;
/** What only goes on a little is another word: `Zoo` and a letter are not `Zoo Moo`. */
const LEFT_OUT = 4;
/** A letter behind a word of so many letters makes another word of it: `Star` and `Start`, `Nova` and `Novas`; but `CNNi`. */
const TELLING_WORD = 4;

/**
 * Whether the short name is made of beginnings of the long name's words, in order and none left out: `skysp mainev` of `sky sports
 * main event`, `bbcrb 1` of `bbc red button 1`. Each of its words begins where one of the long name does, and is of first letters
 * alone (`nst`), or the beginning of one word, or has a word of the long name whole (`nicktoons`): `estrella` is not `estrellas
 * accion`, `metro` not `metal rocks`. Numbers stay whole; a filler is left out, whole, or one letter among first letters only (`hsn`
 * of `home shopping network`). What says television stands for no other words: `stv` is not `star trek voyager`.
 */
export function isAbbreviationOf(short: readonly string[], long: readonly string[]): boolean {
  const [first, lead] = [long[0] ?? '', short[0] ?? ''];
  // Most are turned away by their first letter.
  if (long.length < 2 || (lead[0] !== first[0] && !FILLERS.has(first))) return false;
  const glued = short.join('');
  if (glued.length < 2 || glued === long.join('')) return false;
  stepsLeft = STEPS;
  // Cut into more words than there are: `Aldo Motor Sport` and `Aldo Motorsports`.
  const words = short.length > long.length ? [glued] : short;
  return (!short.some(isLongFiller) && areInitials(glued, long)) || fitsWords(words, 0, long, 0);
}

const isLongFiller = (word: string): boolean => word.length > 1 && FILLERS.has(word);

/** First letters, numbers whole. */
function areInitials(short: string, long: readonly string[]): boolean {
  let at = 0;
  for (let place = 0; place < long.length; place += 1) {
    const word = long[place]!;
    if (isNumber(word) ? !short.startsWith(word, at) : word !== '' && short[at] !== word[0]) return false;
    if (isTelevision(short, at) && !isOfTelevision(word)) return false;
    at += isNumber(word) ? word.length : Math.min(1, word.length);
  }
  return at === short.length;
}

/** Whether `tv` ends a word of first letters here: `stv`, `stv2`. */
const isTelevision = (short: string, at: number): boolean =>
  short.startsWith('tv', at) && (at + 2 === short.length || isNumber(short.slice(at + 2)));

const isOfTelevision = (word: string): boolean => fillerKind(word) === 'tv';

/** How far a word of the short name is told: numbers in one, so that nothing is thrown away for each letter that is tried. */
const KINDS = { letterBehind: 1, cut: 2, smallCut: 4, severalWords: 8 } as const;

/** From the short name's word on, and the long name's. */
// oxlint-disable-next-line max-params -- where two names are gone through together
function fitsWords(short: readonly string[], shortAt: number, long: readonly string[], longAt: number): boolean {
  const word = short[shortAt];
  if (word === undefined) return areFillersFrom(long, longAt);
  if (!FILLERS.has(word)) return fitsWord({ short, shortAt, long }, 0, longAt, 0, 0);
  const next = long[longAt];
  if (next === undefined || !FILLERS.has(next)) return false;
  if (fillerKind(next) === fillerKind(word) && fitsWords(short, shortAt + 1, long, longAt + 1)) return true;
  return fitsWords(short, shortAt, long, longAt + 1);
}

function areFillersFrom(words: readonly string[], from: number): boolean {
  for (let at = from; at < words.length; at += 1) if (!FILLERS.has(words[at]!)) return false;
  return true;
}

interface Names {
  readonly short: readonly string[];
  readonly shortAt: number;
  readonly long: readonly string[];
}

/**
 * From a letter of the short name's word on.
 * @param kinds of beginnings that it is made of so far @param whole letters of the last word that is there whole, 0 for none
 */
// oxlint-disable-next-line max-params -- as above
function fitsWord(names: Names, at: number, longAt: number, kinds: number, whole: number): boolean {
  const word = names.short[names.shortAt]!;
  if (at === word.length)
    return isWritten(kinds, whole) && fitsWords(names.short, names.shortAt + 1, names.long, longAt);
  stepsLeft -= 1;
  const next = names.long[longAt];
  if (stepsLeft < 0 || next === undefined) return false;
  if (FILLERS.has(next) && fitsWord(names, at, longAt + 1, kinds, whole)) return true;
  const length = lettersInCommon(word, at, next);
  const before = at === 0 ? 0 : kinds | KINDS.severalWords;
  // A word that is there whole lends no letter to the next: `Zee Cinema` is no abbreviation of `Zee Cinema APAC`.
  if (length === next.length) return fitsWord(names, at + length, longAt + 1, before, length > 1 ? length : whole);
  if (isNumber(next) || FILLERS.has(next) || isTelevision(word, at)) return false;
  for (let letters = length; letters > 0; letters -= 1) {
    if (letters === 1 && at + 1 === word.length && isAnotherWord(next, whole)) continue;
    if (fitsWord(names, at + letters, longAt + 1, before | kindOf(letters, next, at), whole)) return true;
  }
  return false;
}

/** Whether a letter at the end, behind a whole word, makes another word of it. */
const isAnotherWord = (begun: string, whole: number): boolean =>
  whole > 0 && (whole >= TELLING_WORD || (begun.length <= LEFT_OUT && !isReachWord(begun)));

function kindOf(letters: number, word: string, at: number): number {
  if (letters === 1) return at > 0 ? KINDS.letterBehind : 0;
  return letters < CUT_LETTERS || word.length < letters + LEFT_OUT ? KINDS.smallCut : KINDS.cut;
}

function lettersInCommon(word: string, at: number, other: string): number {
  let length = 0;
  while (length < other.length && at + length < word.length && word[at + length] === other[length]) length += 1;
  return length;
}

/** Of first letters alone, or the beginning of one word, or with a whole one, or of beginnings that tell their words: `natgeo`, `emid`. */
function isWritten(kinds: number, whole: number): boolean {
  if (whole > 0 || (kinds & KINDS.severalWords) === 0) return true;
  const cuts = kinds & (KINDS.cut | KINDS.smallCut);
  return cuts === 0 || (cuts === KINDS.cut && (kinds & KINDS.letterBehind) === 0);
}
