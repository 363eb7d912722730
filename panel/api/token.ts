// The login's token. In Home Assistant there is none: its ingress has asked already.

const KEY = 'masthead.token';
const listeners = new Set<() => void>();

export const token = {
  read: (): string | null => storage()?.getItem(KEY) ?? null,
  keep(value: string): void {
    storage()?.setItem(KEY, value);
  },
  drop(): void {
    storage()?.removeItem(KEY);
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
