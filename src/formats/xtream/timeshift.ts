// The start of a programme of the past, as clients write it into addresses, and as panels want it.

import { zonedTime, zoneOffsetMs } from '../../kernel/zoned.ts';

const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)(?:[:_T ]|%20)(\d\d)[-:](\d\d)(?:[-:](\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/i;
const COMPACT = /^(\d{4})(\d\d)(\d\d)[-_ ]?(\d\d)(\d\d)?(\d\d)?$/;
const EPOCH = /^\d{9,14}$/;

/**
 * `2026-11-25:20-30`, `…:20-30-00`, `…_20-30`, `2026-11-25 20:30:00`, ISO 8601, `20261125-20`, epoch seconds or milliseconds.
 * @param zone of what is written without one
 * @returns epoch milliseconds; `undefined` for anything else
 */
export function parseTimeshiftStart(text: string, zone = 'UTC'): number | undefined {
  const plain = decoded(text).trim();
  if (EPOCH.test(plain)) return plain.length > 11 ? Number(plain) : Number(plain) * 1_000;
  const match = WRITTEN.exec(plain) ?? COMPACT.exec(plain);
  if (!match) return undefined;
  const [, year, month, day, hour, minute = '0', second = '0', offset] = match;
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (!Number.isFinite(wall)) return undefined;
  if (offset !== undefined) return wall - offsetMs(offset);
  const guess = wall - zoneOffsetMs(wall, zone);
  return wall - zoneOffsetMs(guess, zone); // once more: the guess may lie on the other side of a clock change
}

export interface TimeshiftQuestion {
  /** `http://host:port`, without a trailing slash. */
  readonly base: string;
  /** As they stand in an address. */
  readonly username: string;
  readonly password: string;
  readonly streamId: string;
  readonly startAt: number;
  readonly durationMinutes: number;
  /** The panel's own. */
  readonly zone: string;
  /** Its live streams are asked for as HLS: then its archive is, too. */
  readonly isHls: boolean;
}

/** Every way in which panels have been seen to want it, the usual first; some have their archive as HLS only. */
export function timeshiftUrls(question: TimeshiftQuestion): string[] {
  const [streams, playlists] = [
    STREAM_FORMS.map((form) => form(question)),
    PLAYLIST_FORMS.map((form) => form(question)),
  ];
  return question.isHls ? [...playlists, ...streams] : [...streams, ...playlists];
}

type Form = (question: TimeshiftQuestion) => string;

const PLAYLIST_FORMS: readonly Form[] = [
  (question) => pathForm(question, (time) => `${dayOf(time)}:${time.hour}-${time.minute}`, 'm3u8'),
  (question) => `${queryForm(question, (time) => `${dayOf(time)}:${time.hour}-${time.minute}`)}&extension=m3u8`,
];

const STREAM_FORMS: readonly Form[] = [
  (question) => pathForm(question, (time) => `${dayOf(time)}:${time.hour}-${time.minute}`),
  (question) => pathForm(question, (time) => `${dayOf(time)}_${time.hour}-${time.minute}`),
  (question) => pathForm(question, (time) => `${dayOf(time)}:${time.hour}-${time.minute}-${time.second}`),
  (question) => queryForm(question, (time) => `${dayOf(time)}:${time.hour}-${time.minute}`),
  (question) => queryForm(question, (time) => `${dayOf(time)}_${time.hour}-${time.minute}`),
  (question) => queryForm(question, (time) => `${dayOf(time)} ${time.hour}:${time.minute}:${time.second}`),
];

type Print = (time: ReturnType<typeof zonedTime>) => string;

const dayOf = ({ year, month, day }: ReturnType<typeof zonedTime>): string => `${year}-${month}-${day}`;

function pathForm(question: TimeshiftQuestion, print: Print, extension = 'ts'): string {
  const { base, username, password, durationMinutes, startAt, zone, streamId } = question;
  return `${base}/timeshift/${username}/${password}/${durationMinutes}/${print(zonedTime(startAt, zone))}/${streamId}.${extension}`;
}

function queryForm(question: TimeshiftQuestion, print: Print): string {
  const { base, username, password, durationMinutes, startAt, zone, streamId } = question;
  const start = encodeURIComponent(print(zonedTime(startAt, zone))).replaceAll('%3A', ':');
  return `${base}/streaming/timeshift.php?username=${username}&password=${password}&stream=${streamId}&start=${start}&duration=${durationMinutes}`;
}

function offsetMs(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
