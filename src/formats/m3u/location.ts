// The line that says where a stream is: its scheme, the `|Header=value` suffix, addresses relative to the list.

/** Reasons, as they are counted. */
export type BadLocation = 'not-an-address' | 'relative-address' | 'unsupported-address';

export interface Location {
  readonly url: string;
  /** From the suffix, names in lower case; null for none. */
  readonly headers: Readonly<Record<string, string>> | null;
}

/** What a player, or ffmpeg, opens by itself. `plugin:` and `acestream:` need a program that is not here. */
const SCHEMES = new Set(
  'http https rtsp rtsps rtspu rtmp rtmps rtmpt rtmpe rtmpte rtp srtp udp srt mms mmsh mmst rist'.split(' '),
);
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const PLAIN_HTTP = /^https?:\/\/[^\s|/?#][^\s|]*$/;
const ADDRESS_INSIDE = /(?:^|\s)((?:https?|rtsps?|rtmps?|rtp|udp|srt|mmsh?):\/\/[^\s]+)$/i;

/**
 * @param base where relative addresses start; empty for none
 * @param isExpected an EXTINF came before it: a bare file name is an address then
 */
export function readLocation(line: string, base: string, isExpected: boolean): Location | BadLocation {
  if (PLAIN_HTTP.test(line)) return { url: line, headers: null };
  const [address, suffix] = withoutSuffix(line);
  const scheme = SCHEME.exec(address)?.[1]?.toLowerCase();
  if (scheme) return readAbsolute(address, scheme, suffix);
  return readRelative(address, base, isExpected, suffix);
}

/** The address at the end of a name, as pasted lists have it; `undefined` for none. */
export function addressAtEnd(name: string): { readonly name: string; readonly address: string } | undefined {
  const match = ADDRESS_INSIDE.exec(name);
  return match ? { name: name.slice(0, match.index).trim(), address: match[1]! } : undefined;
}

/** Names of files and folders that every second stream has. */
const GENERIC = /^(?:index|playlist|master|manifest|chunklist|mono|stream|live|video|hls|tracks-\w+)?$/i;

/** The last part of the path that says something, without extension and escapes; else the host. */
export function nameFromAddress(url: string): string {
  const [host = url, ...path] = url.split(/[?#]/, 1)[0]!.split('/').slice(2);
  const names = path.map((part) =>
    unescaped(part)
      .replace(/\.[a-z0-9]{2,5}$/i, '')
      .replaceAll('_', ' ')
      .trim(),
  );
  return names.findLast((name) => !GENERIC.test(name)) ?? host;
}

function readAbsolute(address: string, scheme: string, suffix: string): Location | BadLocation {
  if (!SCHEMES.has(scheme)) return 'unsupported-address';
  const rest = address.slice(scheme.length + 1);
  if (!/^\/\/[^/?#\s]/.test(rest)) return 'not-an-address';
  return { url: `${scheme}:${rest.replaceAll(/\s/g, '%20')}`, headers: readSuffix(suffix) };
}

function readRelative(address: string, base: string, isExpected: boolean, suffix: string): Location | BadLocation {
  const isPath = /^\.{0,2}\//.test(address);
  const isFileName = !/\s/.test(address) || /\.[a-z0-9]{2,5}$/i.test(address);
  if (!isPath && !(isFileName && (isExpected || /^\S+\.[a-z0-9]{2,5}$/i.test(address)))) return 'not-an-address';
  if (base === '') return 'relative-address';
  const url = URL.parse(address, base);
  return url ? { url: url.href, headers: readSuffix(suffix) } : 'not-an-address';
}

/** Kodi's way: `url|User-Agent=…&Referer=…`, percent-encoded. */
function withoutSuffix(line: string): readonly [address: string, suffix: string] {
  const bar = line.indexOf('|');
  return bar < 0 ? [line, ''] : [line.slice(0, bar).trimEnd(), line.slice(bar + 1)];
}

const HEADER_NAME = /^[!#$%&'*+.^_`~0-9a-z-]{1,64}$/;

/** `Name=value&Name=value`; names in lower case, what cannot be a header is left out. Null when nothing is left. */
export function readSuffix(suffix: string): Readonly<Record<string, string>> | null {
  if (suffix === '') return null;
  const headers: Record<string, string> = {};
  for (const pair of suffix.split(/[&|]/)) {
    const equals = pair.indexOf('=');
    if (equals > 0) addHeader(headers, pair.slice(0, equals), unescaped(pair.slice(equals + 1).replaceAll('+', ' ')));
  }
  return Object.keys(headers).length > 0 ? headers : null;
}

/** Leaves out what cannot be a header. */
export function addHeader(headers: Record<string, string>, name: string, value: string): void {
  const lower = name.trim().toLowerCase();
  const trimmed = value.trim();
  // oxlint-disable-next-line no-control-regex -- exactly those must not get into a request
  if (HEADER_NAME.test(lower) && trimmed !== '' && !/[\0-\x08\x0a-\x1f\x7f]/.test(trimmed)) headers[lower] = trimmed;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
