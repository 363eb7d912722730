// Picture quality, codec, frame rate: anywhere in a name but never its only word.

import { RESOLUTIONS, type Quality } from '../reading.ts';
import { take, type PartReader, type Scan } from '../scan.ts';
import { readQualityWord, type QualityWord } from '../words/qualities.ts';
import { GAP } from '../words.ts';

/** `BBC UHD 1` is a channel of that name, `True Sport HD 1` is not. */
const ULTRA = new Set(['uhd', '4k']);
/** `WWE Raw`, `Monday Night Raw` are shows. */
const BEFORE_RAW = new Set(['wwe', 'night']);

export const readQuality: PartReader = (scan) => {
  for (let index = 0; index < scan.words.length; index += 1) {
    const word = scan.words[index];
    if (!word || scan.taken[index]) continue;
    const last = lastOfQuality(scan, index);
    const said = readQualityWord(textOf(scan, index, last));
    if (!said || !leavesSomething(scan, index, last)) continue;
    scan.facts.quality = better(scan.facts.quality, said);
    take(scan, { from: index, to: last + 1, kind: 'quality', value: textOf(scan, index, last) });
  }
};

/** `Full HD`, `50 fps`, `H.265`, `10 bit`: two words of one. */
function lastOfQuality(scan: Scan, index: number): number {
  const text = scan.words[index]?.text ?? '';
  const next = scan.words[index + 1]?.text ?? '';
  const pair =
    ((text === 'full' || text === 'ultra') && next === 'hd') ||
    (text === 'h' && /^26[45]$/.test(next)) ||
    (text === 'dolby' && next === 'vision');
  const counted = (next === 'fps' && /^\d{2,3}$/.test(text)) || (next === 'bit' && /^(?:8|10|12)$/.test(text));
  return pair || counted ? index + 1 : index;
}

function textOf(scan: Scan, from: number, last: number): string {
  const text = scan.words[from]?.text ?? '';
  return last > from ? text + (scan.words[last]?.text ?? '') : text;
}

/** `4K` alone, or `HD+` as a brand, is a name. */
function leavesSomething(scan: Scan, from: number, last: number): boolean {
  const next = scan.words[last + 1];
  if (next?.text === '+' && next.gap === GAP.glued) return false;
  if (scan.words[from]?.text === 'raw' && BEFORE_RAW.has(scan.words[from - 1]?.text ?? '')) return false;
  if (from > 0 && next && ULTRA.has(scan.words[from]?.text ?? '') && /^\d+$/.test(next.text) && next.bracket === 0)
    return false;
  // `CCTV-4K` and `CCTV-8K` are two channels.
  if (scan.words[from]?.gap === GAP.hyphen && /^[48]k$/.test(scan.words[from].text)) return false;
  if (from === 0 && last === 0 && next?.gap === GAP.space && scan.words[0]?.text === 'hd') return false;
  for (let index = 0; index < scan.words.length; index += 1) {
    if (index >= from && index <= last) continue;
    const word = scan.words[index];
    if (word && !scan.taken[index] && word.bracket === 0 && readQualityWord(word.text) === undefined) return true;
  }
  return false;
}

function better(known: Quality, said: QualityWord): Quality {
  const resolution = said.resolution ?? '';
  return {
    resolution: RESOLUTIONS.indexOf(resolution) > RESOLUTIONS.indexOf(known.resolution) ? resolution : known.resolution,
    codec: said.codec ?? known.codec,
    framesPerSecond: said.framesPerSecond ?? known.framesPerSecond,
    isHdr: known.isHdr || said.isHdr === true,
    isRaw: known.isRaw || said.isRaw === true,
  };
}
