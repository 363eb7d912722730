// The words that name the channel, in the form in which names are compared: digits apart from letters, numbers as digits.

import { isLastName, take, type Scan } from './scan.ts';
import { mayBeSpelled, spelledLetter, spelledWord } from './spelled.ts';
import { MARKET_CODES } from './words/markets.ts';
import { CHANNELS_WITH_ORDINALS, LAST_NUMBER_WORDS, NUMBER_WORDS, ORDINALS, ROMAN_NUMERALS } from './words/numbers.ts';
import { GAP, type Word } from './words.ts';

const CAMEL = /(?<=[a-z][a-z])(?=[A-Z][A-Za-z])/;
const MIXED = /[a-z][a-z][A-Z][A-Za-z]/;

/** `LatAm` is one word. */
const LATIN_AMERICA = 'latam';

const RUNS = /\d+|[^\d]+/g;

export interface Core {
  readonly core: readonly string[];
  /** Its pieces between dashes, bars and brackets; empty when it is of one piece. */
  readonly segments: readonly (readonly string[])[];
}

export function readCore(scan: Scan): Core {
  const segments: string[][] = [];
  let current: string[] = [];
  let bracket = 0;
  const isSpelled = mayBeSpelled(scan.source);
  for (let index = 0; index < scan.words.length; index += 1) {
    const word = scan.words[index];
    if (!word) continue;
    if (current.length > 0 && (word.gap >= GAP.dash || word.bracket !== bracket || isInOtherScript(scan, index))) {
      segments.push(current);
      current = [];
    }
    bracket = word.bracket;
    if (scan.taken[index]) continue;
    const letters = isSpelled ? spelledLetters(scan, index) : '';
    if (letters.length > 1) {
      take(scan, { from: index, to: index + letters.length, kind: 'name', value: letters });
      current.push(letters);
      index += letters.length - 1;
      continue;
    }
    take(scan, { from: index, to: index + 1, kind: 'name', value: word.text });
    pushWord(current, scan, index);
  }
  if (current.length > 0) segments.push(current);
  return segments.length > 1 ? { core: segments.flat(), segments } : { core: segments[0] ?? [], segments: [] };
}

/** `よしもと/Yoshimoto`: the name once more in another script. */
function isInOtherScript({ source, words }: Scan, index: number): boolean {
  const [before, word] = [words[index - 1], words[index]!];
  if (word.gap !== GAP.slash || !before) return false;
  return isForeign(source.charCodeAt(before.start)) !== isForeign(source.charCodeAt(word.start));
}

const isForeign = (unit: number): boolean => unit >= 0x370;

/** Letters that the words from here on spell, one each. */
function spelledLetters(scan: Scan, from: number): string {
  let letters = '';
  for (let index = from; index < scan.words.length && !scan.taken[index]; index += 1) {
    const { start, end, bracket } = scan.words[index]!;
    const letter = bracket === scan.words[from]!.bracket ? spelledLetter(scan.source.slice(start, end)) : undefined;
    if (letter === undefined) break;
    letters += letter;
  }
  return letters;
}

function pushWord(core: string[], scan: Scan, index: number): void {
  const word = scan.words[index] as Word;
  const text = word.text;
  if (core.length > 0 && isDomain(scan, index)) return;
  if (isSign(text)) {
    if (text === '+' && isPlus(scan, index)) core.push('+');
    return;
  }
  if (isInitial(core.at(-1)) && isInitial(text) && scan.words[index - 1]?.text === '&') {
    core.push(`${core.pop()}${text}`);
    return;
  }
  if (word.gap === GAP.hyphen && isInitial(core.at(-1)) && !hasDigit(text)) {
    core.push(`${core.pop()}${text}`); // `E-Sports`: the letter alone would be an `and`
    return;
  }
  const written = scan.source.slice(word.start, word.end);
  const spelled = spelledWord(written);
  if (spelled !== undefined) {
    core.push(spelled);
    return;
  }
  if (MIXED.test(written) && written.length === text.length && text !== LATIN_AMERICA) {
    for (const piece of written.split(CAMEL)) pushText(core, piece.toLowerCase());
    const last = core.pop()!;
    core.push(NUMBER_WORDS.get(last) ?? last); // `MediaOne`
    return;
  }
  const number = (index > 0 ? writtenNumber(scan, index) : undefined) ?? ordinal(scan, index);
  if (number !== undefined) core.push(number);
  else pushText(core, text);
}

function pushText(core: string[], text: string): void {
  const unspaced = UNSPACED_FILLER.exec(text);
  const glued = unspaced ? null : GLUED_NUMBER.exec(text);
  const thousands = THOUSANDS.exec(text);
  if (unspaced) core.push(unspaced[1]!, unspaced[2]!);
  else if (thousands) core.push(thousands[1]!, `${thousands[2]}000`);
  else if (glued) core.push(glued[1] ?? '', NUMBER_WORDS.get(glued[2] ?? '') ?? '');
  else if (!hasDigit(text)) core.push(text);
  else for (const run of text.match(RUNS) ?? []) core.push(isNumber(run) ? stripZeros(run) : run);
}

/** `A&E`, `A & E`: a name of two letters. */
const isInitial = (text: string | undefined): boolean => text?.length === 1 && !isNumber(text);

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

/** With a plus they are a name, without they say nothing: `Canal+ Sport` is not Sport. */
const CHANNEL_WORDS = new Set(['canal', 'kanal', 'tv']);

/** A plus that ends the name or its number, or numbers it (`TV3+`, `CCTV-5+ 体育`, `CCTV+ 1`); within it (`Crime + Investigation`) others leave it out. */
function isPlus(scan: Scan, index: number): boolean {
  const before = scan.words[index - 1]?.text ?? '';
  if (CHANNEL_WORDS.has(before)) return true;
  if (scan.words[index]?.gap === GAP.glued && isNumber(before.at(-1) ?? '')) return true;
  let next = index + 1;
  while (scan.taken[next]) next += 1;
  return next >= scan.words.length || (isNumber(scan.words[next]?.text ?? '') && scan.words[index]?.gap === GAP.glued);
}

const DOMAINS: ReadonlySet<string> = new Set(['com', 'net', 'org', 'info', 'eu']);

/** `Nova.com`, `Nova.sk`: a site's name, which the others leave out. */
function isDomain(scan: Scan, index: number): boolean {
  const { text, start } = scan.words[index]!;
  if (scan.source[start - 1] !== '.' || !/\p{L}/u.test(scan.source[start - 2] ?? '')) return false;
  return (DOMAINS.has(text) || (text.length === 2 && MARKET_CODES.has(text))) && isLastName(scan, index + 1);
}

/** `First Channel`, `Пятый канал`. */
function ordinal(scan: Scan, index: number): string | undefined {
  const number = ORDINALS.get(scan.words[index]?.text ?? '');
  return number !== undefined && CHANNELS_WITH_ORDINALS.has(scan.words[index + 1]?.text ?? '') ? number : undefined;
}

/** `黑龙江卫视`, `読売テレビ`: words of scripts without blanks, of which the last says channel or television. */
const UNSPACED_FILLER = /^(.+)(卫视|衛視|电视台|電視台|频道|頻道|terebi|tiyanneru|netowaku|sutesiyon|purasu|raibu)$/;

/** `MST3K`; 4K and 8K are qualities. */
const THOUSANDS = /^([a-z]{2,})([1-35-79])k$/;

/** `RTLZWEI`, `SATEINS`: a short name with its number written on to it. */
const GLUED_NUMBER = /^([a-z]{2,4})(eins|zwei|drei|vier|one|two|three|four|five)$/;

function writtenNumber(scan: Scan, index: number): string | undefined {
  const text = scan.words[index]?.text ?? '';
  const known = NUMBER_WORDS.get(text) ?? (isRoman(scan, index) ? ROMAN_NUMERALS.get(text) : undefined);
  return known ?? (isLastName(scan, index + 1) ? LAST_NUMBER_WORDS.get(text) : undefined);
}

/** `Rai III`, `CT II`: written in capitals after a name. */
function isRoman(scan: Scan, index: number): boolean {
  const word = scan.words[index] as Word;
  return word.text.length > 1 && scan.source.slice(word.start, word.end) === word.text.toUpperCase();
}
