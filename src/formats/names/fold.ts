// Folds a name for reading: lower case, Latin, without accents and typographic dress, and remembers where each unit came from.

import { LATIN_LETTERS } from './scripts.ts';

export interface Folded {
  readonly text: string;
  /** `offsets[i]` is the source index of folded unit i, with one more entry for the end; null when they are the same. */
  readonly offsets: Uint16Array | null;
}

/** Stands where a word ends without a visible gap: between scripts written without spaces and Latin. */
export const SEAM = '\u200b';

const COMBINING = /\p{Mn}/gu;
/** Scripts without blanks between words. Japanese writes foreign words in a script of their own. */
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]/;
const KATAKANA = /[\u30a1-\u30fa\uff66-\uff9f]/;
/** It lengthens the vowel before it, whatever that is written in. */
const LONG = '\u30fc';
const SPACED = 0;
const OTHER_UNSPACED = 2;
const kindOf = (letter: string): number =>
  !UNSPACED.test(letter) ? SPACED : KATAKANA.test(letter) ? 1 : OTHER_UNSPACED;
const CIRCLED = /[\u24b6-\u24e9]/;
/** `Шансон-TB`: written with the Latin letters that look the same. */
const LOOKALIKE = /(?<![A-Za-z])TB(?![A-Za-z])/g;
/** `2х2` with the Cyrillic letter. */
const TIMES = /(?<=\d)\u0445(?=\d)/g;
const CYRILLIC = /[\u0410-\u044f]/;
const MARKS = new Set('™®©');
const FLAG_A = 0x1f1e6;
const FLAG_Z = 0x1f1ff;
/** Names repeat their letters; an upper limit keeps a hostile list from filling the memory. */
const MEMO_LIMIT = 20_000;
const memo = new Map<string, string>();

export function foldText(source: string): Folded {
  for (let index = 0; index < source.length; index += 1) {
    if (source.charCodeAt(index) > 126) return foldUnicode(source);
  }
  return { text: source.toLowerCase(), offsets: null };
}

function foldUnicode(source: string): Folded {
  const offsets: number[] = [];
  let text = '';
  let unspaced = SPACED;
  let flag = false;
  let at = 0;
  const readable = CYRILLIC.test(source) ? source.replaceAll(LOOKALIKE, 'ТВ').replaceAll(TIMES, 'x') : source;
  for (const letter of readable) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) {
      if (unspaced !== SPACED) {
        unspaced = SPACED;
        text += SEAM;
        offsets.push(at);
      }
      flag = false;
      text += code >= 0x41 && code <= 0x5a ? String.fromCharCode(code | 0x20) : letter;
      offsets.push(at);
      at += 1;
      continue;
    }
    let folded = foldLetter(letter);
    if (code >= FLAG_A && code <= FLAG_Z) {
      folded = String.fromCodePoint(0x61 + code - FLAG_A) + (flag ? ':' : ''); // a flag is a prefix: `🇩🇪` reads `de:`
      flag = !flag;
    } else flag = false;
    if (CIRCLED.test(letter) && !CIRCLED.test(source[at + 1] ?? '') && !CIRCLED.test(source[at - 1] ?? ''))
      folded = ' ';
    const kind = letter === LONG && unspaced !== SPACED ? unspaced : kindOf(letter);
    if (kind !== unspaced) {
      unspaced = kind;
      folded = SEAM + folded;
    }
    for (let unit = 0; unit < folded.length; unit += 1) offsets.push(at);
    text += folded;
    at += letter.length;
  }
  offsets.push(source.length);
  return { text, offsets: Uint16Array.from(offsets) };
}

function foldLetter(letter: string): string {
  const known = memo.get(letter);
  if (known !== undefined) return known;
  if (MARKS.has(letter)) return '';
  const composed = letter.normalize('NFKC').toLowerCase();
  let folded = '';
  for (const part of composed) folded += LATIN_LETTERS.get(part) ?? plain(part);
  if (memo.size < MEMO_LIMIT) memo.set(letter, folded);
  return folded;
}

/** Without accents; Hangul stays composed, and what decomposes to a letter of the table is looked up again. */
function plain(letter: string): string {
  const bare = letter.normalize('NFKD').replace(COMBINING, '');
  if (bare.normalize('NFC').length < bare.length) return bare.normalize('NFC');
  return bare === letter ? letter : Array.from(bare, (part) => LATIN_LETTERS.get(part) ?? part).join('');
}

/** The source index of a folded index. */
export function sourceOffset(folded: Folded, index: number): number {
  return folded.offsets ? (folded.offsets[index] ?? folded.offsets.at(-1) ?? 0) : index;
}
