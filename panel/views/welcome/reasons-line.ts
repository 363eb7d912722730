// Why Masthead thinks so, in one line.

import { whyText } from '../../locale/why.ts';

const SHOWN = 3;

/** The weightiest first; a minus for what speaks against it. */
export const reasonsLine = (reasons: readonly { readonly text: string; readonly weight: number }[]): string =>
  reasons
    .slice(0, SHOWN)
    .map(({ text, weight }) => `${weight < 0 ? '−' : '+'} ${whyText(text)}`)
    .join(' · ');
