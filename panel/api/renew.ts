// Stays logged in: the refresh token is taken for the next pair, by whoever finds first that the token is over.

import { token } from './token.ts';

let underway: Promise<boolean> | undefined;

/**
 * @param refused the token that was not taken; another part of the page may have a newer one already
 * @returns whether it is worth asking again
 */
export function renewLogin(refused: string | null): Promise<boolean> {
  const known = token.read();
  if (known !== null && known !== refused) return Promise.resolve(true);
  underway ??= renew().finally(() => (underway = undefined));
  return underway;
}

async function renew(): Promise<boolean> {
  const refresh_token = token.readRefresh();
  if (refresh_token === null) return false;
  try {
    const response = await fetch(new URL('api/login/refresh', document.baseURI), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token }),
    });
    if (!response.ok) return false;
    token.keep((await response.json()) as { token: string; refresh_token: string | null });
    return true;
  } catch {
    return false; // not reached: whatever is asked next says so
  }
}

const LOOK_EVERY_MS = 60_000;
const RENEW_BEFORE_MS = 5 * 60_000;

/** Before it is over: a picture that is fetched piece by piece shall not stand still. */
export function keepRenewed(): void {
  setInterval(() => {
    const known = token.read();
    if (known !== null && endOf(known) - Date.now() < RENEW_BEFORE_MS) void renewLogin(known);
  }, LOOK_EVERY_MS);
}

/** Epoch milliseconds, as the token itself says. */
function endOf(jwt: string): number {
  try {
    const part = (jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return (JSON.parse(atob(part)) as { exp: number }).exp * 1_000;
  } catch {
    return 0;
  }
}
