// Quality that is glued to the end of a word: `ComedyCentHD`, `SVT1HD`. Capitals after a small letter or a digit give it away.

import type { PartReader, Scan } from '../scan.ts';
import { GAP } from '../words.ts';

/** `Star Sports HD2` is Star Sports 2. */
const NUMBERED = /^(?:[uf]?hd)\d$/;
/** `7HD`, `M6HD`; of letters alone so short a word is a name: `BHD`. */
const NUMBER_GLUED = /\d[uf]?hd$/;
const GLUED = /[\p{Ll}\d](?:U|F)?HD$/u;

export const readGluedQuality: PartReader = (scan) => {
  for (let index = 0; index < scan.words.length; index += 1) {
    const word = scan.words[index];
    if (!word || scan.taken[index]) continue;
    if (index > 0 && NUMBERED.test(word.text) && word.end - word.start === word.text.length) {
      split(scan, index, word.text.length - 1);
      continue;
    }
    if (!word.text.endsWith('hd') || (word.text.length < 5 && !NUMBER_GLUED.test(word.text))) continue;
    const written = scan.source.slice(word.start, word.end);
    if (!GLUED.test(written) || written.length !== word.text.length) continue;
    split(scan, index, word.text.length - (/[UF]HD$/.test(written) ? 3 : 2));
  }
};

function split(scan: Scan, index: number, at: number): void {
  const word = scan.words[index]!;
  const cut = word.start + at;
  scan.words.splice(
    index,
    1,
    { ...word, text: word.text.slice(0, at), end: cut },
    { ...word, text: word.text.slice(at), start: cut, gap: GAP.glued },
  );
  scan.taken.splice(index, 1, undefined, undefined);
}
