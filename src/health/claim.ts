// What a stream claims to be: by its name, and by its address, which says it better where it says it at all.

import { readName } from '../formats/names/read.ts';
import { RESOLUTIONS } from '../formats/names/reading.ts';
import { readQualityWord } from '../formats/names/words/qualities.ts';
import type { Claim } from './quality.ts';

/** Longer words are tokens, numbers and ids. */
const MOST_CHARACTERS = 10;

export function claimOf(name: string, url: string): Claim {
  const { quality } = readName(name);
  const said = fromAddress(url);
  if (!said) return { ...quality, step: 'name' };
  return {
    resolution: said.resolution ?? quality.resolution,
    codec: said.codec ?? quality.codec,
    framesPerSecond: said.framesPerSecond ?? quality.framesPerSecond,
    isHdr: quality.isHdr || said.isHdr === true,
    isRaw: quality.isRaw,
    step: 'url',
  };
}

type Said = NonNullable<ReturnType<typeof readQualityWord>>;

/** `…/bbc1_1080p50/index.m3u8`. Numbers without a `p` are ids; login and query say nothing. */
function fromAddress(url: string): Said | undefined {
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(\/[^?#]*)/i.exec(url)?.[1] ?? '';
  let found: Said | undefined;
  for (const word of path.toLowerCase().split(/[^a-z0-9]+/)) {
    if (word.length < 2 || word.length > MOST_CHARACTERS || /^\d+$/.test(word)) continue;
    const said = readQualityWord(word);
    if (!said || Object.keys(said).length === 0 || said.isRaw) continue;
    const isBetter = RESOLUTIONS.indexOf(said.resolution ?? '') > RESOLUTIONS.indexOf(found?.resolution ?? '');
    found = { ...found, ...said, ...(!isBetter && found?.resolution ? { resolution: found.resolution } : {}) };
  }
  return found;
}
