// Who stands behind a proxy. `X-Forwarded-For` can be written by anybody: it is read from the right, as far as each word comes
// from a proxy that the settings name, and what stands left of the first other address is not believed.

import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { networkTest, plainAddress } from '../net/network.ts';
import type { LanEnv } from './lan-env.ts';

/** More than any chain of proxies has. */
const MOST_HOPS = 32;
/** What proxies add: nearly every one of them at least one. */
const FORWARDING = [
  'x-forwarded-for',
  'forwarded',
  'x-real-ip',
  'x-forwarded-host',
  'x-forwarded-proto',
  'via',
  'cf-connecting-ip',
  'true-client-ip',
  'x-client-ip',
  'cdn-loop',
] as const;

/**
 * @param peer the socket's other end, plain
 * @param said the header, its lines joined by commas
 * @returns the address of whoever asked the outermost trusted proxy; undefined when a word before that makes no sense
 */
export function forwardedAddress(
  peer: string,
  said: string,
  isTrusted: (address: string) => boolean,
): string | undefined {
  let known = peer;
  for (const word of said.split(',').toReversed().slice(0, MOST_HOPS)) {
    if (!isTrusted(known)) break;
    const address = addressIn(word);
    if (address === undefined) return undefined;
    known = address;
  }
  return known;
}

/** `192.0.2.1`, `192.0.2.1:1234`, `2001:db8::1`, `[2001:db8::1]:1234`. */
function addressIn(word: string): string | undefined {
  const text = word.trim();
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1];
  const withPort = /^([\d.]+):\d{1,5}$/.exec(text)?.[1];
  const address = plainAddress(bracketed ?? withPort ?? text);
  return isIP(address) === 0 ? undefined : address;
}

/**
 * Sets who asks, and whether that is known. It is not behind a proxy that is not named, nor behind one that is and tells of
 * somebody else without a readable address (`unknown`, or another header alone). A named one that tells of nobody asks for itself.
 */
export function forwardedClient(trusted: () => readonly string[]): MiddlewareHandler<LanEnv> {
  let judged: { readonly networks: readonly string[]; readonly test: (address: string) => boolean } | undefined;
  return async (c, next) => {
    const networks = trusted();
    if (judged?.networks !== networks) judged = { networks, test: networkTest(networks) };
    const peer = plainAddress(c.env.incoming.socket.remoteAddress ?? '');
    const said = judged.test(peer) ? c.req.header('x-forwarded-for') : undefined;
    const address = said === undefined ? undefined : forwardedAddress(peer, said, judged.test);
    if (address !== undefined) c.env.clientAddress = address;
    else if (FORWARDING.some((name) => c.req.header(name) !== undefined)) c.env.isBehindUnknownProxy = true;
    await next();
  };
}
