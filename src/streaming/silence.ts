// What viewers are told while there is no picture.

import type { AppError, ErrorCode } from '../kernel/errors.ts';
import { isStillCounted } from './slots/slots.ts';
import type { SilenceReason } from './splice/slates.ts';

export interface Silence {
  /** Every stream has failed since the picture was lost. */
  readonly hasTriedAll: boolean;
  /** Why the last of them failed. */
  readonly reason: AppError | undefined;
  /** None can be dialled for want of a free connection. */
  readonly lacksSlot: boolean;
}

const LIMITS = new Set<ErrorCode>(['upstream.no-slot', 'upstream.limit-reached']);

/** As long as there is something left to try it is but a moment. */
export function silenceReason({ hasTriedAll, reason, lacksSlot }: Silence): SilenceReason {
  if (!lacksSlot && reason && isStillCounted(reason)) return 'one-moment'; // it is over by itself, and the picture comes
  if (lacksSlot || (reason && LIMITS.has(reason.code))) return 'connection-limit';
  return hasTriedAll ? 'no-stream' : 'one-moment';
}
