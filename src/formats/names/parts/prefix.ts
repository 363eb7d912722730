// The market or language that panels write before a name: `DE: `, `FR| `, `[ES] `, `ES-C| `, `PL VIP: `, `4K| NL: `, `🇩🇪 `.

import { take, type PartReader, type Scan } from '../scan.ts';
import { LANGUAGE_CODES, MARKET_CODES, PREFIX_EXTRAS } from '../words/markets.ts';
import { readQualityWord } from '../words/qualities.ts';
import { GAP } from '../words.ts';

const LONGEST = 4; // words: `ES-C VIP HD|`

export const readPrefix: PartReader = (scan) => {
  const end = prefixEnd(scan);
  if (end === 0) return;
  const codes = scan.words.slice(0, end).map((word) => word.text);
  const code = codes.find((text) => isCode(text));
  if (code !== undefined) {
    scan.facts.language = LANGUAGE_CODES.get(code) ?? '';
    if (scan.facts.language === '') scan.facts.market = MARKET_CODES.get(code) ?? '';
  }
  take(scan, { from: 0, to: end, kind: 'prefix', value: code ?? codes.join(' ') });
};

/** Index of the first word after the prefix; 0 when there is none. */
function prefixEnd(scan: Scan): number {
  const { words } = scan;
  const bracketed = words[0]?.bracket ?? 0;
  for (let index = 0; index < LONGEST && index < words.length - 1; index += 1) {
    const word = words[index];
    const next = words[index + 1];
    if (!word || !next || !isPrefixWord(word.text, index)) return 0;
    const closes = bracketed > 0 ? next.bracket !== bracketed : next.gap >= GAP.dash;
    if (closes) return saysMarket(scan, index, next.gap) ? codeBehind(scan, index + 1) : 0;
    if (bracketed === 0 && next.gap > GAP.slash) return 0;
  }
  return 0;
}

const isCode = (text = ''): boolean => MARKET_CODES.has(text) || LANGUAGE_CODES.has(text);

/** One after a code that follows a prefix without one; else where that prefix ends. */
function codeBehind({ words }: Scan, end: number): number {
  const isFollowed = isCode(words[end]?.text) && (words[end + 1]?.gap ?? 0) >= GAP.dash;
  return isFollowed && !words.slice(0, end).some(({ text }) => isCode(text)) ? end + 1 : end;
}

function isPrefixWord(text: string, index: number): boolean {
  if (isCode(text)) return true;
  if (PREFIX_EXTRAS.has(text) || readQualityWord(text) !== undefined) return true;
  return index > 0 && text.length <= 2;
}

/** Words such as `VIP` or `4K` are a prefix only before a bar; a code is one before any separator. */
function saysMarket(scan: Scan, last: number, gap: number): boolean {
  const first = scan.words[0]?.text ?? '';
  if (isCode(first)) return true;
  return gap >= GAP.bar && last === 0;
}
