// How every connection to others is made: the name is looked up once, what comes out is held against the rules of reach.ts,
// and only then, to that same address, a socket is opened.

import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { lookup as lookUp } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { AppError } from '../kernel/errors.ts';
import { objectionTo, type Purpose } from './reach.ts';

type ConnectorOptions = buildConnector.BuildOptions;

/** For undici's `connect`. */
export function guardedConnector(options: ConnectorOptions, purpose: Purpose): buildConnector.connector {
  const byPort = new Map<number, buildConnector.connector>();
  return (asked, callback) => {
    const port = Number(asked.port || (asked.protocol === 'https:' ? 443 : 80));
    const hostname = unbracketed(asked.hostname);
    const objection = isIP(hostname) === 0 ? undefined : objectionTo({ address: hostname, port, hostname }, purpose);
    if (objection !== undefined) {
      callback(refusal(hostname, objection), null);
      return;
    }
    let connect = byPort.get(port);
    if (!connect) {
      connect = buildConnector({ ...options, allowH2: false, lookup: guardedLookup(port, purpose) });
      byPort.set(port, connect);
    }
    connect(asked, callback);
  };
}

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/** For `net.connect`: only addresses that may be reached come out. */
export function guardedLookup(port: number, purpose: Purpose, resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const { allowed, objection } = sifted(found ?? [], { hostname, port, purpose });
      const [first] = allowed;
      if (error) callback(error, '', 0);
      else if (!first) callback(refusal(hostname, objection ?? 'has no address'), '', 0);
      else if (options.all) callback(null, [...allowed]);
      else callback(null, first.address, first.family);
    });
  };
}

/**
 * For programs that connect by themselves: whether they may be told to.
 * @throws AppError `net.bad-address` when none of the host's addresses may be reached, or any of them may not
 */
export async function insistOnReach(url: string, purpose: Purpose): Promise<void> {
  const parsed = URL.parse(url);
  const hostname = unbracketed(parsed?.hostname ?? '');
  if (!parsed || hostname === '' || LISTENING.has(parsed.protocol)) return;
  const port = Number(parsed.port || DEFAULT_PORTS[parsed.protocol] || 0);
  const found =
    isIP(hostname) === 0 ? await lookUp(hostname, { all: true }).catch(() => []) : [{ address: hostname, family: 0 }];
  const { objection } = sifted(found, { hostname, port, purpose });
  if (objection !== undefined) throw refusal(hostname, objection);
}

/** What comes by these is received, multicast for the most part: nobody is asked. */
const LISTENING = new Set(['udp:', 'rtp:']);
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'rtsp:': 554, 'rtmp:': 1935 };

interface Asking {
  readonly hostname: string;
  readonly port: number;
  readonly purpose: Purpose;
}

function sifted(found: readonly LookupAddress[], { hostname, port, purpose }: Asking) {
  const judged = found.map((one) => ({
    one,
    objection: objectionTo({ address: one.address, port, hostname }, purpose),
  }));
  return {
    allowed: judged.filter(({ objection }) => objection === undefined).map(({ one }) => one),
    objection: judged.find(({ objection }) => objection !== undefined)?.objection,
  };
}

const unbracketed = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

const refusal = (hostname: string, objection: string): AppError =>
  new AppError('net.bad-address', `${hostname} ${objection}: it is not asked`, { context: { host: hostname } });
