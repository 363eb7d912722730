// Radio, adult, and loops of one series (`24/7`, `24-7`, `7/24`).

import { take, type PartReader, type Scan } from '../scan.ts';
import { ADULT_WORDS, HARMLESS_BESIDE_ADULT, RADIO_WORDS } from '../words/flags.ts';
import { GAP } from '../words.ts';

/** Of a loop's two numbers the one before. */
const LOOP_BEHIND: ReadonlyMap<string, string> = new Map([
  ['7', '24'],
  ['24', '7'],
]);

export const readFlags: PartReader = (scan) => {
  for (let index = 0; index < scan.words.length; index += 1) {
    const word = scan.words[index];
    if (!word) continue;
    if (RADIO_WORDS.has(word.text)) scan.facts.isRadio = true;
    else if (ADULT_WORDS.has(word.text) && !isHarmless(scan, index)) scan.facts.isAdult = true;
    else if (word.text === '18' && scan.words[index + 1]?.text === '+') scan.facts.isAdult = true;
    else if (
      LOOP_BEHIND.has(word.text) &&
      (word.gap === GAP.slash || word.gap === GAP.hyphen) &&
      scan.words[index - 1]?.text === LOOP_BEHIND.get(word.text) &&
      !scan.taken[index]
    ) {
      scan.facts.isLoop = true;
      take(scan, { from: index - 1, to: index + 1, kind: 'loop', value: '24/7' });
    }
  }
};

const isHarmless = ({ words }: Scan, index: number): boolean =>
  words[index]?.text === 'adult' &&
  [index - 1, index + 1].some((at) => HARMLESS_BESIDE_ADULT.has(words[at]?.text ?? ''));
