// A panel's login as the one address that the API takes, and out of the address of a panel's playlist.

export interface PanelLogin {
  /** As a person types it: `tv.example:8080`, with or without a scheme, a path or a slash at the end. */
  readonly server: string;
  readonly user: string;
  readonly password: string;
}

/** `xtream://USER:PASSWORD@HOST:PORT`, with `xtreams` for https. */
export function xtreamSource({ server, user, password }: PanelLogin): string {
  const [, scheme = 'http', rest = ''] = /^(?:(https?|xtreams?):\/\/)?(.*)$/is.exec(server.trim()) ?? [];
  const isSecure = /s$/i.test(scheme);
  const host = rest.replace(/^[^/@]*@/, '').replace(/[/?#]+$/, '');
  const login = [user.trim(), password.trim()].map((part) => encodeURIComponent(part)).join(':');
  return `${isSecure ? 'xtreams' : 'xtream'}://${login}@${host}`;
}

/** Of `http://host/get.php?username=…&password=…` and its like. */
export function loginIn(address: string): PanelLogin | undefined {
  const url = URL.parse(address.trim());
  const user = url?.searchParams.get('username') ?? '';
  const password = url?.searchParams.get('password') ?? '';
  const path = /^(.*)\/\w+\.php$/.exec(url?.pathname ?? '');
  if (!url || !path || user === '' || password === '') return undefined;
  return { server: `${url.origin}${path[1] ?? ''}`, user, password };
}
