// The order of a provider's places: those that answer before those that do not, the quicker before the slower. Pure.

import type { ErrorCode } from '../kernel/errors.ts';

export interface Place {
  readonly source: string;
  /** Of the last check; null when it failed, or was never made. */
  readonly latencyMs: number | null;
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
}

/** The one in use is left for another that is quicker by more than this: two alike would else take turns. */
const CLEARLY_QUICKER = 0.7;

/** @param inUse the place that is kept while none is clearly better */
export function rankPlaces(places: readonly Place[], inUse?: string): Place[] {
  // The sort is stable: what is alike stays in the person's order.
  return places.toSorted((one, other) => rankOf(one, inUse) - rankOf(other, inUse));
}

/** Unchecked ones are thought to be well; so is the order that a person has given them. */
function rankOf({ source, latencyMs, error }: Place, inUse: string | undefined): number {
  if (error) return Number.MAX_SAFE_INTEGER;
  if (latencyMs === null) return 0;
  return source === inUse ? latencyMs * CLEARLY_QUICKER : latencyMs;
}
