// Words after a title that say how it was made: source, codec, sound, language. The title ends at the first of them.

import { RESOLUTIONS, type Resolution } from '../reading.ts';
import { readQualityWord } from '../words/qualities.ts';

/** End a title wherever they stand after its first word. */
const TECHNICAL =
  /^(?:\d{3,4}[pi]\d*|\d{3,4}x\d{3,4}|[48]k|u?hd|uhdtv|fhd|x26[45]|h26[45]|hevc|avc|xvid|divx|av1|web|web-?dl|web-?rip|webdlrip|hdtv|pdtv|hdrip|dvdrip|dvdscr|dvd\d*|dvdr|bd-?rip|br-?rip|blu-?ray|bluray|hd-?dvd|remux|hdtc|hdcam|hq-hdtc|cam|telesync|r5|lowq|vostfr|vfi|vff|vfq|vf|vost|truefrench|subbed|dubbed|dublado|legendado|multi|multisub|dual|proper|repack|remastered|unrated|uncut|extended|limited|internal|complete|festival|ac3|aac\d*|dts|ddp?5|atmos|hdr\d*\+?|dv|10bit|imax|3d|ntsc|pal|read-?nfo|docu|doku|stv|tvrip|satrip|dsr|vodrip|amzn|nf|directors?|theatrical|criterion|subs?|multi-?sub|fastsub|3xrus|eng|ita|spa|rus|ger|fre)$/i;

/** Languages: they end a title only with something technical, or nothing, behind them. */
const LANGUAGES =
  /^(?:german|english|french|spanish|italian|dutch|korean|japanese|russian|swedish|norwegian|danish|finnish|polish|turkish|hindi|portuguese|swissgerman|dl|ml|es|pl|nl)$/i;

export interface Cut {
  readonly title: string;
  readonly resolution: Resolution;
}

/** @param hasLanguage whether a language that ends the text is none of its words, as in the names of files */
export function cutTechnical(text: string, hasLanguage: boolean): Cut {
  const words = text.split(' ');
  const end = words.findIndex((_, index) => index > 0 && endsTitle(words, index, hasLanguage));
  const title = end < 0 ? text : words.slice(0, end).join(' ');
  return { title, resolution: bestResolution(end < 0 ? [] : words.slice(end)) };
}

function endsTitle(words: readonly string[], index: number, hasLanguage: boolean): boolean {
  const bare = (words[index] ?? '').replaceAll(/^[[({|,-]+|[\])},|]+$/g, '');
  if (bare === '') return false;
  const first = bare.split(/[-.](?=\p{L}{2,}$)/u)[0] ?? bare;
  if (TECHNICAL.test(bare) || TECHNICAL.test(first))
    return isSafe(words, index, first) || (hasLanguage && isNote(words, index));
  const behind = words.slice(index + 1).filter((next) => next !== '');
  if (!LANGUAGES.test(bare) || (behind.length === 0 && !hasLanguage)) return false;
  return behind.every((next) => TECHNICAL.test(coreOf(next)) || LANGUAGES.test(next));
}

/** `[x264-GROUP]` is of x264. */
const coreOf = (word: string): string => word.replaceAll(/[[\](){}]/g, '').split('-')[0] ?? '';

/** Words such as `Limited` or `Complete` are titles too: in capitals or with something technical behind they are not. */
const ORDINARY =
  /^(?:limited|complete|extended|internal|proper|uncut|cam|web|directors?|festival|dual|multi|pal|subs?|imax|criterion|theatrical|dv|nf|eng|ita|spa|rus|ger|fre|docu|doku)$/i;

function isSafe(words: readonly string[], index: number, word: string): boolean {
  if (!ORDINARY.test(word)) return true;
  return words
    .slice(index + 1)
    .map(coreOf)
    .some((next) => TECHNICAL.test(next) && !ORDINARY.test(next));
}

/** `Movie.3.EXTENDED.2014.1080p`: of a file's name, in capitals right before the year. */
const isNote = (words: readonly string[], index: number): boolean =>
  index === words.length - 1 && /^[A-Z]{4,}$/.test(words[index]!) && words.some((word) => /[a-z]/.test(word));

export function bestResolution(words: readonly string[]): Resolution {
  let best = 0;
  for (const word of words) {
    const said = readQualityWord(word.toLowerCase().replaceAll(/[^a-z\d]/g, ''))?.resolution;
    if (said !== undefined) best = Math.max(best, RESOLUTIONS.indexOf(said));
  }
  return RESOLUTIONS[best] ?? '';
}
