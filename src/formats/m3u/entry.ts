// Puts an entry together from what its EXTINF line, the directives around it and the list's header say.

import type { StreamEntry } from '../../model/stream.ts';
import { catchupOf, shiftMinutes } from './catchup.ts';
import type { Extras } from './directives.ts';
import type { Fields } from './fields.ts';
import { kindOf } from './kind.ts';
import { addHeader, nameFromAddress, type Location } from './location.ts';

export interface Surroundings {
  /** Where relative addresses start; empty for none. */
  readonly base: string;
  readonly header: Fields;
  /** By `#EXTGRP`, which lasts until the next one. */
  group: string;
  extras: Extras | null;
}

export function makeEntry(fields: Fields, { url, headers }: Location, around: Readonly<Surroundings>): StreamEntry {
  const { rare } = fields;
  const { extras, header } = around;
  const kind = kindOf(fields, url, extras?.isVod ?? false);
  const isBroadcast = kind === 'live' || kind === 'radio';
  const logoUrl = fields.logoUrl === '' ? (extras?.logoUrl ?? '') : fields.logoUrl;
  return {
    kind,
    name: fields.name || fields.tvgName || fields.tvgId || nameFromAddress(url),
    url,
    tvgId: fields.tvgId || (rare?.get('channel-id') ?? ''),
    tvgName: fields.tvgName,
    group: fields.group || around.group,
    logoUrl: readLogo(logoUrl, around.base),
    number: fields.number,
    guideShiftMinutes: shiftMinutes(rare?.get('tvg-shift') ?? header.rare?.get('tvg-shift')),
    catchup: isBroadcast ? catchupOf(rare, header.rare) : null,
    headers: extras === null && rare === null ? headers : mergeHeaders(rare, headers, extras),
    isProtected: extras?.isProtected ?? false,
  };
}

/** The more explicit wins: VLC's option, then `#EXTHTTP`, the address's suffix, an attribute, Kodi's property. */
function mergeHeaders(rare: Fields['rare'], suffix: Location['headers'], extras: Extras | null): Location['headers'] {
  const attributes: Record<string, string> = {};
  addHeader(attributes, 'user-agent', rare?.get('user-agent') ?? '');
  addHeader(attributes, 'referer', rare?.get('referer') ?? '');
  const merged = { ...extras?.kodi, ...attributes, ...suffix, ...extras?.http, ...extras?.options };
  return Object.keys(merged).length > 0 ? merged : null;
}

/** http and https only, made absolute; pictures inlined as `data:` are left out. */
function readLogo(text: string, base: string): string {
  if (text === '' || text.startsWith('http://') || text.startsWith('https://')) return text;
  if (text.startsWith('//')) return `http:${text}`;
  const url = base === '' ? URL.parse(text) : URL.parse(text, base);
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.href : '';
}
