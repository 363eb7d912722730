// What is left of an event's name as its title when its times are taken out.

import type { Scan } from '../scan.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Words that only say that a time follows, or follows from. */
const LABELS = /\b(?:start|stop|end|begin)\s*:|(?<=\s)Uhr\b|[⏰-⏳⌚⌛📅📆🗓\u{1f550}-\u{1f567}]\uFE0F?/giu;
/** Said before what is on, of no use once it is in a guide. */
const ANNOUNCED =
  /^(?:live(?: now)?|now(?: live)?|next(?: up)?|upcoming|coming up|en vivo|ao vivo|en direct|in diretta|pr[oó]xim[oa]|gleich)\s*[:|–-]+\s*(?=\S)/iu;
/** A series and the channel's number in it, when a time is all that stands behind it. */
const COUNTED = /^\P{N}{2,40}?\d{1,3}\s*$/u;

/** What is left of the source after the prefix, without the spans, as a person would write it. */
export function titleWithout(scan: Scan, spans: readonly Span[]): string {
  const prefix = scan.parts.find((part) => part.kind === 'prefix');
  const start = prefix ? (scan.words.find((word) => word.start >= prefix.end)?.start ?? 0) : 0;
  let title = '';
  let at = start;
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start < at) continue;
    title += `${scan.source.slice(at, span.start)}${COUNTED.test(title + scan.source.slice(at, span.start)) ? ': ' : ' '}`;
    at = span.end;
  }
  title += scan.source.slice(at);
  return withoutLooseBrackets(title.replaceAll(LABELS, ' '))
    .replaceAll(/[([{][\s,.:|/@-]*[)\]}]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/([|/•])(?:\s?[|/•,:])+/g, '$1')
    .replaceAll(/^[\s|@:,.•/=–-]+|[\s|@:,•/=([{–-]+$/g, '')
    .replace(ANNOUNCED, '');
}

/** A bracket whose other half was taken away. */
function withoutLooseBrackets(text: string): string {
  const open: number[] = [];
  const loose = new Set<number>();
  for (let index = 0; index < text.length; index += 1) {
    if ('([{'.includes(text[index]!)) open.push(index);
    else if (')]}'.includes(text[index]!) && open.pop() === undefined) loose.add(index);
  }
  for (const index of open) loose.add(index);
  return loose.size === 0
    ? text
    : text
        .split('')
        .map((unit, index) => (loose.has(index) ? ' ' : unit))
        .join('');
}
