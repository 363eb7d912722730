// Who we are here: a member looks, an admin changes, a viewer only watches.

import { ask } from './client.ts';
import type { Answer } from './routes.ts';

export type Me = Answer<'GET /me'>;

/** What a view needs, in the server's words (src/http/permissions.ts), and an account here that is one's own. */
export type Need = 'account' | 'govern' | 'inspect' | 'look' | 'manage' | 'me';

const ROLE_HAS: Readonly<Record<Me['role'], readonly Need[]>> = {
  admin: ['me', 'look', 'inspect', 'manage', 'govern'],
  member: ['me', 'look'],
  viewer: ['me'],
};

let known: Me | undefined;

export async function learnWhoIAm(): Promise<Me> {
  known = await ask('GET /me');
  return known;
}

/** Known once the panel is open. */
export const me = (): Me | undefined => known;
export const mayChange = (): boolean => known?.role === 'admin';

/** Whether somebody finds what is there for this need. @param who ourselves, by default */
export function isFor(need: Need, who: Pick<Me, 'id' | 'role'> | undefined = known): boolean {
  if (!who) return false;
  return need === 'account' ? who.id !== null : ROLE_HAS[who.role].includes(need);
}
