// Who asks. Forwarding headers are not believed: anybody on the network could write them.

import type { LanEnv } from './lan-env.ts';

/** Any Hono context of the listener, whatever it carries besides. */
export interface Asked {
  readonly env: LanEnv['Bindings'];
  readonly req: { header(name: string): string | undefined };
}

/** The address of the socket's other end: IPv4 as such also on a dual-stack socket, IPv6 without its zone. */
export function addressOf(c: Pick<Asked, 'env'>): string {
  return plainAddress(c.env.incoming.socket.remoteAddress ?? '');
}

export function plainAddress(address: string): string {
  const unzoned = address.replace(/%.*$/, '');
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(unzoned) ? unzoned.slice(7) : unzoned;
}

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

export function bearerOf(c: Pick<Asked, 'req'>): string | undefined {
  return BEARER.exec(c.req.header('authorization') ?? '')?.[1];
}

/** What a login is remembered by. */
export const deviceOf = (c: Asked): { readonly address: string; readonly userAgent: string } => ({
  address: addressOf(c),
  userAgent: c.req.header('user-agent') ?? '',
});
