// Words that say how far a channel reaches: lists add or leave them out, where only one of its versions is to be had.

import { canonicalWord } from './synonyms.ts';

const REACH: ReadonlySet<string> = new Set(
  (
    'europe european eu cee emea mena international int world worldwide global panregional pan regional latin ' +
    'latinamerica latino america americas asia asian africa arabia balkan balkans adria adriatic nordic scandinavia baltic ' +
    'baltics benelux iberia dach sea apac stream live original'
  ).split(' '),
);

const GENERAL: ReadonlySet<string> = new Set(
  'sport news music movies film cinema kids junior documentary entertainment nature travel comedy family culture'.split(
    ' ',
  ),
);

export const isReachWord = (word: string): boolean => REACH.has(canonicalWord(word));

/** A genre: with it or without, it often is one channel that has no sister. */
export const isGenreWord = (word: string): boolean => GENERAL.has(canonicalWord(word));
