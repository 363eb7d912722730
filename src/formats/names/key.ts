// What a decision about a name is kept under: its market and the name, readable, and the same in every build.

import { hash53, hash53OfUnits } from '../../model/ids.ts';
import { normaliseName } from './normalise.ts';

/** 53-bit hash of a market and a name in it. */
export type NameKey = number;

/** `de|zdf hd`; the market may be empty. */
export const nameRef = (market: string, name: string): string => `${market}|${normaliseName(name)}`;

/** @param ref as `nameRef` gives it */
export const keyOfRef = (ref: string): NameKey => hash53(ref);

export const nameKey = (market: string, name: string): NameKey =>
  keyOfAscii(market, name) ?? keyOfRef(nameRef(market, name));

const LONGEST = 512;
const UNITS = new Uint16Array(2 * LONGEST);
const BLANK = 0x20;
const BAR = 0x7c;
const PLUS = 0x2b;

/**
 * The same without a text made for it, for the names that are all ASCII: most are, and there are a hundred thousand.
 * @returns undefined for others
 */
function keyOfAscii(market: string, name: string): NameKey | undefined {
  if (market.length > LONGEST || name.length >= LONGEST) return undefined;
  for (let at = 0; at < market.length; at += 1) UNITS[at] = market.charCodeAt(at);
  UNITS[market.length] = BAR;
  const from = market.length + 1;
  let to = from;
  let isApart = false;
  for (let at = 0; at < name.length; at += 1) {
    const unit = name.charCodeAt(at);
    if (unit >= 0x80) return undefined;
    const isCapital = unit >= 0x41 && unit <= 0x5a;
    if (!isCapital && !(unit >= 0x61 && unit <= 0x7a) && !(unit >= 0x30 && unit <= 0x39) && unit !== PLUS) {
      isApart = true;
      continue;
    }
    if (isApart && to > from) {
      UNITS[to] = BLANK;
      to += 1;
    }
    isApart = false;
    UNITS[to] = isCapital ? unit + BLANK : unit;
    to += 1;
  }
  return to === from ? undefined : hash53OfUnits(UNITS, to);
}
