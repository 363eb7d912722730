// Channels that are opened for one event and carry it in their name: `UFC 300 @ 22:00 EST`, `PPV 3: A vs B | Sat 14 Dec 20:00`.

import { readDay, type ReadDay } from '../day.ts';
import type { EventTime } from '../reading.ts';
import { take, type PartReader, type Scan } from '../scan.ts';
import { RADIO_WORDS } from '../words/flags.ts';
import { ZONES } from '../words/zones.ts';
import { endAfter, mayBeEvent, sameTimes, timesIn, type Time } from './event-times.ts';
import { titleWithout, type Span } from './event-title.ts';

/** `Reds vs Blues`, or `Liga 2: Reds - Blues`: a dash alone may be anything's. */
const OPPONENTS = /\S\s(?:vs?\.?|x|@)\s+\S|[:|]\s*[^:|]*\S\s[-–—]\s\S[^:|]*$/i;

export const readEvent: PartReader = (scan) => {
  const { source } = scan;
  if (!mayBeEvent(source)) return;
  const zone = readZone(scan);
  const day = readDayOf(scan, zone?.value ?? '');
  const times = timesIn(source).filter(({ start, end }) => !day || end <= day.start || start >= day.end);
  const begin = beginOf(scan, times, { zone, day });
  if (!begin) return;
  const end = endAfter(source, begin, times);
  const said = zone && isBeside(zone, end ?? begin, source) ? zone : undefined;
  const time: EventTime = {
    minuteOfDay: begin.minuteOfDay,
    endMinuteOfDay: end?.minuteOfDay ?? -1,
    day: day?.value ?? '',
    zone: said?.value ?? '',
  };
  const same = end ? [] : sameTimes(source, said?.end ?? begin.end, times);
  const spans: Span[] = [begin, end, said, day, ...same].filter((span) => span !== undefined);
  scan.facts.event = {
    title: titleWithout(scan, end ? [...spans, { start: begin.end, end: end.start }] : spans),
    time,
  };
  for (const span of spans) takeSpan(scan, span.start, span.end);
};

interface Said {
  readonly zone: Zone | undefined;
  readonly day: ReadDay | undefined;
}

function beginOf(scan: Scan, times: readonly Time[], { zone, day }: Said): Time | undefined {
  const sure = times.find(({ isSigned, isLedTo }) => isSigned || isLedTo);
  return sure ?? (day ? times[0] : (lastOfMatch(scan, times, zone) ?? aloneInMatch(scan, times)));
}

/** `Liga 2: AIK - Hammarby 19.00`: with a point only as the last thing behind two opponents, with an hour of two digits. */
function lastOfMatch({ source, words }: Scan, times: readonly Time[], zone: Zone | undefined): Time | undefined {
  const last = times.at(-1);
  if (!last || !/^\d\d[:.]/.test(source.slice(last.start)) || words.some(({ text }) => RADIO_WORDS.has(text)))
    return undefined;
  const rest = zone && zone.start >= last.end ? source.slice(zone.end) : source.slice(last.end);
  return /^[\s)\]]*$/.test(rest) && OPPONENTS.test(source.slice(0, last.start)) ? last : undefined;
}

/** `Multi | 21h | Reds - Blues`: an hour with nothing beside it where there are two opponents. */
const aloneInMatch = ({ source }: Scan, times: readonly Time[]): Time | undefined =>
  times.find(
    ({ start, end }) =>
      /[|(•]\s*$/.test(source.slice(0, start)) &&
      /^\s*(?:$|[|)•])/.test(source.slice(end)) &&
      OPPONENTS.test(source.slice(0, start).trimEnd().slice(0, -1) + source.slice(end)),
  );

interface Zone extends Span {
  readonly value: string;
}

/** `20:00:00Z`, `20:00:00+01:00`. */
const ISO_ZONE = /(?<=T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z\b|[+-]\d\d:?\d\d\b)/;
const OFFSET = /^\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)/;

/** The first word that is a zone behind a digit or its half of the day. */
function readZone({ source, words }: Scan): Zone | undefined {
  const iso = ISO_ZONE.exec(source);
  if (iso) return { value: iso[0] === 'Z' ? 'UTC' : `UTC${iso[0]}`, ...spanOf(iso.index, iso[0]) };
  for (const { text, start, end } of words) {
    if (!ZONES.has(text) || !/\d\s*(?:[ap]\.?m\.?|h)?\s*[([]?$/i.test(source.slice(0, start))) continue;
    const offset = text === 'utc' || text === 'gmt' ? (OFFSET.exec(source.slice(end))?.[0] ?? '') : '';
    return { value: text.toUpperCase() + offset.trim(), start, end: end + offset.length };
  }
  return undefined;
}

const spanOf = (start: number, { length }: string): Span => ({ start, end: start + length });

const isBeside = (zone: Zone, time: Span, source: string): boolean =>
  zone.start >= time.end && /^[\s([]*$/.test(source.slice(time.end, zone.start));

/** America writes the month first: its zones, its prefix, or halves of the day where no other market is named. */
function readDayOf(scan: Scan, zone: string): ReadDay | undefined {
  const { source } = scan;
  const market = scan.facts.market || scan.market;
  const isAmerican = (ZONES.get(zone.toLowerCase()) ?? '').startsWith('America/') || market === 'us';
  return readDay(source, isAmerican || (zone === '' && market === '' && /\d\s*[ap]\.?m\b/i.test(source)));
}

function takeSpan(scan: Scan, start: number, end: number): void {
  const from = scan.words.findIndex((word) => word.end > start);
  let to = from;
  while (to >= 0 && (scan.words[to]?.start ?? end) < end) to += 1;
  if (from >= 0 && to > from) take(scan, { from, to, kind: 'event', value: scan.source.slice(start, end).trim() });
}
