// What must not become one channel, whatever else speaks for it.

import type { Identity } from './identity.ts';

/** What keeps two names apart, in words: a person reads them who wonders why names that are so alike are two channels. */
export const BARRIERS = {
  variant: 'They differ in a coast, a time shift or a quality that is a channel of its own',
  station: 'They are not the same station',
  language: 'They are in different languages',
  extension: 'Only one is a Plus, an Extra or for children',
  numbers: 'Their numbers differ',
  hand: 'A person has decided that they are two',
  locked: 'One of the two is kept as it is',
} as const;

export type Barrier = keyof typeof BARRIERS;

export function barrierBetween(a: Identity, b: Identity): Exclude<Barrier, 'hand' | 'locked'> | null {
  if (a.variant !== b.variant) return 'variant';
  if (a.station || b.station) {
    const isSame = a.station?.sign === b.station?.sign && a.station?.subchannel === b.station?.subchannel;
    return isSame ? null : 'station';
  }
  if (a.language !== '' && b.language !== '' && a.language !== b.language) return 'language';
  if (a.extension !== b.extension && a.bare === b.bare) return 'extension';
  return a.numbers !== '' && b.numbers !== '' && a.numbers !== b.numbers ? 'numbers' : null;
}

export const cannotLink = (a: Identity, b: Identity): boolean => barrierBetween(a, b) !== null;
