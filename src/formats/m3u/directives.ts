// Lines that begin with `#` and are not EXTINF: what stands around an entry and belongs to it.

import { addHeader, readSuffix } from './location.ts';

/** What directives said about the entry that comes next. */
export interface Extras {
  /** By VLC's options: these win over all others. */
  readonly options: Record<string, string>;
  /** By `#EXTHTTP`. */
  readonly http: Record<string, string>;
  /** By Kodi's properties: these give way to all others. */
  readonly kodi: Record<string, string>;
  isProtected: boolean;
  isVod: boolean;
  logoUrl: string;
}

export const noExtras = (): Extras => ({
  options: {},
  http: {},
  kodi: {},
  isProtected: false,
  isVod: false,
  logoUrl: '',
});

const DIRECTIVE = /^#(EXTVLCOPT|KODIPROP|EXTHTTP|EXT-X-PLAYLIST-TYPE|EXTIMG)(?::|--)?\s*(.*)$/i;

/** @returns false for a comment, and for directives that say nothing about an entry */
export function readDirective(line: string, extras: () => Extras): boolean {
  const match = DIRECTIVE.exec(line);
  if (!match) return false;
  READERS[match[1]!.toUpperCase()]!(match[2]!, extras());
  return true;
}

const READERS: Readonly<Record<string, (value: string, extras: Extras) => void>> = {
  EXTVLCOPT: readVlcOption,
  KODIPROP: readKodiProperty,
  EXTHTTP: readHeaders,
  'EXT-X-PLAYLIST-TYPE': (value, extras) => {
    extras.isVod ||= /^vod\b/i.test(value);
  },
  EXTIMG: (value, extras) => {
    extras.logoUrl ||= value.trim();
  },
};

const VLC_HEADERS: Readonly<Record<string, string>> = {
  'http-user-agent': 'user-agent',
  'http-referrer': 'referer',
  'http-referer': 'referer',
  'http-cookie': 'cookie',
  'http-origin': 'origin',
};

function readVlcOption(value: string, extras: Extras): void {
  const [key, text] = pair(value);
  const name = VLC_HEADERS[key.toLowerCase()];
  if (name && !(name in extras.options)) addHeader(extras.options, name, unquoted(text));
}

const LICENCE = /^inputstream\.adaptive\.(?:license_(?:type|key|url|data)|drm(?:_legacy)?|server_certificate)$/i;
const KODI_HEADERS =
  /^inputstream\.(?:adaptive\.(?:stream_headers|manifest_headers|common_headers)|ffmpegdirect\.headers)$/i;

function readKodiProperty(value: string, extras: Extras): void {
  const [key, text] = pair(value);
  if (LICENCE.test(key)) extras.isProtected ||= text !== '';
  else if (KODI_HEADERS.test(key)) Object.assign(extras.kodi, readSuffix(text));
}

function readHeaders(json: string, extras: Extras): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return; // no header is better than half of one
  }
  if (parsed === null || typeof parsed !== 'object') return;
  for (const [name, value] of Object.entries(parsed)) {
    if (typeof value === 'string') addHeader(extras.http, name, value);
  }
}

function pair(value: string): readonly [key: string, text: string] {
  const equals = value.indexOf('=');
  return equals < 0 ? [value.trim(), ''] : [value.slice(0, equals).trim(), value.slice(equals + 1).trim()];
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2');
