// All that makes an alert: a line for each.

import { network, providerFailure } from './failures.ts';
import { expiry, providerWarnings } from './providers.ts';
import { failover, pictureFault, tunersExhausted, upgrade } from './sessions.ts';
import { deadStreams } from './streams.ts';
import type { Trigger } from './trigger.ts';

export const TRIGGERS: readonly Trigger[] = [
  network,
  providerWarnings, // before what it is the reason of
  providerFailure,
  expiry,
  deadStreams,
  tunersExhausted,
  failover,
  upgrade,
  pictureFault,
];
