// Codes that stand before a name for the market: ISO 3166 and what panels write instead.

const ISO =
  'ad ae af ag al am ao ar at au az ba bb bd be bf bg bh bj bn bo br bs bw by bz ca cd cg ch ci cl cm cn co cr cu cv cw cy ' +
  'cz de dj dk dm do dz ec ee eg er es et fi fj fr ga gb gd ge gf gh gm gn gp gq gr gt gw gy hk hn hr ht hu id ie il in iq ' +
  'ir is it jm jo jp ke kg kh km kp kr kw kz la lb lc lk lr ls lt lu lv ly ma mc md me mg mk ml mm mn mo mq mr mt mu mv mw ' +
  'mx my mz na ne ng ni nl no np nz om pa pe pf pg ph pk pl pr ps pt py qa re ro rs ru rw sa sc sd se sg si sk sl sm sn so ' +
  'sr ss st sv sy sz td tg th tj tm tn to tr tt tw tz ua ug us uy uz va ve vn xk ye yt za zm zw';

/** Panel code to market; a market may be several countries (`exyu`, `mena`, `latam`). */
const PANEL: Readonly<Record<string, string>> = {
  uk: 'uk',
  gb: 'uk',
  eng: 'uk',
  usa: 'us',
  can: 'ca',
  ger: 'de',
  deu: 'de',
  fra: 'fr',
  ita: 'it',
  esp: 'es',
  spa: 'es',
  por: 'pt',
  nld: 'nl',
  bra: 'br',
  tur: 'tr',
  pol: 'pl',
  rus: 'ru',
  rom: 'ro',
  gre: 'gr',
  swe: 'se',
  nor: 'no',
  den: 'dk',
  fin: 'fi',
  alb: 'al',
  bul: 'bg',
  ukr: 'ua',
  srb: 'rs',
  cro: 'hr',
  bih: 'ba',
  slo: 'si',
  mkd: 'mk',
  mne: 'me',
  ind: 'in',
  pak: 'pk',
  aus: 'au',
  mex: 'mx',
  arg: 'ar',
  col: 'co',
  chi: 'cl',
  isr: 'il',
  exyu: 'exyu',
  yu: 'exyu',
  lat: 'latam',
  latam: 'latam',
  latino: 'latam',
  afr: 'africa',
  arab: 'mena',
  mena: 'mena',
  egy: 'eg',
  irq: 'iq',
  lby: 'ly',
  sdn: 'sd',
  mar: 'ma',
  tun: 'tn',
  dza: 'dz',
  jor: 'jo',
  lbn: 'lb',
  syr: 'sy',
  ksa: 'sa',
  uae: 'ae',
  kwt: 'kw',
  qat: 'qa',
  arm: 'am',
  geo: 'ge',
  aze: 'az',
  kaz: 'kz',
  irn: 'ir',
  afg: 'af',
  aut: 'at',
  sui: 'ch',
  bel: 'be',
  irl: 'ie',
  hun: 'hu',
  cze: 'cz',
  svk: 'sk',
  lux: 'lu',
  jpn: 'jp',
  kor: 'kr',
  chn: 'cn',
  phl: 'ph',
};

/** ISO 3166, in lower case: those that have television of their own. */
export const COUNTRY_CODES: readonly string[] = ISO.split(' ');

export const MARKET_CODES: ReadonlyMap<string, string> = new Map([
  ...COUNTRY_CODES.map((code): [string, string] => [code, code]),
  ...Object.entries(PANEL),
]);

/** Codes that panels use for a language, not for a country: `AR:` is Arabic, not Argentina. */
export const LANGUAGE_CODES: ReadonlyMap<string, string> = new Map([
  ['ar', 'ar'],
  ['ara', 'ar'],
  ['en', 'en'],
  ['ku', 'ku'],
  ['kur', 'ku'],
  ['fa', 'fa'],
  ['per', 'fa'],
  ['hi', 'hi'],
  ['ta', 'ta'],
  ['vo', 'en'],
]);

/** Words that panels put beside the code or in its place; they say how it is served, not what it is. */
export const PREFIX_EXTRAS: ReadonlySet<string> = new Set([
  'vip',
  'prime',
  'premium',
  'backup',
  'bk',
  'ott',
  'vod',
  'ppv',
  'live',
  'tv',
  'sat',
  'cable',
  'rec',
]);
