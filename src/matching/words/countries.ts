// Words for countries and languages in channels' names, by the markets in which they say nothing new.

/** Country names, adjectives and codes to the market that they stand for. */
const COUNTRIES: Readonly<Record<string, string>> = {
  us: 'us usa',
  uk: 'uk gb britain british england',
  ie: 'ireland irish ie eire',
  de: 'deutschland germany german de ger deutsch allemagne niemcy',
  at: 'austria osterreich at',
  ch: 'schweiz switzerland suisse ch sui',
  fr: 'france fr francais french francaise',
  es: 'espana spain es esp',
  pt: 'portugal pt portuguese',
  it: 'italia italy it italiano',
  nl: 'nederland netherlands nl ned holland',
  be: 'belgium belgie belgique be',
  pl: 'polska poland pl polish',
  cz: 'czech cesko cz cesky ceska czechia',
  sk: 'slovakia slovensko sk',
  hu: 'hungary magyar hu',
  ro: 'romania ro',
  bg: 'bulgaria bg balgariya',
  rs: 'serbia srbija srb rs',
  hr: 'croatia hrvatska hr cro',
  ba: 'bosnia bih ba bosna',
  si: 'slovenia slovenija si slo',
  mk: 'macedonia makedonija mk',
  me: 'montenegro crna gora mne me',
  xk: 'kosova kosovo xk',
  al: 'albania shqiperia al',
  gr: 'greece gr gre hellas',
  tr: 'turkiye turkey turk tr',
  ru: 'russia rossiya ru russian',
  ua: 'ukraine ukraina ua',
  by: 'belarus by',
  se: 'sweden sverige se swedish',
  no: 'norway norge no norwegian',
  dk: 'denmark danmark dk danish',
  fi: 'finland suomi fi finnish',
  is: 'iceland island',
  in: 'india in',
  pk: 'pakistan pk',
  bd: 'bangladesh bd',
  au: 'australia au aus',
  nz: 'zealand nz',
  ca: 'canada ca canadian',
  mx: 'mexico mx mex mexicano',
  br: 'brasil brazil br bra',
  ar: 'argentina ar arg',
  cl: 'chile cl',
  co: 'colombia co col',
  pe: 'peru pe',
  ve: 'venezuela ve ven',
  uy: 'uruguay uy uru',
  do: 'dominicana rd',
  jp: 'japan jp jpn',
  kr: 'korea kr',
  cn: 'china cn chinese',
  tw: 'taiwan tw',
  hk: 'hongkong hk',
  th: 'thailand thai aity th',
  vn: 'vietnam vn',
  ph: 'philippines ph',
  id: 'indonesia id',
  my: 'malaysia my',
  sg: 'singapore sg',
  il: 'israel il',
  ge: 'georgia ge',
  za: 'africa za',
};

const byWord = new Map<string, string[]>();
for (const [market, words] of Object.entries(COUNTRIES)) {
  for (const word of words.split(' ')) byWord.set(word, [...(byWord.get(word) ?? []), market]);
}

/** Languages as words; a market's own language is left out as often as it is said. */
const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'english eng anglais ingles englisch en anglicky inglese angielski',
  fr: 'french francais frances franzosisch fra fr vf',
  de: 'german deutsch allemand aleman ger de',
  es: 'spanish espanol espagnol castellano esp es spa',
  pt: 'portuguese portugues portugais pt por',
  it: 'italian italiano italien ita it',
  ar: 'arabic arabe arabia ar ara',
  ru: 'russian russkiy russe rus ru',
  tr: 'turkish turkce tur tr',
  pl: 'polish polski pol pl',
  hi: 'hindi hin',
};

/** Guides and lists of the whole world name English where they name it beside others. */
const MARKET_LANGUAGES: Readonly<Record<string, string>> = {
  '': 'en',
  us: 'en',
  uk: 'en',
  ie: 'en',
  au: 'en',
  nz: 'en',
  ca: 'en',
  de: 'de',
  at: 'de',
  ch: 'de',
  fr: 'fr',
  be: 'fr',
  es: 'es',
  mx: 'es',
  ar: 'es',
  co: 'es',
  cl: 'es',
  pe: 'es',
  uy: 'es',
  do: 'es',
  ve: 'es',
  pt: 'pt',
  br: 'pt',
  ao: 'pt',
  it: 'it',
  ru: 'ru',
  by: 'ru',
  tr: 'tr',
  pl: 'pl',
  eg: 'ar',
  qa: 'ar',
  sa: 'ar',
  ae: 'ar',
  mena: 'ar',
};

const languageByWord = new Map<string, string>();
for (const [language, words] of Object.entries(LANGUAGES)) {
  for (const word of words.split(' ')) languageByWord.set(word, language);
}

/** Whether a word only says that the channel is of the market in which it is listed anyway. */
export function isOwnMarketWord(word: string, market: string): boolean {
  return (
    (byWord.get(word)?.includes(market) ?? false) || (languageByWord.get(word) ?? '-') === MARKET_LANGUAGES[market]
  );
}

/** Markets whose lists carry each other's channels: there a version for the neighbour often is all there is. */
const NEIGHBOURS: readonly string[] = [
  'de at ch li lu',
  'fr be ch lu mc',
  'nl be',
  'it ch sm',
  'uk ie',
  'cz sk',
  'rs hr ba me mk si xk al',
  'se no dk fi is',
  'ro md',
  'gr cy',
  'ru by ua kz',
  'au nz',
  'mx ar co cl pe uy py bo ec ve do cr pa gt hn sv ni',
];

const neighboursOf = new Map<string, ReadonlySet<string>>();
for (const market of new Set(NEIGHBOURS.flatMap((markets) => markets.split(' ')))) {
  const near = NEIGHBOURS.filter((markets) => markets.split(' ').includes(market)).join(' ');
  neighboursOf.set(market, new Set(near.split(' ').filter((other) => other !== market)));
}

/** `austria` in Germany's lists. */
export function isNeighbourWord(word: string, market: string): boolean {
  const near = neighboursOf.get(market);
  return near !== undefined && (byWord.get(word)?.some((other) => near.has(other)) ?? false);
}

/** Codes are other words too often. */
const LEAST_LETTERS = 3;

/** `hungary` and `magyar`, `deutsch` and `german`. */
export function areOfOneLand(a: string, b: string): boolean {
  if (a.length < LEAST_LETTERS || b.length < LEAST_LETTERS) return false;
  const language = languageByWord.get(a);
  if (language !== undefined && language === languageByWord.get(b)) return true;
  const markets = byWord.get(a);
  return markets !== undefined && marketsOfWord(b).some((market) => markets.includes(market));
}

/** `hungary` for the code `hu`; undefined for all other words. */
export const landOfCode = (code: string): string | undefined =>
  code.length === 2 ? COUNTRIES[code]?.split(' ').find((word) => word.length >= LEAST_LETTERS) : undefined;

/** Markets that a folded country word stands for: `deutschland` is `de`. */
export const marketsOfWord = (word: string): readonly string[] => byWord.get(word) ?? [];

export const isCountryWord = (word: string): boolean => byWord.has(word) || languageByWord.has(word);
