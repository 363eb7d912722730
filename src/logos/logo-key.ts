// What the name of a person's own logo and a channel's name have in common.

import { normaliseName } from '../formats/names/normalise.ts';
import { readName } from '../formats/names/read.ts';
import type { NameReading } from '../formats/names/reading.ts';

/** On what a logo is to be read. */
export type Background = 'dark' | 'light';

/** `zdf-dark`; `Radio Dark` is a name. */
const FOR_BACKGROUND = /^(.*[^-_.])[-_.]+(dark|light)$/i;

/** `bbc-one-uk`, as the best-known collections call theirs: the country tells channels of one name apart. */
const FOR_COUNTRY = /^(.*[^-_.])[-_.]+([a-z]{2,3})$/i;

/** What the file is for: `ZDF_HD` and `DE: ZDF FHD` are one name, `HBO`, `HBO West` and `HBO +1` are three. @param stem its name without the ending */
export function keysOfFile(stem: string): string[] {
  const [, rest, background] = FOR_BACKGROUND.exec(stem) ?? [];
  const plain = ownKeys(stem);
  return rest && background
    ? [...ownKeys(rest).map((key) => forBackground(key, background.toLowerCase())), ...plain]
    : plain;
}

/** Of the whole, and of what stands before a country. */
function ownKeys(stem: string): string[] {
  const whole = keyOf(stem).own;
  const [, rest, code] = FOR_COUNTRY.exec(stem) ?? [];
  if (rest === undefined || code === undefined) return [whole];
  const { own, market } = keyOf(`${code.toUpperCase()}: ${rest}`); // as playlists say it
  return market === '' ? [whole] : [whole, inCountry(own, market)];
}

/** Keys of the files that are a channel's, the best first. @param market the channel's, where its name does not say it */
export function keysOfName(name: string, background?: Background, market = ''): string[] {
  const { own, main, market: said } = keyOf(name);
  const country = said || market;
  const keys = [...new Set([own, main])].filter((key) => key !== '');
  return keys
    .flatMap((key) => (country === '' ? [key] : [key, inCountry(key, country)]))
    .flatMap((key) =>
      background
        ? [forBackground(key, background), `${key} ${background}`, key]
        : [key, forBackground(key, 'dark'), forBackground(key, 'light')],
    );
}

const inCountry = (key: string, market: string): string => (key === '' ? '' : `${key}@${market}`);
const forBackground = (key: string, background: string): string => `${key}~${background}`;

interface LogoKey {
  readonly own: string;
  /** Of the channel that it is the other feed, the later showing or the station of. */
  readonly main: string;
  /** Country code that the name begins with, or empty. */
  readonly market: string;
}

/** Ids and names without words are compared as they are. */
function keyOf(name: string): LogoKey {
  const reading = readName(name.replaceAll('_', ' '));
  const core = reading.core.join(' ');
  const { market } = reading;
  if (core === '') return { own: normaliseName(name), main: normaliseName(name), market };
  return { own: [core, ...marksOf(reading)].join('~'), main: core, market };
}

/** What tells it from channels of the same words. */
function marksOf({ feed, shiftHours, callSign, subchannel }: NameReading): string[] {
  const station = callSign === '' ? '' : `${callSign}${subchannel > 1 ? subchannel : ''}`;
  return [feed, shiftHours === 0 ? '' : `+${shiftHours}`, station].filter((mark) => mark !== '');
}
