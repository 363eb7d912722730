// The words that name the channel, in the form in which names are compared: digits apart from letters, numbers as digits.

import { take, type Scan } from './scan.ts';
import { NUMBER_WORDS, ROMAN_NUMERALS } from './words/numbers.ts';
import { GAP, type Word } from './words.ts';

const RUNS = /\d+|[^\d]+/g;

export function readCore(scan: Scan): string[] {
  const core: string[] = [];
  for (let index = 0; index < scan.words.length; index += 1) {
    const word = scan.words[index];
    if (!word || scan.taken[index]) continue;
    take(scan, { from: index, to: index + 1, kind: 'name', value: word.text });
    pushWord(core, scan, index);
  }
  return core;
}

function pushWord(core: string[], scan: Scan, index: number): void {
  const word = scan.words[index] as Word;
  const text = word.text;
  if (isSign(text)) {
    if (text === '+' && isPlus(scan, index)) core.push('+');
    return;
  }
  const number =
    index > 0 ? (NUMBER_WORDS.get(text) ?? (isRoman(scan, index) ? ROMAN_NUMERALS.get(text) : undefined)) : undefined;
  if (number !== undefined) core.push(number);
  else if (hasDigit(text)) for (const run of text.match(RUNS) ?? []) core.push(isNumber(run) ? stripZeros(run) : run);
  else core.push(text);
}

const isSign = (text: string): boolean => text.length === 1 && '+&@!'.includes(text);
const isNumber = (text: string): boolean => text.charCodeAt(0) <= 0x39 && text.charCodeAt(0) >= 0x30;
const stripZeros = (digits: string): string => (digits.length > 1 ? digits.replace(/^0+(?=\d)/, '') : digits);

function hasDigit(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x30 && unit <= 0x39) return true;
  }
  return false;
}

/** A plus that belongs to the name (`TV3+`, `FIFA+`, `Sports +`), not one that joins two (`Crime + Investigation`). */
function isPlus(scan: Scan, index: number): boolean {
  const next = scan.words[index + 1];
  if (scan.words[index]?.gap === GAP.glued) return !next || next.gap !== GAP.glued;
  return !next || scan.taken[index + 1] !== undefined;
}

/** `Rai III`, `CT II`: written in capitals after a name. */
function isRoman(scan: Scan, index: number): boolean {
  const word = scan.words[index] as Word;
  return word.text.length > 1 && scan.source.slice(word.start, word.end) === word.text.toUpperCase();
}
