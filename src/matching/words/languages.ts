// Languages that channels' names end with, as a code in brackets or as a word.

import { canonicalWord } from './synonyms.ts';

/** ISO 639-1, where the code is not more often something else. */
const TAGS: ReadonlyMap<string, string> = new Map(
  'en=english eng=english fr=french de=german es=spanish esp=spanish pt=portuguese ar=arabic ru=russian rus=russian it=italian tr=turkish hi=hindi ta=tamil'
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
);

const LANGUAGES: ReadonlySet<string> = new Set(TAGS.values());

/** `english` for the `EN` of `France 24 (EN)`. */
export const languageOfTag = (word: string): string | undefined => TAGS.get(word);

/** `spanish` for `espanol`; empty for all other words. */
export function languageOf(word: string): string {
  const canonical = canonicalWord(word);
  return LANGUAGES.has(canonical) ? canonical : '';
}
