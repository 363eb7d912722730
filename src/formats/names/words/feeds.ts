// Words for the feeds of networks that are sent once for each coast.

import type { Feed } from '../reading.ts';

/** Anywhere at the end, in brackets or after a dash. */
export const FEED_WORDS: ReadonlyMap<string, Feed> = new Map<string, Feed>([
  ['east', 'east'],
  ['west', 'west'],
  ['pacific', 'west'],
  ['eastern', 'east'],
  ['western', 'west'],
  ['est', 'east'],
  ['edt', 'east'],
  ['pst', 'west'],
  ['pdt', 'west'],
  ['mountain', 'mountain'],
  ['central', 'central'],
  ['oeste', 'west'],
  ['este', 'east'],
]);

/** Names by themselves (`Pink Western`, `Comedy Central`): a feed only with a dash, brackets or `feed` beside them. */
export const SHY_FEED_WORDS: ReadonlySet<string> = new Set([
  'eastern',
  'western',
  'mountain',
  'central',
  'este',
  'oeste',
]);

/** May stand beside: `Eastern Feed`, `West Coast`, `Pacific Time`. */
export const FEED_COMPANIONS: ReadonlySet<string> = new Set(['feed', 'coast', 'time', 'zone', 'national']);

/** Where a network has coasts, and a bare `East` or `West` at the end therefore is a feed. */
export const COAST_MARKETS: ReadonlySet<string> = new Set(['us', 'ca', 'mx', 'pr', 'latam', '']);
