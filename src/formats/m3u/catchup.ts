// Catch-up as Kodi's IPTV Simple and its imitators write it, told apart into the modes of the model.

import type { Catchup, CatchupMode } from '../../model/stream.ts';
import type { Fields, RareKey } from './fields.ts';

const MODES: ReadonlyMap<string, CatchupMode> = new Map([
  ['default', 'default'],
  ['append', 'append'],
  ['shift', 'shift'],
  ['timeshift', 'shift'],
  ['flussonic', 'flussonic'],
  ['flussonic-hls', 'flussonic'],
  ['flussonic-ts', 'flussonic'],
  ['fs', 'flussonic'],
  ['xc', 'xc'],
  ['vod', 'vod'],
]);
const NONE = new Set(['disabled', 'none', 'false', '0', 'no']);
/** Where an archive is named but not its length: Kodi's own assumption. */
const DEFAULT_DAYS = 5;
const MAX_DAYS = 365;

type Rare = Fields['rare'];

/** @param header the attributes of `#EXTM3U`: what an entry does not say itself is taken from there */
export function catchupOf(rare: Rare, header: Rare): Catchup | null {
  if (rare === null && header === null) return null;
  const said = (key: RareKey): string => rare?.get(key) ?? header?.get(key) ?? '';
  const mode = modeOf(said('catchup').toLowerCase(), said('catchup-source'), said('timeshift'));
  if (!mode) return null;
  const days = number(said('catchup-days')) || number(said('timeshift')) || DEFAULT_DAYS;
  return {
    mode,
    days: Math.min(Math.max(days, 0), MAX_DAYS),
    source: said('catchup-source'),
    correctionHours: number(said('catchup-correction')),
  };
}

/** Hours, decimal, signed, to whole minutes; 0 for anything that is no time zone's distance. */
export function shiftMinutes(text: string | undefined): number {
  if (text === undefined) return 0;
  const minutes = Math.round(number(text) * 60);
  return Math.abs(minutes) <= 24 * 60 ? minutes + 0 : 0; // + 0: there is no -0 in a store
}

function modeOf(mode: string, source: string, timeshift: string): CatchupMode | undefined {
  if (NONE.has(mode)) return undefined;
  const known = MODES.get(mode);
  if (known) return known;
  if (mode !== '' || source !== '') return source === '' ? 'shift' : /^\w+:/.test(source) ? 'default' : 'append';
  return number(timeshift) > 0 ? 'shift' : undefined;
}

function number(text: string): number {
  const value = Number.parseFloat(text.replace(',', '.'));
  return Number.isFinite(value) ? value : 0;
}
