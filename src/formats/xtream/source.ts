// How a person names a panel (`xtream://USER:PASSWORD@HOST`, or the address of its playlist), and where the panel keeps what.

export interface PanelLogin {
  readonly username: string;
  readonly password: string;
}

export interface PanelSource extends PanelLogin {
  /** `http://host:port`, with the path of a panel that lives in a folder; without a trailing slash. */
  readonly base: string;
}

const SCHEME = /^xtreams?:\/\//i;
const LIST_PATH = /^(.*)\/(?:get|player_api|panel_api|xmltv)\.php$/;

export const isXtreamSource = (source: string): boolean => SCHEME.test(source);

/** @returns `undefined` when there is no user, no password or no host in it */
export function parseXtreamSource(source: string): PanelSource | undefined {
  if (!SCHEME.test(source)) return undefined;
  // Passwords with an `@` or `#` of their own are typed as they are: the host is behind the last `@`.
  const match = /^xtream(s?):\/\/([^:/@]*):(.*)@([^@/?#]+)(\/[^?#]*)?\/?(?:[?#].*)?$/i.exec(source);
  if (!match) return undefined;
  const [, secure, username = '', password = '', host = '', path = ''] = match;
  const base = `${secure ? 'https' : 'http'}://${host}${path.replace(/\/+$/, '')}`;
  if (!URL.canParse(base) || username === '' || password === '') return undefined;
  return { base, username: decoded(username), password: decoded(password) };
}

/** Of `http://host/get.php?username=…&password=…` and its like. */
export function parsePlaylistAddress(address: string): PanelSource | undefined {
  const url = URL.parse(address);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  const path = LIST_PATH.exec(url.pathname);
  const username = url.searchParams.get('username') ?? '';
  const password = url.searchParams.get('password') ?? '';
  if (!path || username === '' || password === '') return undefined;
  return { base: `${url.origin}${path[1]}`, username, password };
}

export function printXtreamSource({ base, username, password }: PanelSource): string {
  const address = base.replace(/^http(s?):/i, 'xtream$1:');
  return address.replace('//', `//${encodeURIComponent(username)}:${encodeURIComponent(password)}@`);
}

/** `player_api.php` with an action and its parameters. */
export function apiUrl(source: PanelSource, parameters: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ username: source.username, password: source.password, ...parameters });
  return `${source.base}/player_api.php?${query.toString()}`;
}

export function guideUrl(source: PanelSource): string {
  const { username, password } = source;
  return `${source.base}/xmltv.php?${new URLSearchParams({ username, password }).toString()}`;
}

export type PanelKind = 'live' | 'movie' | 'series';

/** @param file `123.ts` */
export function streamUrl({ base, username, password }: PanelSource, kind: PanelKind, file: string): string {
  return `${base}/${kind}/${encodeURIComponent(username)}/${encodeURIComponent(password)}/${file}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
