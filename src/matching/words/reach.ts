// Words that say how far a channel reaches: lists add or leave them out, where only one of its versions is to be had.

import { canonicalWord } from './synonyms.ts';

const REACH: ReadonlySet<string> = new Set(
  (
    'europe european eu cee emea mena international int world worldwide global panregional pan regional latin ' +
    'latinamerica latino america americas asia asian africa arabia balkan balkans adria adriatic nordic scandinavia baltic ' +
    'baltics benelux iberia dach sea apac east middle stream live original'
  ).split(' '),
);

/** Which markets lie in a region: there its version mostly is the one that the lists have. */
const REGIONS: readonly (readonly [words: string, markets: string])[] = [
  [
    'europe european eu cee emea',
    'al at ba be bg by ch cy cz de dk ee es fi fr gr hr hu ie is it lt lu lv md me mk mt nl no pl pt ro rs ru se si sk ua uk xk exyu',
  ],
  ['nordic scandinavia', 'dk fi is no se'],
  ['baltic baltics', 'ee lt lv'],
  ['balkan balkans adria adriatic', 'al ba bg hr me mk rs si xk exyu'],
  ['benelux', 'be lu nl'],
  ['iberia', 'es pt'],
  ['dach', 'at ch de'],
  ['mena arabia middle', 'ae bh dz eg iq jo kw lb ly ma mena om ps qa sa sd sy tn ye'],
  ['asia asian apac sea', 'bd cn hk id in jp kr lk my np ph pk sg th tw vn'],
  ['africa', 'ao cm gh ke ng sn tz ug za zm zw'],
  ['latinamerica latin latino america americas', 'ar bo br cl co cr do ec gt hn latam mx ni pa pe py sv uy ve'],
];

const regionsOf = new Map<string, ReadonlySet<string>>();
for (const [words, markets] of REGIONS) {
  for (const market of markets.split(' '))
    regionsOf.set(market, new Set([...(regionsOf.get(market) ?? []), ...words.split(' ')]));
}

/** `europe` in France's lists. */
export const isNearReach = (word: string, market: string): boolean =>
  regionsOf.get(market)?.has(canonicalWord(word)) ?? false;

const GENERAL: ReadonlySet<string> = new Set(
  'sport news music movies film cinema kids junior documentary entertainment nature travel comedy family culture'.split(
    ' ',
  ),
);

export const isReachWord = (word: string): boolean => REACH.has(canonicalWord(word));

/** A genre: with it or without, it often is one channel that has no sister. */
export const isGenreWord = (word: string): boolean => GENERAL.has(canonicalWord(word));
