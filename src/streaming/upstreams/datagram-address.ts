// Where datagrams are to be received, as ffmpeg, VLC and Kodi write it: `udp://@239.0.0.1:1234`, `rtp://10.0.0.9@232.1.1.1:5004`,
// `udp://239.0.0.1:1234?localaddr=192.168.1.5&sources=10.0.0.9`, `udp://@:1234`, `rtp://[ff15::1]:5004?iface=eth0`, `udp://@[ff02::42:1%eth0]:1234`.

import { BlockList, isIP } from 'node:net';
import { AppError } from '../../kernel/errors.ts';

export interface DatagramAddress {
  readonly family: 4 | 6;
  /** Empty when any address of this machine will do. */
  readonly host: string;
  readonly port: number;
  readonly isMulticast: boolean;
  /** Source-specific multicast: only what these send. */
  readonly sources: readonly string[];
  /** Name or address of the network interface; empty lets the system choose. */
  readonly interface: string;
}

/** VLC's defaults. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { udp: 1_234, rtp: 5_004 };
/** Of discovery on the local network: a playlist could else take answers away from who listens there. */
const RESERVED_PORTS = new Set([1_900, 5_353, 65_001]);
const FIRST_FREE_PORT = 1_024;
const MAX_SOURCES = 20;

const MULTICAST = new BlockList();
MULTICAST.addSubnet('224.0.0.0', 4, 'ipv4');
MULTICAST.addSubnet('ff00::', 8, 'ipv6');
/** Routing protocols, and what finds devices and addresses in the local network: never a programme (RFC 5771, RFC 4291). */
const ASSIGNED = new BlockList();
ASSIGNED.addSubnet('224.0.0.0', 24, 'ipv4');
ASSIGNED.addSubnet('ff01::', 16, 'ipv6');
ASSIGNED.addSubnet('ff02::', 112, 'ipv6'); // all nodes, routers, mDNS …
ASSIGNED.addSubnet('ff02::1:0', 112, 'ipv6'); // DHCP, LLMNR
ASSIGNED.addSubnet('ff02::1:ff00:0', 104, 'ipv6'); // solicited nodes
ASSIGNED.addSubnet('ff02::2:ff00:0', 104, 'ipv6'); // node information

const SHAPE =
  /^(udp|rtp):\/\/(?:([^@/?#]*)@)?(\[[0-9a-f:.]*(?:%[\w.-]+)?\]|[^:/?#@[\]]*)(?::(\d{1,5}))?\/?(?:\?([^#]*))?(?:#.*)?$/i;

/** @throws AppError `net.bad-address` */
export function parseDatagramAddress(url: string): DatagramAddress {
  const match = SHAPE.exec(url);
  if (!match) throw bad('This is no address for UDP or RTP');
  const [, scheme = '', sender = '', bracketed = '', port, query = ''] = match;
  const [host = '', zone = ''] = bracketed.replace(/^\[|\]$/g, '').split('%');
  const options = new URLSearchParams(query);
  const sources = [sender, ...(options.get('sources') ?? '').split(',')].map(plain).filter((source) => source !== '');
  const address: DatagramAddress = {
    family: isIP(host) === 6 ? 6 : 4,
    host: isIP(host) === 0 ? '' : host, // a name says who sends; it is received at any address of this machine
    port: Number(port ?? DEFAULT_PORTS[scheme.toLowerCase()]),
    isMulticast: isIn(MULTICAST, host),
    sources: sources.filter((source) => isIP(source) !== 0),
    interface: options.get('localaddr') ?? options.get('iface') ?? options.get('interface') ?? zone,
  };
  check(address);
  return address;
}

function check({ host, port, sources, family, interface: chosen }: DatagramAddress): void {
  if (port < FIRST_FREE_PORT || port > 65_535 || RESERVED_PORTS.has(port)) throw bad(`Port ${port} is not for streams`);
  if (isIn(ASSIGNED, host)) throw bad(`${host} is not for streams`);
  if (sources.length > MAX_SOURCES) throw bad('Too many sources');
  if (sources.some((source) => isIP(source) !== family)) throw bad('Source and group are of different kinds');
  if (!/^[\w.:%-]{0,64}$/.test(chosen)) throw bad('This is no network interface');
}

/** VLC writes the sender's port too, and IPv6 in brackets. */
const plain = (source: string): string =>
  source
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d*$/, '$1');

function isIn(list: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && list.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

const bad = (message: string): AppError => new AppError('net.bad-address', message);
