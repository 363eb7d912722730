// What an element or attribute says, made fit to be kept: references resolved, markup and control characters gone, one
// line. Most texts need nothing of this and are returned as they came.

import { decodeReferences } from './entities.ts';

/** Anything that asks for more than trimming: found in one pass, because this runs for every text of a guide. */
// oxlint-disable-next-line no-control-regex -- they are looked for
const NEEDS_WORK = /[&<\0-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufffe\uffff]/;
/** What is left to do once references are resolved. */
// oxlint-disable-next-line no-control-regex -- they are looked for
const NEEDS_FOLDING = /[<\0-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufffe\uffff]/;

/** Characters that XML 1.0 forbids, and the C1 controls, which are always a wrong encoding. Lone surrogates too. */
// oxlint-disable-next-line no-control-regex -- they are looked for
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|\p{Surrogate}/gu;

const CDATA_OR_COMMENT = /<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)/g;
/** Elements that XMLTV nests in a person's or a rating's text. */
const NESTED_FACTS = /<(image|url|icon)\b[^>]*?(?:\/>|>[\s\S]*?(?:<\/\1\s*>|$))/g;
const MARKUP = /<\/?[a-zA-Z][^<>]*>/g;
/** Escaped, only HTML's own is markup: `News <NY>` is a title. */
const HTML =
  /<\/?(?:a|b|big|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|small|span|strong|sub|sup|u|ul)(?:\s[^<>]*)?\/?>/gi;

/** @param raw an element's inside, as written */
export function elementText(raw: string): string {
  if (!NEEDS_WORK.test(raw)) return trimmed(raw);
  if (raw.includes('<')) return foldSpace(withoutHtml(withoutMarkup(raw)));
  const text = decodeReferences(raw);
  return NEEDS_FOLDING.test(text) ? foldSpace(withoutHtml(text)) : trimmed(text);
}

/** @param raw an attribute's value without its quotes */
export function attributeText(raw: string): string {
  return NEEDS_WORK.test(raw) ? foldSpace(decodeReferences(raw)) : trimmed(raw);
}

const SPACE = 0x20;

/** `trim` makes a new string also where there is nothing to do. */
function trimmed(text: string): string {
  const isTrimmed = text.charCodeAt(0) !== SPACE && text.charCodeAt(text.length - 1) !== SPACE;
  return isTrimmed ? text : text.trim();
}

/** CDATA says its text literally, but what it holds is most often HTML: both end as plain text. */
function withoutMarkup(raw: string): string {
  const parts = raw.split(CDATA_OR_COMMENT); // texts at even places, what a CDATA section held at odd ones
  return parts
    .map((part, index) => {
      if (part === undefined) return '';
      return index % 2 === 1 ? part : decodeReferences(part.replaceAll(NESTED_FACTS, ' ').replaceAll(MARKUP, ' '));
    })
    .join('');
}

/** Descriptions often carry escaped HTML: `&lt;br&gt;`, and in it references that were escaped twice. */
function withoutHtml(text: string): string {
  if (!text.includes('<')) return text;
  const plain = text.replaceAll(HTML, ' ');
  return plain === text ? text : decodeReferences(plain);
}

function foldSpace(text: string): string {
  return text.replaceAll(FORBIDDEN, '').replaceAll(/\s+/g, ' ').trim();
}
