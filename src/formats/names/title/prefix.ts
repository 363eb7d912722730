// What panels write before a title: `FR - `, `4K| `, `D|HD| `, `VOD|DE| `, `(4K) (DV) `, `EN ★ `, `||||N|||FHD|| `.

import { LANGUAGE_CODES, MARKET_CODES } from '../words/markets.ts';
import { readQualityWord } from '../words/qualities.ts';

const KINDS: ReadonlySet<string> = new Set(
  'vod movie movies film films filme filmes serie series tv multi dual multisub dub sub vost vostfr srs dv hdr ppv kids anime'.split(
    ' ',
  ),
);

/** A short code of capitals, digits and plus, as of a streaming service (`NF`, `D+`, `A+`), but no number. */
const CODE = /^(?=.*[A-Z])[A-Z\d+]{1,5}$/;
const BARRED = /^[\s|]*([\p{L}\d+]{1,9}(?:[ -][\p{L}\d+]{1,4})?)\s*[|★➾•┃┆✦]+\s*(?!ep?\d)/iu;
const DASHED = /^\s*([\p{L}\d+]{2,7}(?:-[A-Z]{2})?)(?:\s+[-–—]\s*|[-–—]\s+)|^\s*([A-Z]{2,3}):\s*/u;
const BRACKETED = /^\s*[[({]\s*([\p{L}\d+]{1,7})\s*[\])}]\s*/u;
/** Codes that are words of titles before a colon: `IT: Chapter Two`. */
const WORDS: ReadonlySet<string> = new Set([
  'it',
  'us',
  'no',
  'so',
  'me',
  'is',
  'my',
  'id',
  'am',
  'at',
  'be',
  'do',
  'to',
]);
/** Columns behind a title: year, rating, quality, age. */
const COLUMN = /^[\s\d.+]*$/;

export interface TitlePrefix {
  readonly rest: string;
  /** Market or language code, or empty. */
  readonly language: string;
}

export function cutPrefix(text: string): TitlePrefix {
  let rest = text;
  let language = '';
  for (;;) {
    const barred = BARRED.exec(rest);
    const found = barred ?? DASHED.exec(rest) ?? BRACKETED.exec(rest);
    const written = found?.[1] ?? found?.[2];
    if (!found || written === undefined || !isPrefix(written, barred !== null)) break;
    if (found[2] !== undefined && WORDS.has(found[2].toLowerCase())) break;
    const left = rest.slice(found[0].length);
    if (!hasTitle(left)) break;
    const code = written.toLowerCase().split(/[ -]/)[0] ?? '';
    language ||= LANGUAGE_CODES.get(code) ?? MARKET_CODES.get(code) ?? '';
    rest = left;
  }
  return { rest: rest.replace(/^[\s|]+/, ''), language };
}

/** Whether anything is left but columns. */
function hasTitle(text: string): boolean {
  const columns = text.split('|');
  if (columns.length === 1) return /[\p{L}\d]/u.test(text);
  return columns.some((column) => !COLUMN.test(column) && readQualityWord(column.trim().toLowerCase()) === undefined);
}

function isPrefix(written: string, isBarred: boolean): boolean {
  const word = written.toLowerCase();
  if (readQualityWord(word.replace('+', '')) !== undefined) return true;
  if (isBarred && (KINDS.has(word) || CODE.test(written) || written.split(/[ -]/).every((part) => CODE.test(part))))
    return true;
  if (written !== written.toUpperCase()) return false;
  return word.split('-').every((part) => isCode(part));
}

function isCode(word: string): boolean {
  return MARKET_CODES.has(word) || LANGUAGE_CODES.has(word) || KINDS.has(word) || readQualityWord(word) !== undefined;
}
