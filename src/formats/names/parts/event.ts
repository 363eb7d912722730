// Channels that are opened for one event and carry it in their name: `UFC 300 @ 22:00 EST`, `PPV 3: A vs B | Sat 14 Dec 20:00`.

import { readDay, withWeekday, type ReadDay } from '../day.ts';
import type { EventTime } from '../reading.ts';
import { take, type PartReader, type Scan } from '../scan.ts';
import { RADIO_WORDS } from '../words/flags.ts';
import { ZONES } from '../words/zones.ts';

const TIME =
  /(?<![\d/.:-])([01]?\d|2[0-3])(?:([:h.])([0-5]\d))(?::[0-5]\d)?\s*([ap]\.?m\b\.?)?(?![\d/.])|(?<![\d/.:])(1[0-2]|[1-9])\s*([ap]m)\b/gi;
/** What stands between a beginning and an end: at most a day and a word. */
const BETWEEN = /^[\s)\]]*(?:[-–—]|to|bis|until|stop|end)[\s:]*$/i;
/** `Reds vs Blues`, or `Liga 2: Reds - Blues`: a dash alone may be anything's. */
const OPPONENTS = /\S\s(?:vs?\.?|x|@)\s+\S|[:|]\s*[^:|]*\S\s[-–—]\s\S[^:|]*$/i;
/** Words that only say that a time follows, or follows from. */
const LABELS = /\b(?:start|stop|end|begin)\s*:|(?<=\s)Uhr\b/gi;

/** Whether there is anything like a time in it. */
export const mayBeEvent = (name: string): boolean => /\d\s*(?:[:h.]\s*\d\d|[ap]m)/i.test(name);

export const readEvent: PartReader = (scan) => {
  const { source } = scan;
  if (!mayBeEvent(source)) return;
  const zone = readZone(scan);
  const day = readDayOf(scan, zone?.value ?? '');
  const times = timesIn(source).filter(({ start, end }) => !day || end <= day.start || start >= day.end);
  const begin = times.find(({ isSigned }) => isSigned) ?? (day ? times[0] : lastOfMatch(scan, times, zone));
  if (!begin) return;
  const end = endAfter(source, begin, times);
  const said = zone && isBeside(zone, end ?? begin, source) ? zone : undefined;
  const time: EventTime = {
    minuteOfDay: begin.minuteOfDay,
    endMinuteOfDay: end?.minuteOfDay ?? -1,
    day: day?.value ?? '',
    zone: said?.value ?? '',
  };
  const spans = [begin, end, said, day].filter((span) => span !== undefined);
  scan.facts.event = {
    title: titleWithout(scan, end ? [...spans, { start: begin.end, end: end.start }] : spans),
    time,
  };
  for (const span of spans) takeSpan(scan, span.start, span.end);
};

interface Time extends Span {
  readonly minuteOfDay: number;
  /** A bare `20:00` is a time only with a colon or an `h`; `102.5` is a frequency, unless a day or a match says otherwise. */
  readonly isSigned: boolean;
}

function timesIn(source: string): Time[] {
  return Array.from(source.matchAll(TIME), (match) => {
    const half = match[4] ?? match[6] ?? '';
    return {
      start: match.index,
      end: match.index + match[0].trimEnd().length,
      minuteOfDay: minuteOfDay(match, half.toLowerCase()),
      isSigned: half !== '' || match[2] !== '.',
    };
  });
}

/** `Liga 2: AIK - Hammarby 19.00`: with a point only as the last thing behind two opponents, with an hour of two digits. */
function lastOfMatch({ source, words }: Scan, times: readonly Time[], zone: Zone | undefined): Time | undefined {
  const last = times.at(-1);
  if (!last || !/^\d\d/.test(source.slice(last.start)) || words.some(({ text }) => RADIO_WORDS.has(text)))
    return undefined;
  const rest = zone && zone.start >= last.end ? source.slice(zone.end) : source.slice(last.end);
  return /^[\s)\]]*$/.test(rest) && OPPONENTS.test(source.slice(0, last.start)) ? last : undefined;
}

function minuteOfDay(match: RegExpExecArray, half: string): number {
  const hour = Number(match[1] ?? match[5]);
  const hour24 = half === '' ? hour : (hour % 12) + (half.startsWith('p') ? 12 : 0);
  return hour24 * 60 + Number(match[3] ?? 0);
}

/** `20:00 - 22:00`, `start:2026-11-26 20:00:00 stop:2026-11-26 23:00:00`. */
function endAfter(source: string, begin: Time, times: readonly Time[]): Time | undefined {
  const next = times[times.indexOf(begin) + 1];
  if (!next) return undefined;
  const between = source.slice(begin.end, next.start);
  const day = readDay(between);
  const rest = day ? between.slice(0, day.start) + between.slice(day.end) : between;
  return BETWEEN.test(rest) ? next : undefined;
}

interface Zone extends Span {
  readonly value: string;
}

/** The first word that is a zone behind a digit or its half of the day. */
function readZone(scan: Scan): Zone | undefined {
  for (const { text, start, end } of scan.words) {
    if (!ZONES.has(text) || !/\d\s*(?:[ap]\.?m\.?)?\s*[([]?$/i.test(scan.source.slice(0, start))) continue;
    return { value: text.toUpperCase(), start, end };
  }
  return undefined;
}

const isBeside = (zone: Zone, time: Span, source: string): boolean =>
  zone.start >= time.end && /^[\s([]*$/.test(source.slice(time.end, zone.start));

/** America writes the month first: its zones, its prefix, or halves of the day where no other market is named. */
function readDayOf(scan: Scan, zone: string): ReadDay | undefined {
  const { source } = scan;
  const market = scan.facts.market || scan.market;
  const isAmerican = (ZONES.get(zone.toLowerCase()) ?? '').startsWith('America/') || market === 'us';
  const day = readDay(source, isAmerican || (zone === '' && market === '' && /\d\s*[ap]m\b/i.test(source)));
  return day && withWeekday(source, day);
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
  return withoutLooseBrackets(title.replaceAll(LABELS, ' '))
    .replaceAll(/[([{][\s,.:|/@-]*[)\]}]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s|@:,.•/–-]+|[\s|@:,•/([{–-]+$/g, '');
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

function takeSpan(scan: Scan, start: number, end: number): void {
  const from = scan.words.findIndex((word) => word.end > start);
  let to = from;
  while (to >= 0 && (scan.words[to]?.start ?? end) < end) to += 1;
  if (from >= 0 && to > from) take(scan, { from, to, kind: 'event', value: scan.source.slice(start, end).trim() });
}
