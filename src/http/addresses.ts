// The addresses at which clients reach Masthead, for people to copy.

import { isIP } from 'node:net';
import { plainAddress } from '../net/network.ts';
import type { Asked } from './client.ts';
import { reachableAddresses, type Interfaces } from '../net/own-networks.ts';

/**
 * Base URLs without a trailing slash, the best first: the configured one, then the one just used (unless it means
 * "this computer": a TV could do nothing with it), then the machine's own. Never empty. Who comes through an entrance has
 * used a proxy's address: the LAN's stands in its place.
 */
export function publicUrls(asked: Asked, configured: string, interfaces?: Interfaces): string[] {
  if (asked.env.visit) return [...new Set([configured, asked.env.visit.lanUrl].filter(Boolean))];
  const { localAddress = '127.0.0.1', localPort = 80 } = asked.env.incoming.socket;
  const used = usedUrl(asked) ?? urlOf(plainAddress(localAddress), localPort);
  const own = reachableAddresses(interfaces).map((address) => urlOf(address, localPort));
  const urls = isThisComputer(used) ? [...own, used] : [used, ...own];
  return [...new Set(configured === '' ? urls : [configured, ...urls])];
}

function usedUrl(asked: Asked): string | undefined {
  const host = asked.req.header('host') ?? '';
  const url = `http://${host}`;
  return /^[\w.:[\]-]+$/.test(host) && URL.canParse(url) ? new URL(url).origin : undefined;
}

function isThisComputer(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

const urlOf = (address: string, port: number): string =>
  new URL(`http://${isIP(address) === 6 ? `[${address}]` : address}:${port}`).origin;
