// Lines that only divide a list: ornaments on both sides, a ruled line, or nothing but signs.

import { foldText } from '../fold.ts';
import { take, type PartReader, type Scan } from '../scan.ts';
import { cutWords } from '../words.ts';
import { MARKET_CODES } from '../words/markets.ts';

/** What lists rule with. No `+`, which is a name's; `!` and `?` end names, and currencies and percents are said. */
const ORNAMENT = /[#*_\-–—•·.:…«»‹›༺༻︻=<>|~°\p{So}\p{Sk}]|[\u2200-\u22ff\u2190-\u21ff\u2500-\u27bf]/u;
/** Of these one on each side divides: nobody writes a name so. */
const BLOCK = /[▀-◿★☆♠-♯✦-✿➖═━─\p{Extended_Pictographic}༺༻]/u;
/** Of these many on one side alone divide. */
const RULE = /^[#=*~_\-–—▬━═─▀-▟]{4}/u;
const RULED = /[#=*~_\-–—▬━═─▀-▟]{4}$/u;
/** Words of a line that is ruled on one side, at most. */
const RULED_WORDS = 3;
/** Stand between ornaments without being one: brackets, and what makes a sign colourful. */
const BETWEEN = /[\s([{)\]}]|\p{Mn}|\p{Cf}/u;
const REGIONAL = /[\u{1f1e6}-\u{1f1ff}]/u;
const LETTER = /\p{L}/u;
/** May follow the last letter without being an ornament. */
const CLOSING = /[\s)\]}]/;
/** Perhaps all in brackets, perhaps after a market. */
const OPENED = /^(?:\|?\s*[A-Z]{2,4}(?:[-/ ][A-Z\d]{1,4})?\s*[|:┃]\s*)?\p{Ps}/u;
const PREFIX = /^(?:\|?\s*[A-Z]{2,4}(?:[-/ ][A-Z\d]{1,4})?\s*[|:┃]|\[[A-Z]{2,4}\])\s*/u;

interface Frame {
  /** Ornaments, a flag as one. */
  readonly count: number;
  readonly hasBlock: boolean;
  /** Whether bars are all there is. */
  readonly isBars: boolean;
}

/** Whether a name may be one at all: of most, those that end with an ornament among them, that is told in no time. */
export function mayBeHeading(source: string): boolean {
  const whole = source.trim();
  if (RULE.test(whole)) return true;
  const last = withoutClosing(whole);
  if (endsSaid(last)) return last.length < whole.length && OPENED.test(whole);
  return !beginsSaid(whole) || RULED.test(whole) || isOrnamentBehindPrefix(whole);
}

function isOrnamentBehindPrefix(whole: string): boolean {
  const prefix = PREFIX.exec(whole)?.[0];
  return prefix !== undefined && !beginsSaid(whole.slice(prefix.length));
}

/** Letter by letter from its end: an expression would look anew from each bracket of a long name. */
function withoutClosing(text: string): string {
  let end = text.length;
  while (end > 0 && CLOSING.test(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

export const readHeading: PartReader = (scan) => {
  if (scan.words.length > 0 && !(mayBeHeading(scan.source) && isDivider(scan))) return;
  scan.facts.isHeading = true;
  if (scan.words.length > 0) take(scan, { from: 0, to: scan.words.length, kind: 'heading', value: scan.source.trim() });
};

function isDivider(scan: Scan): boolean {
  const whole = scan.source.trim();
  const isShort = scan.words.length <= RULED_WORDS;
  if (isShort && RULE.test(whole)) return true;
  if (endsSaid(whole)) return false;
  if (isShort && RULED.test(whole)) return true;
  return isFramed(whole, scan) || (PREFIX.test(whole) && isFramed(whole.replace(PREFIX, ''), scan));
}

const endsSaid = (text: string): boolean => isSaid(text.slice(-1));

const beginsSaid = (text: string): boolean => isSaid(String.fromCodePoint(text.codePointAt(0) ?? 0));

/** Whether it is a letter that is heard (`ー` alone is a rule), or a digit of ASCII: neither is an ornament. */
function isSaid(sign: string): boolean {
  const unit = sign.charCodeAt(0);
  if (unit < 0x80) return (unit >= 0x30 && unit <= 0x39) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a);
  return LETTER.test(sign) && cutWords(foldText(sign)).length > 0;
}

function isFramed(text: string, { words }: Scan): boolean {
  const signs = Array.from(text);
  const [open, close] = [frameOf(signs), frameOf(signs.toReversed())];
  if (open.count === 0 || close.count === 0) return isNamedOnly(text, words);
  if (open.isBars && close.isBars && /\p{L}.*\|.*\p{L}/u.test(text)) return false; // `||DE|| Nova ||HD||`
  if (open.count >= 2 && close.count >= 2) return true;
  return (open.hasBlock && close.hasBlock) || isMarket(words);
}

function frameOf(signs: readonly string[]): Frame {
  let count = 0;
  let hasBlock = false;
  let isBars = true;
  for (const sign of signs) {
    if (BETWEEN.test(sign)) continue;
    if (REGIONAL.test(sign)) count += 0.5;
    else if (ORNAMENT.test(sign)) count += 1;
    else break;
    hasBlock ||= BLOCK.test(sign) && !REGIONAL.test(sign);
    isBars &&= sign === '|';
  }
  return { count, hasBlock, isBars };
}

/** `[ DE ]`, `【UK】`: a market by itself is nobody's channel. */
const isNamedOnly = (text: string, words: Scan['words']): boolean => /^\p{Ps}.*\p{Pe}$/u.test(text) && isMarket(words);

const isMarket = (words: Scan['words']): boolean => words.every(({ text }) => MARKET_CODES.has(text));
