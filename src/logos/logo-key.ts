// What the name of a person's own logo and a channel's name have in common.

import { normaliseName } from '../formats/names/normalise.ts';
import { readName } from '../formats/names/read.ts';
import type { NameReading } from '../formats/names/reading.ts';

/** On what a logo is to be read. */
export type Background = 'dark' | 'light';

/** `zdf-dark`; `Radio Dark` is a name. */
const FOR_BACKGROUND = /^(.*[^-_.])[-_.]+(dark|light)$/i;

/** What the file is for: `ZDF_HD` and `DE: ZDF FHD` are one name, `HBO`, `HBO West` and `HBO +1` are three. @param stem its name without the ending */
export function keysOfFile(stem: string): string[] {
  const [, rest, background] = FOR_BACKGROUND.exec(stem) ?? [];
  const whole = keyOf(stem).own;
  return rest && background ? [forBackground(keyOf(rest).own, background.toLowerCase()), whole] : [whole];
}

/** Keys of the files that are a channel's, the best first. */
export function keysOfName(name: string, background?: Background): string[] {
  const { own, main } = keyOf(name);
  const keys = own === '' ? [] : own === main ? [own] : [own, main];
  return keys.flatMap((key) =>
    background
      ? [forBackground(key, background), `${key} ${background}`, key]
      : [key, forBackground(key, 'dark'), forBackground(key, 'light')],
  );
}

const forBackground = (key: string, background: string): string => `${key}~${background}`;

interface LogoKey {
  readonly own: string;
  /** Of the channel that it is the other feed, the later showing or the station of. */
  readonly main: string;
}

/** Ids and names without words are compared as they are. */
function keyOf(name: string): LogoKey {
  const reading = readName(name.replaceAll('_', ' '));
  const core = reading.core.join(' ');
  if (core === '') return { own: normaliseName(name), main: normaliseName(name) };
  return { own: [core, ...marksOf(reading)].join('~'), main: core };
}

/** What tells it from channels of the same words. */
function marksOf({ feed, shiftHours, callSign, subchannel }: NameReading): string[] {
  const station = callSign === '' ? '' : `${callSign}${subchannel > 1 ? subchannel : ''}`;
  return [feed, shiftHours === 0 ? '' : `+${shiftHours}`, station].filter((mark) => mark !== '');
}
