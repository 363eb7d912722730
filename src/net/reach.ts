// What this machine may be made to ask. Lists, guides, redirects and name servers belong to others: none of them may lead to
// Masthead's own API, to the Supervisor, or to where clouds keep credentials. Held against the address that a connection is
// really made to (connector.ts), so that neither a redirect nor a name server's change of mind gets round it.

import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { networkTest } from './network.ts';

/** What the rules depend on; plain, so that it can be handed to a worker. */
export interface Reach {
  /** Ports on which this Masthead listens. */
  readonly ownPorts: readonly number[];
  /** Addresses and networks (CIDR) that a person allows whatever they are. */
  readonly allowed: readonly string[];
  /** Hosts that a person has named, as in a URL: with their port unless it is the scheme's. */
  readonly named: readonly string[];
  /** Where Masthead keeps its own files (own-files.ts). */
  readonly ownFolder?: string;
}

/** Why something is asked: for a stream, list or guide; for a picture; at an address that a person has typed for it. */
export type Purpose = 'picture' | 'source' | 'typed';

export interface Target {
  /** IPv4 or IPv6, without brackets. */
  readonly address: string;
  readonly port: number;
  /** As in the URL, without its port. */
  readonly hostname: string;
}

type Subnet = readonly [address: string, bits: number];

function listOf(subnets: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of subnets) list.addSubnet(address, bits, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return list;
}

/** Nothing that a household watches is there. */
const NEVER = listOf([
  ['169.254.0.0', 16], // RFC 3927, and the metadata of most clouds (169.254.169.254)
  ['fe80::', 10],
  ['fd00:ec2::254', 128], // the same of AWS
  ['fd20:ce::254', 128], // of Google
  ['100.100.100.200', 32], // of Alibaba
  ['192.0.0.192', 32], // of Oracle
  ['168.63.129.16', 32], // of Azure
  ['224.0.0.0', 3], // multicast, reserved, broadcast
  ['ff00::', 8],
]);
/** Home Assistant's own network: https://github.com/home-assistant/supervisor, `const.py`. The Supervisor is .2, its helpers are beside it. */
const SUPERVISOR = listOf([
  ['172.30.32.0', 24],
  ['fd0c:ac1e:2100::', 120],
]);
/** In the same: Home Assistant Core, as add-ons reach it, and the add-ons. */
const CORE = listOf([
  ['172.30.32.1', 32],
  ['fd0c:ac1e:2100::1', 128],
]);
const ADD_ONS = listOf([
  ['172.30.33.0', 24],
  ['fd0c:ac1e:2100::', 48],
]);
const THIS_MACHINE = listOf([
  ['0.0.0.0', 8], // Linux takes it for loopback
  ['127.0.0.0', 8],
  ['::', 127],
]);

const isIn = (list: BlockList, address: string): boolean => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** What a person decides of it. */
export type Allowance = Pick<Reach, 'allowed' | 'named' | 'ownFolder'>;

const ownPorts = new Set<number>();
let allowance: () => Allowance = () => ({ allowed: [], named: [] });
/** What a worker was handed with its task. */
let handed: Reach | undefined;

/** A listener of ours has opened there. @returns to be called when it has closed */
export function ownPort(port: number): () => void {
  ownPorts.add(port);
  return () => ownPorts.delete(port);
}

/** Until it is called nothing is allowed beyond the rules. Whoever has an allowance of its own needs none that was handed. */
export function useAllowance(get: () => Allowance): void {
  allowance = get;
  handed = undefined;
}

/** For a worker, which has no listeners and settings of its own. */
export function takeReach(reach: Reach): void {
  handed = reach;
}

export const currentReach = (): Reach => handed ?? { ownPorts: [...ownPorts], ...allowance() };

/** Why a connection may not be made; `undefined` when it may. @param reach the thread's own when left out */
export function objectionTo(target: Target, purpose: Purpose, reach: Reach = currentReach()): string | undefined {
  const address = plain(target.address);
  if (isIP(address) === 0) return 'is no address';
  if (networkTest(reach.allowed)(address)) return undefined;
  const isHere = isIn(THIS_MACHINE, address);
  if ((isHere || isOwn(address)) && reach.ownPorts.includes(target.port)) return 'is Masthead itself';
  if (isIn(NEVER, address)) return 'is at an address that is for machines among themselves';
  const isInner = isIn(CORE, address) || (isIn(ADD_ONS, address) && !isIn(SUPERVISOR, address));
  if (isInner) return isNamed(target, purpose, reach) ? undefined : 'is in Home Assistant’s own network';
  if (isIn(SUPERVISOR, address)) return 'is Home Assistant’s Supervisor';
  if (isHere && purpose === 'picture' && !isNamed(target, purpose, reach)) return 'is this machine itself';
  return undefined;
}

/** A person's own choice: the host itself for what runs there, with its port for a picture. */
function isNamed({ hostname, port }: Target, purpose: Purpose, { named }: Reach): boolean {
  if (purpose === 'typed') return true;
  return named.some((host) => {
    const url = URL.parse(`http://${host}`);
    if (url?.hostname.replace(/^\[|\]$/g, '') !== hostname) return false;
    return purpose === 'source' || (url.port === '' ? [80, 443] : [Number(url.port)]).includes(port);
  });
}

function isOwn(address: string): boolean {
  return Object.values(networkInterfaces()).some((infos) => infos?.some((info) => plain(info.address) === address));
}

/** Addresses that carry an IPv4 one count as that one: mapped and compatible ones (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056). */
const CARRIES_IPV4 = /^(?:::(?:ffff:)?|64:ff9b::|2002:)([0-9a-f]{1,4}):([0-9a-f]{1,4})(?:$|:)/;

/** As `networkInterfaces` writes it, however it was written. */
function plain(address: string): string {
  const unzoned = address.replace(/%.*$/, '');
  if (isIP(unzoned) !== 6) return unzoned;
  const shortest = new URL(`http://[${unzoned}]`).hostname.slice(1, -1);
  const carried = CARRIES_IPV4.exec(shortest);
  if (!carried) return shortest;
  const [high, low] = [Number.parseInt(carried[1]!, 16), Number.parseInt(carried[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
