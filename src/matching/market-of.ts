// Which market a stream belongs to: its name's prefix says it, else its group, else its tvg-id.

import { readPrefixOf } from '../formats/names/read.ts';
import { MARKET_CODES } from '../formats/names/words/markets.ts';
import { foldText } from '../formats/names/fold.ts';
import { landOfCode, marketsOfWord } from './words/countries.ts';

/** Groups repeat; an upper limit keeps a hostile list from filling the memory. */
const MEMO_LIMIT = 50_000;
const memo = new Map<string, GroupSays>();

/** `ZDF.de`, `BBCOne.uk@SD`: what iptv-org and most guides write. */
const ID_SUFFIX = /[^.\s]\.([a-z]{2})(?:@[a-z0-9]+)?$/i;

const CODE_AT_END = /[([]([A-Z]{2,3})[)\]]\s*$/;

/** Languages that panels sell as if they were a country. */
const LANGUAGE_MARKETS: Readonly<Record<string, string>> = { en: 'uk', ar: 'mena', fa: 'ir', hi: 'in', ta: 'in' };

/** @returns a country code (`de`, `uk`) or a region of panels (`mena`, `exyu`); empty when nothing says it */
export function marketOf(name: string, group: string, tvgId: string): string {
  const { market, language } = readPrefixOf(name);
  const said = groupSays(group);
  if (market !== '') return said === NOTHING ? market : meantBy(market, said);
  return said.market || marketOfLanguage(language) || marketOfId(tvgId) || marketInBrackets(name);
}

/** What lies where: a code of the Balkans' own is meant in their groups. */
const REGIONS: Readonly<Record<string, string>> = { exyu: 'rs hr ba me mk si xk al' };

/** `LA:` in a group of Latin America is not of Laos, nor `MN:` in `MN | MONTENEGRO` of Mongolia. */
function meantBy(code: string, { market, words }: GroupSays): string {
  if (code.length !== 2) return code;
  const inWords = standsFor(code, words);
  if (inWords !== undefined) return inWords;
  const members = REGIONS[market]?.split(' ') ?? [];
  if (members.includes(code)) return code;
  return members.find((member) => abbreviates(code, landOfCode(member) ?? '')) ?? code;
}

/** The market of a word that a code is short for, where none is a word for the code's own country. */
function standsFor(code: string, words: readonly string[]): string | undefined {
  let meant: string | undefined;
  for (const word of words) {
    const markets = marketsOf(word);
    if (markets.includes(code)) return undefined;
    if (markets.length === 1 && abbreviates(code, word)) meant ??= markets[0];
  }
  return meant;
}

/** Its first letter and another one of it, in order. */
const abbreviates = (code: string, word: string): boolean =>
  word.startsWith(code[0] ?? ' ') && word.includes(code[1] ?? ' ', 1);

/** Regions that panels sell as if they were a country, in words. */
const REGION_WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({ latam: 'latin latino latina latinos latam', africa: 'africa african afrique afrika' }).flatMap(
    ([region, words]) => words.split(' ').map((word): [string, string[]] => [word, [region]]),
  ),
);

const marketsOf = (word: string): readonly string[] => REGION_WORDS.get(word) ?? marketsOfWord(word);

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

interface GroupSays {
  readonly market: string;
  /** Those that may name a country. */
  readonly words: readonly string[];
}
const NOTHING: GroupSays = { market: '', words: [] };

function groupSays(group: string): GroupSays {
  if (group === '') return NOTHING;
  const known = memo.get(group);
  if (known !== undefined) return known;
  const said = readGroup(group);
  if (memo.size < MEMO_LIMIT) memo.set(group, said);
  return said;
}

/** `DE ➾ PLUTO TV`, `UK| Sports`, `Germany HD`, `Kanäle Deutschland`. */
function readGroup(group: string): GroupSays {
  const all = foldText(group)
    .text.split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const words = all.filter((word) => word.length > 3);
  const { market, language } = readPrefixOf(`${group} .`);
  if (market) return { market: meantBy(market, { market: '', words }), words };
  return { market: language ? marketOfLanguage(language) : marketInWords(group, all, words), words };
}

function marketInWords(group: string, all: readonly string[], long: readonly string[]): string {
  const whole = all.length === 1 ? MARKET_CODES.get(all[0] ?? '') : undefined;
  if (whole !== undefined) return whole;
  const named = new Set(long.flatMap((word) => marketsOf(word)));
  const [only] = named;
  if (named.size === 1) return only ?? '';
  const first = isCode(group, all[0] ?? '') ? MARKET_CODES.get(all[0] ?? '') : undefined;
  return first ?? '';
}

/** Two or three capitals at the start: `DE SPORT`, but not `In the Kitchen`. */
function isCode(group: string, word: string): boolean {
  return word.length <= 3 && group.trimStart().startsWith(word.toUpperCase());
}
