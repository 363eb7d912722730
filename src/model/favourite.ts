// What a person likes best: channels, movies and series, by ids that stay the same whatever providers rename.

import { parseChannelId, type ChannelId } from './ids.ts';
import { parseTitleId, type TitleId } from './title.ts';

export const FAVOURITE_KINDS = ['channel', 'movie', 'series'] as const;

/** In the person's order. */
export interface FavouriteIds {
  readonly channels: readonly ChannelId[];
  /** Movies and series, also under an id that a title had before it was found to be another's. */
  readonly titles: readonly TitleId[];
  /** Another one after every change. */
  readonly revision: string;
}

export const noFavourites: FavouriteIds = { channels: [], titles: [], revision: '' };

/** @param ids as printed: `c…`, `t…` */
export const favouriteIds = (ids: readonly string[], revision: string): FavouriteIds => ({
  channels: ids.flatMap((id) => parseChannelId(id) ?? []),
  titles: ids.flatMap((id) => parseTitleId(id) ?? []),
  revision,
});
