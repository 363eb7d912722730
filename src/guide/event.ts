// The event that a channel is opened for, out of its name: `NFL 05: Bears vs Packers (11.26 8:00 PM ET)`. Read anew each
// time, as providers write other names every day.

import { readName } from '../formats/names/read.ts';
import type { EventTime } from '../formats/names/reading.ts';
import { MARKET_ZONES, zoneNamed } from '../formats/names/words/zones.ts';
import { DAY_MS, MINUTE_MS } from '../kernel/units.ts';
import { instantOf, zonedTime } from '../kernel/zoned.ts';

export interface NamedEvent {
  /** `Bears vs Packers` */
  readonly title: string;
  /** The channel's place in its series, `NFL 05`; empty where none is told apart. */
  readonly slot: string;
  /** Epoch milliseconds. */
  readonly startAt: number;
  readonly stopAt: number;
}

export interface EventClock {
  readonly now: number;
  /** IANA name: for times that neither a zone nor a market belongs to. */
  readonly zone: string;
  /** Of events whose end is not said. */
  readonly minutes: number;
}

export function eventOf(name: string, { now, zone: house, minutes }: EventClock): NamedEvent | undefined {
  const { event, market, isRadio } = readName(name);
  if (!event || isRadio || !/\p{L}/u.test(event.title)) return undefined;
  const { time } = event;
  const zone = zoneNamed(time.zone) ?? MARKET_ZONES[market] ?? house;
  const { endMinuteOfDay: end, minuteOfDay: begin } = time;
  const said = end < 0 || end === begin ? minutes : (end - begin + MINUTES_A_DAY) % MINUTES_A_DAY;
  const startOn = (at: number): number => instantOf(`${dayOf(time, at, zone)} ${clockOf(begin)}`, zone);
  const evening = time.day === '' ? startOn(now - DAY_MS) : -Infinity;
  const startAt = evening + said * MINUTE_MS > now ? evening : startOn(now);
  return { ...partsOf(event.title), startAt, stopAt: startAt + said * MINUTE_MS };
}

const MINUTES_A_DAY = 1_440;
const two = (value: number): string => String(value).padStart(2, '0');
const clockOf = (minute: number): string => `${two(Math.trunc(minute / 60))}:${two(minute % 60)}`;

/** `YYYY-MM-DD` on the clocks of a zone. */
function dayIn(at: number, zone: string): string {
  const { year, month, day } = zonedTime(at, zone);
  return `${year}-${month}-${day}`;
}

/** Without a day it is that of `now`; a weekday is the next one, or yesterday; a year is the one that is nearest. */
function dayOf({ day }: EventTime, now: number, zone: string): string {
  const today = dayIn(now, zone);
  if (day === '') return today;
  if (day === 'tomorrow') return dayIn(now + DAY_MS, zone);
  if (/^\d{4}-/.test(day)) return day;
  if (/^\d/.test(day)) {
    const year = Number(today.slice(0, 4));
    const distanceOf = (text: string): number => Math.abs(Date.parse(text) - now);
    const years = [year - 1, year, year + 1].map((one) => `${one}-${day}`);
    return years.toSorted((one, other) => distanceOf(one) - distanceOf(other))[0]!;
  }
  const days = Array.from({ length: 7 }, (_, count) => dayIn(now + (count - 1) * DAY_MS, zone));
  return days.find((text) => WEEKDAYS[new Date(text).getUTCDay()] === day) ?? today;
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A name and a number that count the channels of one series, before what is on: `PPV EVENT 3:`, `NFL 05 |`, `Ligue 1 02:`. */
const SLOT =
  /^(\P{N}{2,40}?(?:\d{1,2}\s)?\d{1,3}\)?)\s*(?:[:|=]|\p{Extended_Pictographic}\uFE0F?|\s[-–]\s)[\s|:=,]*(.*\p{L}{2}.*)$/u;

function partsOf(title: string): Pick<NamedEvent, 'slot' | 'title'> {
  const match = SLOT.exec(title);
  return match ? { slot: match[1]!.trim(), title: match[2]!.trim() } : { slot: '', title };
}
