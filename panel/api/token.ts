// The login's tokens: one for the API, one that is taken for the next two. In Home Assistant there are none: its ingress has
// asked already.

const KEY = 'masthead.token';
const REFRESH_KEY = 'masthead.refresh';
const listeners = new Set<() => void>();

export const token = {
  read: (): string | null => storage()?.getItem(KEY) ?? null,
  readRefresh: (): string | null => storage()?.getItem(REFRESH_KEY) ?? null,
  /** Without a refresh token another tab has just kept it. */
  keep(login: { readonly token: string; readonly refresh_token: string | null }): void {
    storage()?.setItem(KEY, login.token);
    if (login.refresh_token !== null) storage()?.setItem(REFRESH_KEY, login.refresh_token);
  },
  drop(): void {
    storage()?.removeItem(KEY);
    storage()?.removeItem(REFRESH_KEY);
  },
  /** The server did not take it, or wants one. */
  refused(): void {
    token.drop();
    for (const listener of listeners) listener();
  },
  onRefused(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** A browser may forbid it altogether. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
