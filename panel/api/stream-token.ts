// A browser that plays by itself sends no headers: its addresses carry a token that opens streams and nothing else, for as
// long as an evening. The login's own would be over within the hour.

import { ask } from './client.ts';
import { token } from './token.ts';

const LIFETIME_MS = 12 * 60 * 60_000;
const RENEWED_BEFORE_MS = 4 * 60 * 60_000;

let known: { readonly text: string; readonly expiresAt: number } | undefined;

/** Null where nobody logs in, as in Home Assistant, and where there is none to be had: the local network may do without. */
export async function streamToken(): Promise<string | null> {
  if (token.read() === null) return null;
  if (known && known.expiresAt - Date.now() > RENEWED_BEFORE_MS) return known.text;
  const expiresAt = Date.now() + LIFETIME_MS;
  try {
    const body = { name: 'Player of the panel', scopes: ['stream' as const], expires_at: expiresAt };
    known = { text: (await ask('POST /me/tokens', { body })).token, expiresAt };
    return known.text;
  } catch {
    return null;
  }
}
