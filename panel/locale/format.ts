// Numbers, rates and instants as the chosen language writes them.

import { currentLocale } from './locale.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The chosen language as the person's own region writes it, where the browser names one. */
function region(): string {
  const language = currentLocale();
  return navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat | Intl.RelativeTimeFormat>();

/** Intl's formats are dear to make and cheap to use. */
function format<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: (locale: string) => F,
): F {
  const locale = region();
  const full = `${locale} ${key}`;
  let found = made.get(full) as F | undefined;
  if (!found) made.set(full, (found = make(locale)));
  return found;
}

const decimals = (digits: number): Intl.NumberFormat =>
  format(`number ${digits}`, (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }));

/** A share of one: `99.4 %`. */
export const percent = (share: number): string =>
  format('percent', (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })).format(
    share,
  );

/** Hours on an axis: `2.5h`. */
export const hourCount = (value: number): string =>
  value > 0 && value < 1 ? narrow('minute', 0).format(value * 60) : narrow('hour', 1).format(value);

const narrow = (unit: 'hour' | 'minute', digits: number): Intl.NumberFormat =>
  format(`${unit}-count`, (locale) => {
    const look = { style: 'unit', unit, unitDisplay: 'narrow' } as const;
    return new Intl.NumberFormat(locale, { ...look, maximumFractionDigits: digits });
  });

export const number = (value: number): string => decimals(0).format(value);

/** Bits a second: `4.2 Mbit/s`, `320 kbit/s`. */
export function bitRate(bitsPerSecond: number): string {
  if (bitsPerSecond >= 999_500) return `${decimals(1).format(bitsPerSecond / 1e6)} Mbit/s`;
  return `${decimals(0).format(bitsPerSecond / 1e3)} kbit/s`;
}

export function byteCount(bytes: number): string {
  if (bytes >= 1e9) return `${decimals(1).format(bytes / 1e9)} GB`;
  if (bytes >= 1e6) return `${decimals(bytes >= 1e8 ? 0 : 1).format(bytes / 1e6)} MB`;
  return `${decimals(0).format(bytes / 1e3)} kB`;
}

/** `2 hours ago`, `in 5 minutes`. */
export function relative(at: number, now = Date.now()): string {
  const relativeTime = format('relative', (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const elapsed = at - now;
  const size = Math.abs(elapsed);
  if (size < MINUTE_MS) return relativeTime.format(0, 'minute');
  if (size < HOUR_MS) return relativeTime.format(Math.round(elapsed / MINUTE_MS), 'minute');
  if (size < 2 * DAY_MS) return relativeTime.format(Math.round(elapsed / HOUR_MS), 'hour');
  return relativeTime.format(Math.round(elapsed / DAY_MS), 'day');
}

const unit = (value: number, name: string): string =>
  format(
    `unit ${name}`,
    (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }),
  ).format(value);

/** `3 d 4 h`, `2 h 5 min`, `41 s`: two units at most. */
export function duration(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  if (days > 0) return `${unit(days, 'day')} ${unit(hours, 'hour')}`;
  if (hours > 0) return `${unit(hours, 'hour')} ${unit(minutes, 'minute')}`;
  return minutes > 0 ? unit(minutes, 'minute') : unit(Math.max(0, Math.floor(ms / 1_000)), 'second');
}

export const clockTime = (at: number): string =>
  format('time', (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })).format(at);

export const exactTime = (at: number): string =>
  format(
    'exact',
    (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  ).format(at);
/** With its year: what may be far away. */
export const dateName = (at: number): string =>
  format(
    'date',
    (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
  ).format(at);

export const dayName = (at: number): string =>
  format(
    'day',
    (locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }),
  ).format(at);

/** Of the codes that files use for a language, those that Intl does not know. */
const BIBLIOGRAPHIC: Readonly<Record<string, string>> = {
  alb: 'sq',
  arm: 'hy',
  baq: 'eu',
  chi: 'zh',
  cze: 'cs',
  dut: 'nl',
  fre: 'fr',
  geo: 'ka',
  ger: 'de',
  gre: 'el',
  ice: 'is',
  mac: 'mk',
  may: 'ms',
  per: 'fa',
  rum: 'ro',
  slo: 'sk',
  wel: 'cy',
};

/** `German` for `ger`, `deu` and `de`; what is no code stays as it is. */
export function languageName(code: string): string {
  try {
    const name = new Intl.DisplayNames([currentLocale()], { type: 'language' }).of(BIBLIOGRAPHIC[code] ?? code) ?? code;
    return name.slice(0, 1).toLocaleUpperCase(currentLocale()) + name.slice(1);
  } catch {
    return code;
  }
}

/** `a, b or c` */
export const either = (texts: readonly string[]): string =>
  format('either', (locale) => new Intl.ListFormat(locale, { type: 'disjunction' })).format(texts);
