// Figures, instants and spans as a language writes them, put into its texts. The image's Node knows English alone (Alpine's
// ICU), so `Intl` is of no use here.

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/units.ts';
import type { Text, Words } from './words.ts';

export type Params = Readonly<Record<string, string | number>>;

/** The form for this many; figures are written out. */
export function fill(text: Text, params: Params, words: Words): string {
  const form = typeof text === 'string' ? text : text[isOne(params['count'], words) ? 'one' : 'other'];
  return form.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return typeof value === 'number' ? writeNumber(value, words) : (value ?? whole);
  });
}

const isOne = (count: string | number | undefined, { isZeroOne = false }: Words): boolean =>
  count === 1 || (isZeroOne && count === 0);

/** `12,345` */
export const writeNumber = (value: number, { thousands, decimal }: Words): string => {
  const [whole = '', rest] = String(value).split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, thousands);
  return rest === undefined ? grouped : `${grouped}${decimal}${rest}`;
};

/** `26 September 2026`, in the machine's time zone. */
export function writeDay(at: number, { months, date }: Words): string {
  const on = new Date(at);
  return date
    .replace('{day}', String(on.getDate()))
    .replace('{month}', months[on.getMonth()]!)
    .replace('{year}', String(on.getFullYear()));
}

/** `26 September 2026, 09:05` */
export function writeInstant(at: number, words: Words): string {
  const on = new Date(at);
  const time = [on.getHours(), on.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return `${writeDay(at, words)}, ${time}`;
}

/** `0.4 s` */
export const writeSeconds = (ms: number, { decimal }: Words): string =>
  `${(ms / SECOND_MS).toFixed(1).replace('.', decimal)} s`;

/** `3 min`, `2 h 5 min`, `4 d 2 h` */
export function writeSpan(ms: number, { units: { day, hour, minute } }: Words): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS));
  if (minutes < 60) return `${minutes} ${minute}`;
  if (ms < DAY_MS) return `${Math.floor(minutes / 60)} ${hour} ${minutes % 60} ${minute}`;
  return `${Math.floor(ms / DAY_MS)} ${day} ${Math.floor((ms % DAY_MS) / HOUR_MS)} ${hour}`;
}
