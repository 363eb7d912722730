// Channels that are opened for one event and carry it in their name: `UFC 300 @ 22:00 EST`, `PPV 3: A vs B | Sat 14 Dec 20:00`.

import { readDay } from '../day.ts';
import type { EventTime } from '../reading.ts';
import { take, type PartReader, type Scan } from '../scan.ts';
import { ZONES } from '../words/zones.ts';

const TIME =
  /(?<![\d/.-])([01]?\d|2[0-3])(?:[:h.]([0-5]\d))(?::[0-5]\d)?\s*([ap]\.?m\.?)?(?![\d/.])|(?<![\d/.:])(1[0-2]|[1-9])\s*([ap]m)\b/i;

export const readEvent: PartReader = (scan) => {
  if (!/\d\s*(?:[:h.]\s*\d\d|[ap]m)/i.test(scan.source)) return;
  const match = TIME.exec(scan.source);
  if (!match || (!match[3] && !match[5] && !hasSign(scan.source, match))) return;
  const from = match.index;
  const to = from + match[0].length;
  const zone = zoneAfter(scan, to);
  const day = readDay(scan.source);
  const time: EventTime = { minuteOfDay: minuteOfDay(match), day: day?.value ?? '', zone: zone?.value ?? '' };
  const spans = [{ start: from, end: zone?.end ?? to }, ...(day ? [day] : [])];
  scan.facts.event = { title: titleWithout(scan, spans), time };
  for (const span of spans) takeSpan(scan, span.start, span.end);
};

/** A bare `20:00` is a time only with a colon or an `h`; `102.5` is a frequency. */
function hasSign(source: string, match: RegExpExecArray): boolean {
  return /[:h]/i.test(source.slice(match.index, match.index + match[0].length));
}

function minuteOfDay(match: RegExpExecArray): number {
  const half = (match[3] ?? match[5] ?? '').toLowerCase();
  const hour = Number(match[1] ?? match[4]);
  const hour24 = half === '' ? hour : (hour % 12) + (half.startsWith('p') ? 12 : 0);
  return hour24 * 60 + Number(match[2] ?? 0);
}

function zoneAfter(scan: Scan, at: number): { value: string; end: number } | undefined {
  const index = scan.words.findIndex((word) => word.start >= at);
  const word = scan.words[index];
  if (!word || word.start > at + 2 || !ZONES.has(word.text)) return undefined;
  return { value: word.text.toUpperCase(), end: word.end };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is left of the source after the prefix, without times, as a person would write it. */
function titleWithout(scan: Scan, spans: readonly Span[]): string {
  const prefix = scan.parts.find((part) => part.kind === 'prefix');
  const start = prefix ? (scan.words.find((word) => word.start >= prefix.end)?.start ?? 0) : 0;
  let title = '';
  let at = start;
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start < at) continue;
    title += `${scan.source.slice(at, span.start)} `;
    at = span.end;
  }
  title += scan.source.slice(at);
  return title
    .replaceAll(/[([{][\s,.:|/@-]*[)\]}]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s|@:,.•/-]+|[\s|@:,•/([{-]+$/g, '');
}

function takeSpan(scan: Scan, start: number, end: number): void {
  const from = scan.words.findIndex((word) => word.end > start);
  let to = from;
  while (to >= 0 && (scan.words[to]?.start ?? end) < end) to += 1;
  if (from >= 0 && to > from) take(scan, { from, to, kind: 'event', value: scan.source.slice(start, end).trim() });
}
