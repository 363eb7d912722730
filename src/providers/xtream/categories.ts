// A panel's categories, and which of them a person has chosen.

import { readCategory } from '../../formats/xtream/entries.ts';
import type { CategorySelection } from '../../model/xtream-options.ts';
import type { Category, CategoryLists } from '../provider.ts';
import { logIn, readList, type PanelRequest } from './panel.ts';

export type ListName = keyof CategoryLists;

const ACTIONS: Readonly<Record<ListName, string>> = {
  live: 'get_live_categories',
  movies: 'get_vod_categories',
  series: 'get_series_categories',
};

export async function readCategories(request: PanelRequest, list: ListName): Promise<Category[]> {
  const found: Category[] = [];
  await readList(request, { action: ACTIONS[list] }, (element) => {
    const category = readCategory(element);
    if (category) found.push(category);
  });
  return found;
}

/**
 * A panel that has no movies may answer with a page when it is asked for their categories: then there are none.
 * @throws AppError as `logIn`; as `readList` when it has no list of any kind
 */
export async function readAllCategories(request: PanelRequest): Promise<CategoryLists> {
  await logIn(request); // to a wrong login panels send empty lists
  const lists: Record<ListName, readonly Category[]> = { live: [], movies: [], series: [] };
  const faults: unknown[] = [];
  for (const name of ['live', 'movies', 'series'] as const) {
    try {
      lists[name] = await readCategories(request, name);
    } catch (error) {
      request.signal.throwIfAborted();
      faults.push(error);
    }
  }
  if (faults.length === 3) throw faults[0];
  return lists;
}

export interface Chosen {
  /** Whether an element in these categories is taken: one of them is enough, and one that is left out decides. */
  takes(categoryIds: readonly string[]): boolean;
  /** The name of the first that is taken; empty for none. */
  nameOf(categoryIds: readonly string[]): string;
  /** The categories to ask for one by one; null when that would be no cheaper than asking for all. */
  readonly asked: readonly string[] | null;
}

/** Asking for many categories one by one is slower than asking for everything, and looks like an attack. */
const MAX_ASKED = 40;

export function chosenOf(categories: readonly Category[], { include, exclude }: CategorySelection): Chosen {
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const isNamed = (words: readonly string[]): ((id: string) => boolean) => {
    const wanted = new Set(words.map(folded));
    return (id) => wanted.has(folded(id)) || wanted.has(folded(names.get(id) ?? ''));
  };
  const [isIncluded, isExcluded] = [isNamed(include), isNamed(exclude)];
  const takesOne = (id: string): boolean => (include.length === 0 || isIncluded(id)) && !isExcluded(id);
  const asked = categories.map(({ id }) => id).filter(takesOne);
  return {
    takes: (ids) => (ids.length === 0 ? include.length === 0 : ids.some(takesOne) && !ids.some(isExcluded)),
    nameOf: (ids) => names.get(ids.find(takesOne) ?? ids[0] ?? '') ?? '',
    asked: include.length > 0 && asked.length <= MAX_ASKED ? asked : null,
  };
}

const folded = (word: string): string => word.trim().toLowerCase();
