// Why Masthead takes two names for one channel, in the chosen language: the server says it in English.

import { known } from './locale.ts';

/** All of them. */
export const whyTexts = (texts: readonly string[]): string => texts.map(whyText).join(' · ');

export const whyText = (text: string): string => known(`why.${text}`, text);
