// What a decision about a name is kept under: its market and the name, readable, and the same in every build.

import { hash53 } from '../../model/ids.ts';
import { normaliseName } from './normalise.ts';

/** 53-bit hash of a market and a name in it. */
export type NameKey = number;

/** `de|zdf hd`; the market may be empty. */
export const nameRef = (market: string, name: string): string => `${market}|${normaliseName(name)}`;

/** @param ref as `nameRef` gives it */
export const keyOfRef = (ref: string): NameKey => hash53(ref);

export const nameKey = (market: string, name: string): NameKey => keyOfRef(nameRef(market, name));
