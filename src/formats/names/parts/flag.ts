// Radio, adult, and loops of one series (`24/7`).

import { take, type PartReader } from '../scan.ts';
import { ADULT_WORDS, RADIO_WORDS } from '../words/flags.ts';
import { GAP } from '../words.ts';

export const readFlags: PartReader = (scan) => {
  for (let index = 0; index < scan.words.length; index += 1) {
    const word = scan.words[index];
    if (!word) continue;
    if (RADIO_WORDS.has(word.text)) scan.facts.isRadio = true;
    else if (ADULT_WORDS.has(word.text)) scan.facts.isAdult = true;
    else if (word.text === '18' && scan.words[index + 1]?.text === '+') scan.facts.isAdult = true;
    else if (
      word.text === '7' &&
      word.gap === GAP.slash &&
      scan.words[index - 1]?.text === '24' &&
      !scan.taken[index]
    ) {
      scan.facts.isLoop = true;
      take(scan, { from: index - 1, to: index + 1, kind: 'loop', value: '24/7' });
    }
  }
};
