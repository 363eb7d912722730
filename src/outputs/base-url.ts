// What Masthead calls itself towards one client: the address at which that client has just reached it.

import type { Context } from 'hono';
import { plainAddress } from '../net/network.ts';
import type { LanEnv } from './output.ts';

/** A name or address with an optional port, and nothing that could end a header, a quote or an XML text. */
const HOST = /^(?:[a-z0-9][a-z0-9._-]{0,252}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * Absolute, without a trailing slash. Forwarding headers are not believed: whoever stands behind a proxy sets a base URL.
 * @param configured `MASTHEAD_BASE_URL`; empty takes the request's own Host header, or the socket's address without one
 */
export function baseUrlOf(c: Context<LanEnv>, configured: string): string {
  if (configured !== '') return configured;
  if (c.env.visit) return c.env.visit.lanUrl;
  const host = c.req.header('host');
  if (host !== undefined && HOST.test(host)) return `http://${host}`;
  const { localAddress = '127.0.0.1', localPort = 80 } = c.env.incoming.socket;
  return httpUrl(localAddress, localPort);
}

/** `http://192.168.1.5:5004`, `http://[fd00::2]:5004`. */
export function httpUrl(address: string, port: number): string {
  const plain = plainAddress(address);
  return `http://${plain.includes(':') ? `[${plain}]` : plain}:${port}`;
}
