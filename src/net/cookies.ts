// A small cookie jar (RFC 6265) for the exchanges of one stream: panels and CDNs hand out a session with the playlist and
// ask for it with every segment. It lives as long as the stream does, so expiry dates matter only where they delete.

const MOST_COOKIES = 64;
const MOST_CHARS = 4_096;

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly isHostOnly: boolean;
  readonly path: string;
  readonly isSecure: boolean;
}

export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  /** Takes the `Set-Cookie` headers of an answer from `url`. */
  store(url: URL, headers: string | readonly string[] | undefined): void {
    for (const header of typeof headers === 'string' ? [headers] : (headers ?? [])) this.#storeOne(url, header);
  }

  /** The `Cookie` header for a request to `url`, with `own` in front; `undefined` when there is nothing to send. */
  header(url: URL, own?: string): string | undefined {
    const pairs = own === undefined || own === '' ? [] : [own];
    for (const cookie of this.#cookies.values()) {
      if (isFor(cookie, url)) pairs.push(`${cookie.name}=${cookie.value}`);
    }
    return pairs.length === 0 ? undefined : pairs.join('; ');
  }

  #storeOne(url: URL, header: string): void {
    const [pair = '', ...attributes] = header.slice(0, MOST_CHARS).split(';');
    const equals = pair.indexOf('=');
    if (equals < 1) return;
    const said = new Map(attributes.map((attribute) => nameAndValue(attribute)));
    const wanted = (said.get('domain') ?? '').replace(/^\./, '').toLowerCase();
    if (wanted !== '' && !isWithin(url.hostname, wanted)) return;
    const path = said.get('path') ?? '';
    const cookie: Cookie = {
      name: pair.slice(0, equals).trim(),
      value: pair.slice(equals + 1).trim(),
      domain: wanted === '' ? url.hostname : wanted,
      isHostOnly: wanted === '',
      path: path.startsWith('/') ? path : url.pathname.slice(0, Math.max(1, url.pathname.lastIndexOf('/'))),
      isSecure: said.has('secure'),
    };
    const key = `${cookie.domain} ${cookie.path} ${cookie.name}`;
    this.#cookies.delete(key);
    if (isDeleting(said)) return;
    this.#cookies.set(key, cookie);
    for (const oldest of this.#cookies.keys()) if (this.#cookies.size > MOST_COOKIES) this.#cookies.delete(oldest);
  }
}

function nameAndValue(attribute: string): [string, string] {
  const [name = '', value = ''] = attribute.split('=', 2);
  return [name.trim().toLowerCase(), value.trim()];
}

function isDeleting(said: ReadonlyMap<string, string>): boolean {
  const maxAge = said.get('max-age');
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  const expires = Date.parse(said.get('expires') ?? '');
  return Number.isFinite(expires) && expires <= Date.now();
}

/** A host is within its own name and within every domain above it that has a dot; addresses only within themselves. */
function isWithin(host: string, domain: string): boolean {
  return host === domain || (domain.includes('.') && !/^[\d.]+$/.test(domain) && host.endsWith(`.${domain}`));
}

function isFor({ domain, isHostOnly, path, isSecure }: Cookie, url: URL): boolean {
  if (isSecure && url.protocol !== 'https:') return false;
  if (isHostOnly ? url.hostname !== domain : !isWithin(url.hostname, domain)) return false;
  return url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}
