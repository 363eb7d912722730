// How long and how large an exchange may get before it counts as broken.

import { KIBIBYTE, SECOND_MS } from '../kernel/units.ts';

export interface HttpLimits {
  readonly connectMs: number;
  /** From the first dial to the headers of the final response, redirects included. */
  readonly headersMs: number;
  /** Longest silence inside a body; waiting for its reader does not count. */
  readonly bodyIdleMs: number;
  readonly redirects: number;
  readonly maxHeaderBytes: number;
}

export const DEFAULT_HTTP_LIMITS: HttpLimits = {
  connectMs: 10 * SECOND_MS,
  headersMs: 30 * SECOND_MS,
  bodyIdleMs: 30 * SECOND_MS,
  redirects: 10, // panels hand over to a balancer and that to an edge: three are usual, five are seen
  maxHeaderBytes: 32 * KIBIBYTE, // twice Node's own limit: some CDNs sign everything
};
