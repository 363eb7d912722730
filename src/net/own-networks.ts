// Which addresses are at home: private and link-local ones, and the networks this machine itself is in.

import { BlockList, isIP } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import type { Clock } from '../kernel/clock.ts';
import { SECOND_MS } from '../kernel/units.ts';

/** RFC 1918, RFC 3927, RFC 4193, RFC 4291: loopback, private, link-local, unique local. */
const PRIVATE_SUBNETS = [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const;

/** An address given by DHCP or a router's advertisement may be new; asking the system for every request is too much. */
const LOOK_AGAIN_AFTER_MS = 30 * SECOND_MS;
/** Bridges and tunnels of containers and virtual machines: rarely what a TV can reach. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vnet|hassio|cni|tun|tap|wg|zt|tailscale|lxc)/i;

export type Interfaces = () => NodeJS.Dict<NetworkInterfaceInfo[]>;

/** @returns a test for plain addresses, without zone or IPv4-mapped prefix; false for anything else */
export function createLocalTest(
  clock: Clock,
  interfaces: Interfaces = networkInterfaces,
): (address: string) => boolean {
  let known: BlockList | undefined;
  let knownSinceMs = 0;
  return (address) => {
    const family = isIP(address);
    if (family === 0) return false;
    const nowMs = clock.monotonicMs();
    if (!known || nowMs - knownSinceMs > LOOK_AGAIN_AFTER_MS) {
      known = localSubnets(interfaces());
      knownSinceMs = nowMs;
    }
    return known.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };
}

function localSubnets(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of PRIVATE_SUBNETS) list.addSubnet(net, prefix, net.includes(':') ? 'ipv6' : 'ipv4');
  for (const { cidr, family } of Object.values(interfaces).flatMap((found) => found ?? [])) {
    const [net, prefix] = cidr?.split('/') ?? [];
    if (net && prefix) list.addSubnet(net, Number(prefix), family === 'IPv6' ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** Addresses at which this machine is likely to be reached, the likeliest first; IPv6 only where there is no IPv4. */
export function reachableAddresses(interfaces: Interfaces = networkInterfaces): string[] {
  const found = Object.entries(interfaces())
    .toSorted(([a], [b]) => Number(VIRTUAL.test(a)) - Number(VIRTUAL.test(b)))
    .flatMap(([, infos]) => infos ?? [])
    .filter((info) => !info.internal && !/^(?:fe80:|169\.254\.)/i.test(info.address));
  const ipv4 = found.filter((info) => info.family === 'IPv4');
  return (ipv4.length > 0 ? ipv4 : found).map((info) => info.address);
}
