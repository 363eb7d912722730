// Who asks.

import { clientAddressOf, placeOf } from '../net/network.ts';
import type { LanEnv } from './lan-env.ts';

/** Any Hono context of the listener, whatever it carries besides. */
export interface Asked {
  readonly env: LanEnv['Bindings'];
  readonly req: { header(name: string): string | undefined };
}

/** Plain: IPv4 as such also on a dual-stack socket, IPv6 without its zone. */
export const addressOf = (c: Pick<Asked, 'env'>): string => clientAddressOf(c.env);

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

export function bearerOf(c: Pick<Asked, 'req'>): string | undefined {
  return BEARER.exec(c.req.header('authorization') ?? '')?.[1];
}

/** What a login is remembered by. */
export const deviceOf = (
  c: Asked,
): { readonly address: string; readonly place: string; readonly userAgent: string } => ({
  address: addressOf(c),
  place: placeOf(c.env),
  userAgent: c.req.header('user-agent') ?? '',
});
