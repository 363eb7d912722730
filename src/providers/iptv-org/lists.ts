// The public lists of iptv-org: `iptv-org://countries/de`, `iptv-org://categories/news`; by itself, all of them.
// Codes and paths as the project's PLAYLISTS.md has them.

import { COUNTRY_CODES } from '../../formats/names/words/markets.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PublicList } from '../provider.ts';

const SOURCE = /^iptv-org:\/\/(?:(countries|categories|languages|regions|subdivisions)\/([a-z-]{2,40}))?\/?$/i;

const CATEGORIES =
  'animation auto business classic comedy cooking culture documentary education entertainment family general kids ' +
  'legislative lifestyle movies music news outdoor religious science series shop sports travel weather';

export const isIptvOrgSource = (source: string): boolean => SOURCE.test(source.trim());

/** @throws AppError `provider.invalid` for a source that names no list */
export function listAddress(source: string, baseUrl: string): string {
  const found = SOURCE.exec(source.trim());
  if (!found) throw new AppError('provider.invalid', 'The source names no list of iptv-org, such as countries/de');
  const [, by, code] = found;
  const path = by && code ? `${by}/${code}`.toLowerCase() : 'index';
  // The project writes the United Kingdom as `uk`, ISO 3166 as `gb`.
  return `${baseUrl.replace(/\/+$/, '')}/${path === 'countries/gb' ? 'countries/uk' : path}.m3u`;
}

export function nameOfList(source: string): string {
  const [, by = '', code = ''] = SOURCE.exec(source.trim()) ?? [];
  if (code === '') return 'iptv-org';
  return `iptv-org ${by.toLowerCase() === 'countries' ? countryName(code) : code.toLowerCase()}`;
}

const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
const countryName = (code: string): string =>
  /^[a-z]{2}$/i.test(code) ? (countryNames.of(code.toUpperCase().replace('UK', 'GB')) ?? code) : code;

export const PUBLIC_LISTS: readonly PublicList[] = [
  ...COUNTRY_CODES.map((id): PublicList => ({ by: 'country', id, source: `iptv-org://countries/${id}` })),
  ...CATEGORIES.split(' ').map((id): PublicList => ({ by: 'category', id, source: `iptv-org://categories/${id}` })),
];
