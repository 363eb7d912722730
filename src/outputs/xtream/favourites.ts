// A person's favourites as a category before all others, of each kind that has some: in its order, and what it may have.

import type { Channel, LineupSnapshot } from '../../model/channel.ts';
import type { Title, TitleKind } from '../../model/title.ts';
import { mayHave, mayHaveTitle, type ListedCategory } from './live-lists.ts';
import type { XtreamPorts, XtreamRights } from './ports.ts';
import { categoryId } from './small-ids.ts';

/** No group of a provider has this name: one that is called Favourites is a category of its own. */
const KEY = '\0favourites';
const NAME = 'Favourites';

export const favouritesId = (kind: 'live' | TitleKind): number => categoryId(kind, KEY);

export const isFavourites = (kind: 'live' | TitleKind, category: string | undefined): boolean =>
  category === String(favouritesId(kind));

/** None where it would be empty. */
export function favouritesCategory(kind: 'live' | TitleKind, items: readonly unknown[]): ListedCategory[] {
  if (items.length === 0) return [];
  return [{ category_id: String(favouritesId(kind)), category_name: NAME, parent_id: 0 }];
}

export function favouriteChannels({ byId }: LineupSnapshot, user: XtreamRights): Channel[] {
  const channels = (user.favourites?.channels ?? []).flatMap((id) => byId.get(id) ?? []);
  return channels.filter((channel) => mayHave(user, channel));
}

/** Point reads, of as many as a person may have. */
export function favouriteTitles(
  { library }: Pick<XtreamPorts, 'library'>,
  kind: TitleKind,
  user: XtreamRights,
): Title[] {
  const titles = (user.favourites?.titles ?? []).flatMap((id) => library.title(id) ?? []);
  return titles.filter((title) => title.kind === kind && mayHaveTitle(user, title));
}
