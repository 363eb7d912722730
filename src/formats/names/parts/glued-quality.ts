// Quality that is glued to the end of a word: `ComedyCentHD`, `SVT1HD`. Capitals after a small letter or a digit give it away.

import type { PartReader } from '../scan.ts';

const GLUED = /[\p{Ll}\d](?:U|F)?HD$/u;

export const readGluedQuality: PartReader = (scan) => {
  for (let index = 0; index < scan.words.length; index += 1) {
    const word = scan.words[index];
    if (!word || scan.taken[index] || !word.text.endsWith('hd') || word.text.length < 5) continue;
    const written = scan.source.slice(word.start, word.end);
    if (!GLUED.test(written) || written.length !== word.text.length) continue;
    const length = /[UF]HD$/.test(written) ? 3 : 2;
    const cut = word.end - length;
    scan.words.splice(
      index,
      1,
      { ...word, text: word.text.slice(0, -length), end: cut },
      { ...word, text: word.text.slice(-length), start: cut, gap: 0 },
    );
    scan.taken.splice(index, 1, undefined, undefined);
  }
};
