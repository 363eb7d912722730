// From where a person may come: networks that an admin has named, countries that he allows or blocks.

import { networkTest } from '../net/network.ts';
import type { StoredPerson } from './people-schema.ts';

/** What is known of an address. */
export interface Place {
  readonly address: string;
  /** ISO 3166-1 alpha-2; null where it is not known. */
  readonly country: string | null;
}

type Limits = Pick<StoredPerson, 'allowed_countries' | 'blocked_countries' | 'networks'>;

/** RFC 1918, RFC 3927, RFC 4193, RFC 4291: at home, in no country. */
const isAtHome = networkTest([
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '::1',
  'fc00::/7',
  'fe80::/10',
]);

/** An address of which no country is known is in none that is allowed. */
export function isAllowedFrom(
  { networks, allowed_countries: allowed, blocked_countries: blocked }: Limits,
  place: Place,
): boolean {
  const { address, country } = place;
  if (networks !== null && !networkTest(networks)(address)) return false;
  if (isAtHome(address)) return true;
  if (allowed !== null && (country === null || !allowed.includes(country))) return false;
  return country === null || !blocked.includes(country);
}
