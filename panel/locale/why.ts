// Why Masthead takes two names for one channel, in the chosen language: the server says it in English.

import { known } from './locale.ts';

export const whyText = (text: string): string => known(`why.${text}`, text);
