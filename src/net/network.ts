// Addresses and networks as text: `192.168.1.20`, `192.168.1.0/24`, `fd00::/8`.

import { BlockList, isIP } from 'node:net';

/** IPv4 as such also where a dual-stack socket shows it as `::ffff:192.168.1.5`, IPv6 without its zone. */
export function plainAddress(address: string): string {
  const unzoned = address.replace(/%.*$/, '');
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(unzoned) ? unzoned.slice(7) : unzoned;
}

/** @returns whether an address is in any of the networks; false for what is no address */
export function networkTest(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', prefix] = network.split('/');
    if (prefix === undefined) list.addAddress(base, familyOf(base));
    else list.addSubnet(base, Number(prefix), familyOf(base));
  }
  return (address) => {
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && list.check(plain, familyOf(plain));
  };
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** A request's environment, as far as it tells who asks. */
export interface Incoming {
  /** Its socket's other end is a proxy that nobody has named. */
  readonly isBehindUnknownProxy?: boolean;
  /** Set where the socket's other end is a proxy that is believed. */
  readonly clientAddress?: string;
  readonly incoming: { readonly socket: { readonly remoteAddress?: string | undefined } };
}

/** The address of whoever asks, plain; empty when the socket is gone. */
export const clientAddressOf = ({ clientAddress, incoming }: Incoming): string =>
  clientAddress ?? plainAddress(incoming.socket.remoteAddress ?? '');

/** Whence somebody counts as coming, for what depends on that: empty where it is not known. */
export const placeOf = (incoming: Incoming): string =>
  incoming.isBehindUnknownProxy === true ? '' : clientAddressOf(incoming);
