// Who we are here: a member looks, an admin changes, a viewer only watches.

import { ask } from './client.ts';
import type { Answer } from './routes.ts';

export type Me = Answer<'GET /me'>;

let known: Me | undefined;

export async function learnWhoIAm(): Promise<Me> {
  known = await ask('GET /me');
  return known;
}

/** Known once the panel is open. */
export const me = (): Me | undefined => known;
export const mayChange = (): boolean => known?.role === 'admin';
