// What can be asked of the library.

import type { Title, TitleId, TitleKind } from '../model/title.ts';

export interface TitleQuery {
  /** Words that all stand in the name, in any case and order. */
  readonly search?: string;
  readonly kind?: TitleKind;
  /** The category as its provider writes it. */
  readonly group?: string;
  /** Those of a set of titles, or all others. */
  readonly among?: { readonly ids: readonly TitleId[]; readonly isIn: boolean };
  /** Only of these kinds and categories, whatever else is asked for. */
  readonly within?: { readonly kinds: readonly TitleKind[]; readonly groups: readonly string[] | null };
  /** Those of which it is known which of TMDB's they are, or all others. */
  readonly identified?: boolean;
  /** Those of which TMDB has one that may be it, or all others. */
  readonly suggested?: boolean;
  readonly sort: 'added' | 'name' | 'rating' | 'year';
  /** `next` of the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface TitlePage {
  readonly items: readonly Title[];
  readonly next: string | null;
  readonly total: number;
}

export const TITLE_PAGE_LIMIT = 200;
