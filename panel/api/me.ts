// Who we are here: a member looks, an admin changes, a viewer only watches.

import { ask } from './client.ts';
import type { Answer } from './routes.ts';

export type Me = Answer<'GET /me'>;

/** What a view needs, in the server's words (src/http/permissions.ts), and an account here that is one's own. */
export type Need = 'account' | Me['may'][number];
export type Who = Pick<Me, 'id' | 'may'>;

let known: Me | undefined;

export async function learnWhoIAm(): Promise<Me> {
  known = await ask('GET /me');
  return known;
}

/** Known once the panel is open. */
export const me = (): Me | undefined => known;
export const mayChange = (): boolean => isFor('manage');

/** Whether somebody finds what is there for this need. @param who ourselves, by default */
export function isFor(need: Need, who: Who | undefined = known): boolean {
  if (!who) return false;
  return need === 'account' ? who.id !== null : who.may.includes(need);
}
