// Where a redirect leads and what may be taken along. The rules of the whole house: lists, guides, logos and streams.

import { AppError } from '../kernel/errors.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Meant for one origin only. */
const CREDENTIAL_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization']);

export interface Hop {
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** @throws AppError `net.bad-address` unless it is an absolute http or https URL */
export function parseHttpUrl(text: string): URL {
  const url = URL.parse(text);
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '') return url;
  throw new AppError('net.bad-address', 'The address is not a valid http or https URL');
}

/**
 * The next request, or `undefined` when the response is the final one. Headers are kept; credentials only within one
 * origin, or from http to https of the same host.
 * @throws AppError `net.bad-address` when it leads anywhere but to http or https
 */
export function nextHop(from: Hop, status: number, location: string | undefined): Hop | undefined {
  if (!REDIRECTS.has(status) || !location) return undefined;
  const url = URL.parse(fromHeader(location), from.url.href);
  if (!url) throw new AppError('net.bad-address', `${from.url.host} redirects to an address that is not valid`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new AppError('net.bad-address', `${from.url.host} redirects to something that is not http`);
  }
  url.hash = '';
  return { url, headers: mayKeepCredentials(from.url, url) ? from.headers : withoutCredentials(from.headers) };
}

/** A URL's `user:password@` as the header that carries it; empty when it has none or the headers have one already. */
export function basicAuthorization({ url, headers }: Hop): Readonly<Record<string, string>> {
  if (url.username === '' || 'authorization' in headers) return {};
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  return { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
}

function mayKeepCredentials(from: URL, to: URL): boolean {
  if (from.origin === to.origin) return true;
  const isUpgrade = from.protocol === 'http:' && to.protocol === 'https:';
  return isUpgrade && from.hostname === to.hostname && from.port === '' && to.port === '';
}

function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIAL_HEADERS.has(name)));
}

/** Header bytes arrive as Latin-1; servers that do not percent-encode send UTF-8. */
function fromHeader(location: string): string {
  return Buffer.from(location, 'latin1').toString('utf8');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
