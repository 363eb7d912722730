// What must not become one channel, whatever else speaks for it.

import type { Identity } from './identity.ts';

export function cannotLink(a: Identity, b: Identity): boolean {
  if (a.variant !== b.variant) return true;
  if (a.station || b.station)
    return a.station?.sign !== b.station?.sign || a.station?.subchannel !== b.station?.subchannel;
  if (a.language !== '' && b.language !== '' && a.language !== b.language) return true;
  if (a.extension !== b.extension && a.bare === b.bare) return true;
  return a.numbers !== '' && b.numbers !== '' && a.numbers !== b.numbers;
}
