// Which market a stream belongs to: its name's prefix says it, else its group, else its tvg-id.

import { readPrefixOf } from '../formats/names/read.ts';
import { MARKET_CODES } from '../formats/names/words/markets.ts';
import { foldText } from '../formats/names/fold.ts';
import { marketsOfWord } from './words/countries.ts';

/** Groups repeat; an upper limit keeps a hostile list from filling the memory. */
const MEMO_LIMIT = 50_000;
const memo = new Map<string, string>();

/** `ZDF.de`, `BBCOne.uk@SD`: what iptv-org and most guides write. */
const ID_SUFFIX = /[^.\s]\.([a-z]{2})(?:@[a-z0-9]+)?$/i;

const CODE_AT_END = /[([]([A-Z]{2,3})[)\]]\s*$/;

/** Languages that panels sell as if they were a country. */
const LANGUAGE_MARKETS: Readonly<Record<string, string>> = { en: 'uk', ar: 'mena', fa: 'ir', hi: 'in', ta: 'in' };

/** @returns a country code (`de`, `uk`) or a region of panels (`mena`, `exyu`); empty when nothing says it */
export function marketOf(name: string, group: string, tvgId: string): string {
  const { market, language } = readPrefixOf(name);
  return market || marketOfGroup(group) || marketOfLanguage(language) || marketOfId(tvgId) || marketInBrackets(name);
}

/** `VIP SPORT: ELEVEN SPORT 2 (PL)`. */
function marketInBrackets(name: string): string {
  const code = CODE_AT_END.exec(name)?.[1]?.toLowerCase() ?? '';
  return MARKET_CODES.get(code) ?? '';
}

const marketOfLanguage = (language: string): string => LANGUAGE_MARKETS[language] ?? language;

/** @returns the country at the end of an XMLTV id, or empty */
function marketOfId(tvgId: string): string {
  const suffix = ID_SUFFIX.exec(tvgId)?.[1]?.toLowerCase() ?? '';
  return suffix === 'tv' ? '' : (MARKET_CODES.get(suffix) ?? '');
}

function marketOfGroup(group: string): string {
  if (group === '') return '';
  const known = memo.get(group);
  if (known !== undefined) return known;
  const market = readGroup(group);
  if (memo.size < MEMO_LIMIT) memo.set(group, market);
  return market;
}

/** `DE ➾ PLUTO TV`, `UK| Sports`, `Germany HD`, `Kanäle Deutschland`. */
function readGroup(group: string): string {
  const { market, language } = readPrefixOf(`${group} .`);
  if (market || language) return market || marketOfLanguage(language);
  const words = foldText(group)
    .text.split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const whole = words.length === 1 ? MARKET_CODES.get(words[0] ?? '') : undefined;
  if (whole !== undefined) return whole;
  const named = new Set(words.filter((word) => word.length > 3).flatMap((word) => marketsOfWord(word)));
  const [only] = named;
  if (named.size === 1) return only ?? '';
  const first = isCode(group, words[0] ?? '') ? MARKET_CODES.get(words[0] ?? '') : undefined;
  return first ?? '';
}

/** Two or three capitals at the start: `DE SPORT`, but not `In the Kitchen`. */
function isCode(group: string, word: string): boolean {
  return word.length <= 3 && group.trimStart().startsWith(word.toUpperCase());
}
