// Who stands behind a proxy. `X-Forwarded-For` can be written by anybody: it is read from the right, as far as each word comes
// from a proxy that the settings name, and what stands left of the first other address is not believed.

import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { networkTest, plainAddress } from '../net/network.ts';
import type { LanEnv } from './lan-env.ts';

/** More than any chain of proxies has. */
const MOST_HOPS = 32;
/** What a proxy adds, one of them at least. */
const FORWARDING = ['x-forwarded-for', 'forwarded', 'x-real-ip'] as const;

/**
 * @param peer the socket's other end, plain
 * @param said the header, its lines joined by commas
 * @returns the address of whoever asked the outermost trusted proxy; the last one that makes sense when a word does not
 */
export function forwardedAddress(peer: string, said: string, isTrusted: (address: string) => boolean): string {
  let known = peer;
  for (const word of said.split(',').toReversed().slice(0, MOST_HOPS)) {
    if (!isTrusted(known)) break;
    const address = addressIn(word);
    if (address === undefined) break;
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

/** Sets who asks, and whether that is known: behind a proxy that is not named it is not. */
export function forwardedClient(trusted: () => readonly string[]): MiddlewareHandler<LanEnv> {
  let judged: { readonly networks: readonly string[]; readonly test: (address: string) => boolean } | undefined;
  return async (c, next) => {
    const networks = trusted();
    if (judged?.networks !== networks) judged = { networks, test: networkTest(networks) };
    const peer = plainAddress(c.env.incoming.socket.remoteAddress ?? '');
    if (judged.test(peer))
      c.env.clientAddress = forwardedAddress(peer, c.req.header('x-forwarded-for') ?? '', judged.test);
    else if (FORWARDING.some((name) => c.req.header(name) !== undefined)) c.env.isBehindUnknownProxy = true;
    await next();
  };
}
