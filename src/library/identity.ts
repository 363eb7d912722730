// Which title of TMDB a title is: what was answered, and how it is kept.

import type { StreamId } from '../model/ids.ts';
import type { ListedEpisode, Title, TitleDetail, TitleId } from '../model/title.ts';
import { nameKey } from './title-key.ts';

export interface Identity {
  /** 0 for one that TMDB does not know. */
  readonly tmdbId: number;
  /** Name and year are the same: sure enough to make one title of two. */
  readonly isSure: boolean;
}

/** What was learnt of a title. */
export interface Learnt {
  readonly title: TitleId;
  readonly at: number;
  readonly detail?: { readonly source: string; readonly content: Partial<TitleDetail> };
  readonly listing?: {
    readonly stream: StreamId;
    readonly modifiedAt: number;
    readonly episodes: readonly ListedEpisode[];
  };
  /** By the key of the name: it outlives the title's row. */
  readonly identity?: Identity & { readonly key: number };
}

export function identification({ id, kind, name, year }: Title, identity: Identity, at: number): Learnt {
  return { title: id, at, identity: { ...identity, key: nameKey(kind, name, year) } };
}
