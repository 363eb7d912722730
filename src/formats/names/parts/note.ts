// Notes in brackets about the stream: `[Geo-blocked]`, `[Not 24/7]`, `(Adaptive)`, `(L2)`.

import { take, type PartReader, type Scan } from '../scan.ts';
import { LIST_NUMBER, NOTE_CODE, NOTE_COMPANIONS, NOTE_WORDS } from '../words/notes.ts';

export const readNotes: PartReader = (scan) => {
  for (let index = 1; index < scan.words.length; index += 1) {
    const bracket = scan.words[index]?.bracket ?? 0;
    if (bracket === 0 || scan.taken[index]) continue;
    let end = index + 1;
    while (scan.words[end]?.bracket === bracket) end += 1;
    if (isNote(scan, index, end)) {
      const value = scan.source.slice(scan.words[index]?.start, scan.words[end - 1]?.end).toLowerCase();
      take(scan, { from: index, to: end, kind: 'note', value });
    }
    index = end - 1;
  }
};

function isNote(scan: Scan, from: number, to: number): boolean {
  const only = scan.words[from]?.text ?? '';
  if (to === from + 1 && (NOTE_CODE.test(only) || LIST_NUMBER.test(only))) return true;
  for (let index = from; index < to; index += 1) {
    const text = scan.words[index]?.text ?? '';
    const isWord = NOTE_WORDS.has(text) || (NOTE_COMPANIONS.has(text) && to > from + 1);
    if (!scan.taken[index] && !isWord && !NOTE_CODE.test(text)) return false;
  }
  return true;
}
