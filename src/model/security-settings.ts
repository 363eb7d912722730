// Whom Masthead believes, and what it may be made to ask.

import * as z from 'zod';
import { network } from './client-limits.ts';

const networks = z
  .array(
    z
      .string()
      .trim()
      .max(50)
      .refine((text) => network.safeParse(text).success, 'not an address or network'),
  )
  .max(100)
  .default([]);

const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/, 'a name without port, or *. before one');

const origin = z
  .string()
  .max(300)
  .regex(/^https?:\/\/[^\s/?#*]+$/, 'an origin: scheme, host and port');

export const securitySettings = z.strictObject({
  /** Proxies that stand in front: only from them is `X-Forwarded-For` believed. */
  trusted_proxies: networks.meta({ label: 'Proxies whose X-Forwarded-For is believed, as addresses or networks' }),
  /** Against the rules for addresses of lists and redirects (src/net/reach.ts). */
  reachable_networks: networks.meta({
    label: 'Addresses that may be asked though they are Home Assistant’s, link-local or this machine’s own',
  }),
  /** Sites whose pages may use the API with a login of their own. */
  cors_origins: z
    .array(origin)
    .max(20)
    .default([])
    .meta({ label: 'Other sites whose pages may use the API, as origins' }),
  /** Players in the pages of other sites, as of a Chromecast (`https://www.gstatic.com`). */
  player_origins: z
    .array(z.union([z.literal('*'), origin]))
    .max(20)
    .default([])
    .meta({ label: 'Other sites whose pages may read lists and play streams, as origins; * for all' }),
  /** Of the public name space; those of the home are known (src/http/hosts.ts). */
  allowed_hosts: z
    .array(hostName)
    .max(50)
    .default([])
    .meta({ label: 'Names of your own domain by which browsers may ask for what is open to the local network' }),
  /** https://maxmind.github.io/MaxMind-DB/ */
  country_database: z
    .string()
    .max(1_000)
    .regex(/^(?:\/.*)?$/, 'an absolute path')
    .default('')
    .meta({ label: 'File that tells countries of addresses (.mmdb, as of MaxMind or DB-IP)' }),
});
