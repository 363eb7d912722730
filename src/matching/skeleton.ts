// How a name sounds: its consonants, which transliterations, abbreviations and spellings of one name have in common, and the
// same with vowels.

import { spellingLikeness } from './spelling.ts';

/** Letters that romanisations confuse, as one. Vowels, glides, digits, h and kh are left out. */
const SOUNDS: Readonly<Record<string, string>> = {
  q: 'k',
  c: 'k',
  z: 's',
  v: 'b',
  p: 'b',
  f: 'b',
  g: 'k',
  j: 's',
  x: 'ks',
};
const SILENT = new Set("aeiouyhw'+0123456789");
/** What is written in one script as a vowel, and as a glide in another. */
const VOWELS: Readonly<Record<string, string>> = { a: 'a', e: 'i', i: 'i', y: 'i', o: 'u', u: 'u', w: 'u' };

/** Words repeat; an upper limit keeps a hostile list from filling the memory. */
const MEMO_LIMIT = 20_000;

function remembered(read: (text: string) => string): (text: string) => string {
  const memo = new Map<string, string>();
  return (text) => {
    const known = memo.get(text);
    if (known !== undefined) return known;
    const said = read(text);
    if (memo.size < MEMO_LIMIT) memo.set(text, said);
    return said;
  };
}

/** Consonants alone; doubled sounds count once. */
export const skeletonOf = remembered((text) => soundsOf(text, {}));

/** Consonants and three kinds of vowels: for two scripts, of which each has its own letters for them. */
const pronouncedOf = remembered((text) => soundsOf(text, VOWELS));

/** The same with p, f and v, which scripts with vowels tell apart. */
const articulatedOf = remembered((text) => soundsOf(text.replaceAll('ph', 'f'), APART));
const APART: Readonly<Record<string, string>> = { ...VOWELS, p: 'p', f: 'f', v: 'f' };

/** `Centr` and `Tsentr`, `Solnce` and `Solntse`. */
const isSoft = (text: string, at: number): boolean => text[at] === 'c' && SOFTENS.has(text[at + 1] ?? '');
const SOFTENS = new Set('eiy');

/** `Dikij` and `Kinokomedija` as those write it who write a j where others write a y. */
const isGlide = (text: string, at: number): boolean => text[at] === 'j' && GLIDED.has(text[at - 1] ?? '');
const GLIDED = new Set('iy');

function soundsOf(text: string, vowels: Readonly<Record<string, string>>): string {
  let sounds = '';
  let last = '';
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] ?? '';
    const vowel = vowels[letter];
    const isSilent = SILENT.has(letter) || (letter === 'k' && text[index + 1] === 'h') || isGlide(text, index);
    if (vowel === undefined && isSilent) continue;
    if (letter === 't' && (text[index + 1] === 's' || text[index + 1] === 'z')) continue;
    const sound = vowel ?? (isSoft(text, index) ? 's' : (SOUNDS[letter] ?? letter));
    if (sound !== last) sounds += sound;
    last = sound;
  }
  return sounds;
}

const VOWEL = /[aeiouyw]/;

/**
 * How much alike two texts sound, 0 to 1. Where vowels are written, letters that are said one by one sound like no word: `TLC`
 * is not `Толк`.
 */
export function soundRatio(a: string, b: string, lacksVowels: boolean): number {
  if (!lacksVowels && VOWEL.test(a) !== VOWEL.test(b)) return 0;
  return lacksVowels
    ? spellingLikeness(pronouncedOf(a), pronouncedOf(b)) / 100
    : spellingLikeness(articulatedOf(a), articulatedOf(b)) / 100;
}

/** Of one name in two scripts with vowels, and where one leaves them out. */
const WITH_VOWELS = 0.76;
const WITHOUT_VOWELS = 0.5;

interface Written {
  readonly isTransliterated: boolean;
  readonly lacksVowels: boolean;
}

/** How much alike two names of two scripts must sound; 0 for two of one script. */
export function soundsAlikeFrom(a: Written, b: Written): number {
  if (a.isTransliterated === b.isTransliterated) return 0;
  return a.lacksVowels || b.lacksVowels ? WITHOUT_VOWELS : WITH_VOWELS;
}
