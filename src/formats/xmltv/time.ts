// XMLTV times: `YYYYMMDDhhmmss +hhmm` and everything else that guides write instead.

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/units.ts';
import type { TimeZone } from './zone.ts';

/** Zone names in real guides, minutes east of UTC. BST is British, IST Indian, as XMLTV's own tools read them. */
const NAMED_ZONES: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  MET: 60,
  MEZ: 60,
  CEST: 120,
  MEST: 120,
  MESZ: 120,
  EET: 120,
  SAST: 120,
  EEST: 180,
  MSK: 180,
  TRT: 180,
  GST: 240,
  PKT: 300,
  IST: 330,
  ICT: 420,
  WIB: 420,
  HKT: 480,
  SGT: 480,
  AWST: 480,
  JST: 540,
  KST: 540,
  ACST: 570,
  AEST: 600,
  ACDT: 630,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  NST: -210,
  NDT: -150,
  BRT: -180,
  ART: -180,
  AST: -240,
  ADT: -180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
};

/** Longest offset that any zone has had. */
const MAX_OFFSET_MINUTES = 15 * 60;

const ZERO = 0x30;

/** Two digits at `index`; a value of 100 or more when they are none. */
function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - ZERO;
  const ones = text.charCodeAt(index + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1_000;
}

/** Days from 1970-01-01 to a date of the Gregorian calendar, by counting from March in eras of 400 years. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

function localOf(year: number, month: number, day: number, timeOfDayMs: number): number {
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return exists && timeOfDayMs >= 0 && timeOfDayMs <= DAY_MS
    ? daysFromEpoch(year, month, day) * DAY_MS + timeOfDayMs
    : NaN;
}

/** NaN when the parts are no time of day; 60 seconds and 24:00 are let through, as guides write them. */
function timeOfDay(hours: number, minutes: number, seconds: number): number {
  if (hours > 24 || minutes > 59 || seconds > 60) return NaN;
  return hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS;
}

/**
 * @param zone what a time without an offset of its own is meant in
 * @param after what it is known to come after, where the zone's clock shows an hour twice
 * @returns epoch milliseconds; NaN for what is no time
 */
export function parseTime(text: string, zone: TimeZone, after = -Infinity): number {
  const local = parseCompact(text);
  if (!Number.isNaN(local) && text.length === 20 && text.charCodeAt(14) === 0x20) {
    const offset = parseCompactOffset(text);
    if (!Number.isNaN(offset)) return local - offset * MINUTE_MS;
  }
  return parseAnyTime(text.trim(), zone, after);
}

/** The first fourteen digits as local milliseconds: the form of nearly every guide. */
function parseCompact(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const time = timeOfDay(twoDigits(text, 8), twoDigits(text, 10), twoDigits(text, 12));
  return year > 9_999 ? NaN : localOf(year, twoDigits(text, 4), twoDigits(text, 6), time);
}

/** `+hhmm` at place 15, in minutes. */
function parseCompactOffset(text: string): number {
  const sign = text.charCodeAt(15);
  const minutes = twoDigits(text, 16) * 60 + twoDigits(text, 18);
  if ((sign !== 0x2b && sign !== 0x2d) || minutes > MAX_OFFSET_MINUTES) return NaN;
  return sign === 0x2d ? -minutes : minutes;
}

/** 4 to 14 digits, or ISO 8601 with its separators; then an offset, a name or nothing. */
const ANY_TIME =
  /^(\d{4})(?:[-/.]?(\d{2})(?:[-/.]?(\d{2})(?:[T ]?(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?)?)?)?\s*(.*)$/i;

function parseAnyTime(text: string, zone: TimeZone, after: number): number {
  const match = ANY_TIME.exec(text);
  if (!match) return NaN;
  const [year, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1, 7)
    .map((part: string | undefined) => (part === undefined ? undefined : Number(part)));
  const local = localOf(year!, month, day, timeOfDay(hours, minutes, seconds));
  const rest = match[7]!.trim();
  if (rest === '') return zone.toUtc(local, after);
  const offset = parseOffset(rest);
  return Number.isNaN(offset) ? NaN : local - offset * MINUTE_MS;
}

/** `+0100`, `+01:00`, `+1`, `UTC+2`, `CEST`; minutes east of UTC, NaN for anything else. */
function parseOffset(text: string): number {
  const named = NAMED_ZONES[text.toUpperCase()];
  if (named !== undefined) return named;
  const match = /^(?:UTC|GMT)?\s*([+\-\u2212])\s*(\d{1,2})(?::?(\d{2}))?$/i.exec(text);
  if (!match) return NaN;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > MAX_OFFSET_MINUTES) return NaN;
  return match[1] === '+' ? minutes : -minutes;
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** `20260829113000 +0000`: the only form that every client reads. */
export function formatTime(at: number): string {
  const date = new Date(at);
  const day = pad(date.getUTCFullYear(), 4) + pad(date.getUTCMonth() + 1, 2) + pad(date.getUTCDate(), 2);
  const time = pad(date.getUTCHours(), 2) + pad(date.getUTCMinutes(), 2) + pad(date.getUTCSeconds(), 2);
  return `${day}${time} +0000`;
}
