// Attributes as people and programs get them wrong: no quotes, single or typographic ones, quotes inside a value, quotes
// that never close, blanks around `=`, no comma, attributes behind the comma.

import type { Fields } from './fields.ts';

const DURATION = /^\s*[-+]?\d*(?:\.\d*)?/;
const KEY = /([A-Za-z][\w.:-]*)[ \t]*=[ \t]*/y;
const NEXT_KEY = /\s[A-Za-z][\w.:-]*[ \t]*=/;
/** A quoted attribute inside what should be a value: the quote before it was never closed. */
const SWALLOWED_KEY = /\s[A-Za-z][\w-]*=["'“”]/;
/** An attribute that is known for certain, behind the name. */
const TRAILING = /\s(?:tvg-[a-z]+|group-title|radio|catchup(?:-[a-z]+)?)\s*=\s*"[^"]*"/gi;

/** Which characters close a value that one of these opened. */
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”“"',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  '‘': '’',
  '’': '’',
};

/** Nobody writes a value with more quotes inside, or a line with more attributes: to go on would take quadratic time. */
const MAX_QUOTES_TRIED = 64;
const MAX_ATTRIBUTES = 200;
const MAX_HEADER_PARTS = 16; // of a header with commas; each may be as long as the line

/** Reads what stands behind `#EXTINF:`. */
export function readTolerantly(line: string, fields: Fields): void {
  const duration = DURATION.exec(line)?.[0].length ?? 0;
  const at = readAttributes(line, duration, fields);
  fields.name = nameFrom(line, at, fields);
}

/** Reads the attributes behind `#EXTM3U`. No name follows them: a comma only separates. */
export function readHeaderAttributes(line: string, fields: Fields): void {
  let at = 0;
  for (let part = 0; part < MAX_HEADER_PARTS; part += 1) {
    const next = readAttributes(line, at, fields);
    if (next <= at || !/[,，]/.test(line.charAt(next - 1))) return;
    at = next;
  }
}

/** @returns where the name begins: behind the comma, or behind the last attribute where there is no comma */
function readAttributes(line: string, start: number, fields: Fields): number {
  let at = start;
  let afterLast = start;
  let count = 0;
  while (at < line.length && count < MAX_ATTRIBUTES) {
    const code = line.charCodeAt(at);
    if (code === 0x2c || code === 0xff0c) {
      const isName = afterLast > start || !behindCommaIsAttribute(line, at + 1);
      if (isName) return at + 1; // comma, plain or full width
      at += 1;
      continue;
    }
    KEY.lastIndex = at;
    const key = code <= 0x20 ? null : KEY.exec(line);
    if (key) {
      const value = valueAt(line, KEY.lastIndex);
      fields.set(key[1]!, value.text);
      count += 1;
      at = value.end;
      afterLast = at;
    } else {
      at = code <= 0x20 ? at + 1 : nextWord(line, at);
    }
  }
  return afterLast;
}

interface Value {
  readonly text: string;
  readonly end: number;
}

function valueAt(line: string, start: number): Value {
  const closing = CLOSING[line.charAt(start)];
  return closing ? quoted(line, start + 1, closing) : unquoted(line, start);
}

/** Up to the first closing quote behind which the line goes on as it should; else up to the next attribute. */
function quoted(line: string, start: number, closing: string): Value {
  const swallowed = SWALLOWED_KEY.exec(line.slice(start));
  for (let at = start, tried = 0; at < line.length && tried < MAX_QUOTES_TRIED; at += 1) {
    if (!closing.includes(line.charAt(at)) || line.charAt(at - 1) === '\\') continue;
    if (swallowed && at > start + swallowed.index) break;
    tried += 1;
    if (mayFollow(line, at + 1)) return { text: unescaped(line.slice(start, at)), end: at + 1 };
  }
  return unclosed(line, start);
}

function unclosed(line: string, start: number): Value {
  const rest = line.slice(start);
  const key = NEXT_KEY.exec(rest)?.index ?? Number.POSITIVE_INFINITY;
  const comma = rest.lastIndexOf(',');
  const length = Math.min(key, comma < 0 ? rest.length : comma);
  return { text: rest.slice(0, length).replaceAll('"', '').trim(), end: start + length };
}

/** Blanks belong to it where another attribute, or a comma, can be seen to end it. */
function unquoted(line: string, start: number): Value {
  const comma = line.indexOf(',', start);
  const whole = line.slice(start, comma < 0 ? line.length : comma);
  const key = NEXT_KEY.exec(whole)?.index ?? -1;
  const length = key >= 0 ? key : comma >= 0 ? whole.length : /^\S*/.exec(whole)![0].length;
  return { text: whole.slice(0, length).replace(/"$/, '').trim(), end: start + length };
}

/** No apostrophe, and no quote that opens a word. */
const CLOSES_FOR_CERTAIN = /^[^\s=]["“”»]$/;
const NO_MORE_QUOTES = /^[^"'“”»‘’=]*$/;

/** Behind a closing quote: the end, another attribute, a comma behind which no attribute is left, or a name without one,
 * be it without a blank before it. */
function mayFollow(line: string, at: number): boolean {
  const rest = line.slice(at);
  if (/^\s*$/.test(rest)) return true;
  if (/^\s*[,，]/.test(rest)) return !/["'”]\s+[A-Za-z][\w-]*\s*=\s*["'“]/.test(rest);
  if (/^\s*[A-Za-z][\w.:-]*\s*=/.test(rest) || /^\s[^,，]*$/.test(rest)) return true;
  return CLOSES_FOR_CERTAIN.test(line.slice(Math.max(0, at - 2), at)) && NO_MORE_QUOTES.test(rest);
}

function behindCommaIsAttribute(line: string, at: number): boolean {
  return /^\s*(?:tvg-[a-z]+|group-title)\s*=\s*["']/i.test(line.slice(at, at + 64));
}

function nameFrom(line: string, at: number, fields: Fields): string {
  const rest = line.slice(at);
  const name = rest.replace(TRAILING, (attribute) => {
    const equals = attribute.indexOf('=');
    fields.set(
      attribute.slice(0, equals).trim(),
      attribute
        .slice(equals + 1)
        .trim()
        .slice(1, -1),
    );
    return '';
  });
  return name.trim();
}

function nextWord(line: string, at: number): number {
  const length = /^[^\s,，]+/.exec(line.slice(at))?.[0].length ?? 1;
  return at + Math.max(1, length);
}

const unescaped = (text: string): string => text.replaceAll('\\"', '"').trim();
