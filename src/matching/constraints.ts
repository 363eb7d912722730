// What must not become one channel, whatever else speaks for it.

import type { Identity } from './identity.ts';

/** Which kinds of variants are channels of their own. */
export interface SeparationPolicy {
  /** Feeds of another coast and time shifts. */
  readonly feeds: boolean;
}

export const DEFAULT_POLICY: SeparationPolicy = { feeds: true };

export function cannotLink(a: Identity, b: Identity, policy: SeparationPolicy = DEFAULT_POLICY): boolean {
  if (policy.feeds && a.variant !== b.variant) return true;
  if (a.station || b.station)
    return a.station?.sign !== b.station?.sign || a.station?.subchannel !== b.station?.subchannel;
  return a.numbers !== '' && b.numbers !== '' && a.numbers !== b.numbers;
}
