// What playlists call countries: codes, some of their own.

import { countryName } from './countries.ts';

/** In the chosen language; what is no country (a language, a region) as it is. */
export function marketName(code: string): string {
  const known = code === 'uk' ? 'gb' : code; // the standard has `gb`
  return known.length === 2 ? countryName(known.toUpperCase()) : known.toUpperCase();
}
