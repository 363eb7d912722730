// The EXTINF line as nine lists of ten write it: `#EXTINF:-1 key="value" key="value",Name`. It is read where it stands,
// without a copy; whatever differs is left to the tolerant reader.

import type { Fields } from './fields.ts';
import { readTolerantly } from './attributes.ts';

export const EXTINF = '#EXTINF:';

const TAB = 0x09;
const BLANK = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const NINE = 0x39;
const EQUALS = 0x3d;

/** Reads `text` from `start` (the `#`) to `end` (without blanks or the line's break) into cleared `fields`. */
export function readExtinf(text: string, start: number, end: number, fields: Fields): void {
  if (readStrictly(text, start + EXTINF.length, end, fields)) return;
  fields.clear();
  readTolerantly(text.slice(start + EXTINF.length, end), fields);
}

/** False where the line is not as the head of this file says. */
function readStrictly(text: string, start: number, end: number, fields: Fields): boolean {
  const first = skipDuration(text, start, end);
  for (let at = first; ;) {
    const keyStart = skipBlanks(text, at, end);
    if (keyStart >= end) return false;
    if (text.charCodeAt(keyStart) === COMMA) {
      return readName(text, keyStart + 1, end, fields) && (at > first || !STARTS_WITH_ATTRIBUTE.test(fields.name));
    }
    if (keyStart === at) return false; // no blank between two attributes: or a quote inside a value
    const equals = keyEnd(text, keyStart, end);
    if (equals < 0 || text.charCodeAt(equals + 1) !== QUOTE) return false;
    const close = text.indexOf('"', equals + 2);
    if (close < 0 || close >= end) return false;
    if (close > equals + 2) fields.setAt(text, keyStart, equals, trimmed(text, equals + 2, close));
    at = close + 1;
  }
}

/** A quote in the name may be the closing one of a value with a comma in it: not for here. */
function readName(text: string, start: number, end: number, fields: Fields): boolean {
  const quote = text.indexOf('"', start);
  if (quote >= 0 && quote < end) return false;
  fields.name = trimmed(text, start, end);
  return true;
}

/** Some lists have the attributes behind the comma; those have none before it. */
const STARTS_WITH_ATTRIBUTE = /^(?:tvg-|group-title\s*=)/i;

/** Past `-1`, `0`, `-1.000` or nothing: digits and what stands between `+` and `/`, but the comma. */
function skipDuration(text: string, start: number, end: number): number {
  let at = start;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code < PLUS || code > NINE || code === COMMA) break;
  }
  return at;
}

function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== BLANK && code !== TAB) break;
  }
  return at;
}

/** Where the `=` of a key of letters, digits, `-` and `_` stands; -1 where there is no such key. */
function keyEnd(text: string, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === EQUALS) return at === start ? -1 : at;
    const isKey = (code >= 0x61 && code <= 0x7a) || code === 0x2d || (code >= 0x30 && code <= 0x39) || code === 0x5f;
    if (!isKey && !(code >= 0x41 && code <= 0x5a)) return -1;
  }
  return -1;
}

/** A slice without the blanks around it. */
function trimmed(text: string, start: number, end: number): string {
  const slice = text.slice(start, end);
  return text.charCodeAt(start) > BLANK && text.charCodeAt(end - 1) > BLANK && text.charCodeAt(end - 1) < 0x80
    ? slice
    : slice.trim();
}
