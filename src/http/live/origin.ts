// Whether a page of somebody else opens the WebSocket: browsers let any page do that, and say whose it is.

import type { Asked } from '../client.ts';

/**
 * Programs send no origin; a page's must be the host that was asked for.
 * @param configured `MASTHEAD_BASE_URL` or empty
 * @param isProxied it came through Home Assistant's ingress, whose word about the host can be taken
 */
export function isForeignOrigin(c: Pick<Asked, 'req'>, configured: string, isProxied: boolean): boolean {
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  const page = hostOf(origin);
  const asked = isProxied ? c.req.header('x-forwarded-host') : c.req.header('host');
  if (isProxied && asked === undefined) return false; // the ingress cookie is strictly of the same site
  return page === '' || (page !== hostOf(`http://${asked}`) && page !== hostOf(configured));
}

/** With its port, unless that is the scheme's own; empty for what is no URL (`null` of a sandboxed page). */
const hostOf = (url: string): string => URL.parse(url)?.host.toLowerCase() ?? '';
