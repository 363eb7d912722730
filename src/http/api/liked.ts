// Which rows of a list are favourites of whoever asks.

import type { Context } from 'hono';
import type { ChannelId } from '../../model/ids.ts';
import type { TitleId } from '../../model/title.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';

type Accounts = Pick<ApiPorts['accounts'], 'favourites'>;

const idsOf = (c: Context<ApiEnv>, { favourites }: Accounts) => favourites.idsOf(c.var.person.account?.id ?? '');

export const favouriteChannels = (c: Context<ApiEnv>, accounts: Accounts): ReadonlySet<ChannelId> =>
  new Set(idsOf(c, accounts).channels);

/** By the ids that they have now. */
export const favouriteTitles = (
  c: Context<ApiEnv>,
  { accounts, library }: { readonly accounts: Accounts; readonly library: Pick<ApiPorts['library'], 'title'> },
): ReadonlySet<TitleId> => new Set(idsOf(c, accounts).titles.map((id) => library.title(id)?.id ?? id));
