// Which addresses a logo may be fetched from: a playlist's author must not make this machine ask itself or its neighbours'
// management pages on his behalf.

import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

const REFUSED = new BlockList();
for (const [address, bits] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, and where clouds keep their credentials
  ['224.0.0.0', 3],
] as const)
  REFUSED.addSubnet(address, bits, 'ipv4');
for (const [address, bits] of [
  ['::', 127], // unspecified and loopback
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  REFUSED.addSubnet(address, bits, 'ipv6');
REFUSED.addAddress('fd00:ec2::254', 'ipv6'); // AWS keeps the same there
REFUSED.addAddress('100.100.100.200', 'ipv4'); // Alibaba

/** IPv4 addresses inside IPv6 ones count as what they are. */
export function isRefusedAddress(address: string): boolean {
  const family = isIP(address);
  return family === 0 || REFUSED.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Whether a URL's host may be asked: http(s), and none of its addresses refused.
 * @param isTrustedHost hosts of providers: a person has named those, wherever they are
 */
export async function mayFetch(url: string, isTrustedHost: (host: string) => boolean): Promise<boolean> {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  if (isTrustedHost(parsed.host)) return true;
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return !isRefusedAddress(host);
  try {
    const addresses = await lookup(host, { all: true });
    return addresses.length > 0 && addresses.every(({ address }) => !isRefusedAddress(address));
  } catch {
    return false; // a name that leads nowhere
  }
}
