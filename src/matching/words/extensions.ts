// Words by which a channel's name becomes that of a sister channel: Plus, Extra, Kids, Junior.

import { canonicalWord } from './synonyms.ts';

export const EXTENSION_KINDS = ['plus', 'kids'] as const;
export type ExtensionKind = (typeof EXTENSION_KINDS)[number];

const KIND_OF: Readonly<Record<string, ExtensionKind>> = {
  plus: 'plus',
  extra: 'plus',
  xtra: 'plus',
  kids: 'kids',
  junior: 'kids',
};

/** `plus` for the last word of `Nova Plus`. The first word is the name itself: `Plus TV`, `Kids One`. */
export const extensionOf = (word: string, place: number): ExtensionKind | undefined =>
  place === 0 ? undefined : KIND_OF[canonicalWord(word)];
