// Addresses of programmes of the past, in the dialects of playlists: as Kodi's IPTV Simple fills them.

import { zonedTime } from '../../kernel/zoned.ts';
import type { Catchup, CatchupMode } from '../../model/stream.ts';

export interface CatchupQuestion {
  /** The stream's own address. */
  readonly url: string;
  readonly catchup: Catchup;
  readonly startAt: number;
  readonly endAt: number;
  readonly now: number;
  /** The provider's: of what templates write as wall-clock time. */
  readonly zone: string;
}

/** What would do, the likeliest first; empty for what cannot be said in this dialect. */
export function catchupUrls(question: CatchupQuestion): readonly string[] {
  const { url, catchup } = question;
  const moved = { ...question, startAt: question.startAt + catchup.correctionHours * 3_600_000 };
  return BY_MODE[catchup.mode](url, catchup.source).map((template) => fillTemplate(template, moved));
}

const asWritten = (_url: string, source: string): string[] => (source === '' ? [] : [source]);

const BY_MODE: Readonly<Record<CatchupMode, (url: string, source: string) => string[]>> = {
  default: asWritten,
  append: (url, source) => [url + source],
  shift: (url, source) => [shifted(url, source)],
  flussonic: (url) => flussonic(url),
  vod: asWritten,
  xc: asWritten,
};

function shifted(url: string, source: string): string {
  if (source !== '') return /^\w+:/.test(source) ? source : url + source;
  return `${url}${url.includes('?') ? '&' : '?'}utc={utc}&lutc={lutc}`;
}

/** As MPEG-TS where the server has it so, else as the HLS that the stream is. */
function flussonic(url: string): string[] {
  const [path = '', query] = url.split('?', 2);
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash);
  const tail = query === undefined ? '' : `?${query}`;
  const streams = [`${folder}/timeshift_abs-{utc}.ts${tail}`, `${folder}/archive-{utc}-{duration}.ts${tail}`];
  const name = /^(.+)\.m3u8$/i.exec(path.slice(slash + 1))?.[1];
  if (name === undefined) return streams;
  const prefix = name === 'index' ? '' : `${name}-`;
  return [
    ...streams,
    `${folder}/${name}-{utc}-{duration}.m3u8${tail}`,
    `${folder}/${prefix}timeshift_rel-{offset:1}.m3u8${tail}`,
  ];
}

const PLACEHOLDER = /\$?\{([a-zA-Z-]+)(?::([^{}]*))?\}/g;

/** `{utc}`, `${start}`, `{duration:60}`, `{offset:1}`, `{Y}-{m}-{d}`, `{utc:YmdHMS}` …; what is not known stays as it is. */
function fillTemplate(template: string, question: CatchupQuestion): string {
  return template.replaceAll(PLACEHOLDER, (whole, name: string, argument: string | undefined) => {
    return valueOf(name, argument, question) ?? whole;
  });
}

const seconds = (ms: number): number => Math.floor(ms / 1_000);

function valueOf(name: string, argument: string | undefined, question: CatchupQuestion): string | undefined {
  const { startAt, endAt, now, zone } = question;
  const divided = (ms: number): string => String(Math.floor(seconds(ms) / Math.max(1, Number(argument) || 1)));
  switch (name) {
    case 'utc':
    case 'start':
      return argument === undefined ? String(seconds(startAt)) : written(startAt, argument, zone);
    case 'utcend':
    case 'end':
      return argument === undefined ? String(seconds(endAt)) : written(endAt, argument, zone);
    case 'lutc':
    case 'now':
    case 'timestamp':
      return argument === undefined ? String(seconds(now)) : written(now, argument, zone);
    case 'duration':
      return divided(endAt - startAt);
    case 'offset':
      return divided(now - startAt);
    default:
      return name.length === 1 && 'YmdHMS'.includes(name) ? written(startAt, name, zone) : undefined;
  }
}

function written(at: number, format: string, zone: string): string {
  const { year, month, day, hour, minute, second } = zonedTime(at, zone);
  const parts: Readonly<Record<string, string>> = { Y: year, m: month, d: day, H: hour, M: minute, S: second };
  return format.replaceAll(/[YmdHMS]/g, (letter) => parts[letter] ?? letter);
}
