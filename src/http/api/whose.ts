// Whose list, history or position is asked for: one's own, or, for an admin, anybody's.

import type { Context } from 'hono';
import * as z from 'zod';
import { rightsOf } from '../../accounts/people.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Rights } from '../../model/person.ts';
import type { ApiEnv } from '../guard.ts';
import { may } from '../permissions.ts';
import type { AccountsPort } from './ports.ts';
import { optional } from './route.ts';

/** Left out, it is whoever asks. */
export const personId = optional(z.string().min(1).max(64)).meta({
  description: 'Whose; left out, your own. Only an admin may ask for others',
});

export interface Whose {
  readonly accounts: Pick<AccountsPort, 'people'>;
  /** As in the query. */
  readonly asked: string | undefined;
}

/** @throws AppError `request.forbidden` for somebody else's and for one without an account, `request.not-found` */
export function whose(c: Context<ApiEnv>, { accounts, asked }: Whose): Rights {
  const own = c.var.person.account;
  if (asked === undefined || asked === own?.id) {
    if (own) return own.rights;
    throw new AppError('request.forbidden', 'You have no account here: Home Assistant lets you in.');
  }
  if (!may(c.var.person, 'manage'))
    throw new AppError('request.forbidden', 'Only an administrator may ask for others.');
  const person = accounts.people.get(asked);
  if (!person) throw new AppError('request.not-found', 'There is no such person.');
  return rightsOf(person);
}
