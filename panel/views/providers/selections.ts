// From ticked categories to what a provider's options say, and back.

import type { Answer } from '../../api/routes.ts';

export const PARTS = ['live', 'movies', 'series'] as const;
export type Part = (typeof PARTS)[number];

export type Category = Answer<'POST /providers/categories'>['live'][number];

export interface Selection {
  readonly take: boolean;
  /** Ids or names; empty for all. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export type Selections = Readonly<Record<Part, Selection>>;

const names = (list: readonly string[], { id, name }: Category): boolean =>
  list.some((one) => one === id || one.toLowerCase() === name.toLowerCase());

/** Ids of those that are taken now. */
export function takenOf(categories: readonly Category[], selection: Selection | undefined): Set<string> {
  if (selection && !selection.take) return new Set();
  const { include = [], exclude = [] } = selection ?? {};
  const taken = categories.filter((one) => (include.length === 0 || names(include, one)) && !names(exclude, one));
  return new Set(taken.map(({ id }) => id));
}

/**
 * What is said about them: the shorter list. With most of them taken, those that are not are left out by name, and a category
 * that the panel adds later is taken, too; with few taken, these alone are.
 */
export function selectionOf(categories: readonly Category[], taken: ReadonlySet<string>): Selection {
  const out = categories.filter(({ id }) => !taken.has(id));
  if (taken.size === 0) return { take: false, include: [], exclude: [] };
  if (out.length <= categories.length / 2) return { take: true, include: [], exclude: out.map(({ id }) => id) };
  return { take: true, include: categories.filter(({ id }) => taken.has(id)).map(({ id }) => id), exclude: [] };
}
