// From where a person may come: networks that an admin has named, countries that he allows or blocks.

import { networkTest } from '../net/network.ts';
import type { StoredPerson } from './people-schema.ts';

/** What is known of where somebody is. */
export interface Place {
  /** Plain; empty where it is not known. */
  readonly address: string;
  /** In the home's network: in no country. */
  readonly isAtHome: boolean;
  /** ISO 3166-1 alpha-2; null where it is not known. */
  readonly country: string | null;
}

type Limits = Pick<StoredPerson, 'allowed_countries' | 'blocked_countries' | 'networks'>;

/** An address of which no country is known is in none that is allowed. */
export function isAllowedFrom(
  { networks, allowed_countries: allowed, blocked_countries: blocked }: Limits,
  place: Place,
): boolean {
  const { address, country, isAtHome } = place;
  if (networks !== null && !networkTest(networks)(address)) return false;
  if (isAtHome) return true;
  if (allowed !== null && (country === null || !allowed.includes(country))) return false;
  return country === null || !blocked.includes(country);
}
