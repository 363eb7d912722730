// Where a person's views of the table are kept: with its account; in this browser where it has none here.

import { ask } from '../../api/client.ts';
import { isFor } from '../../api/me.ts';
import { filtersOf, type ChannelFilters } from './filters.ts';

export interface SavedView {
  readonly name: string;
  readonly filters: ChannelFilters;
}

const KEY = 'masthead.channel-views';
/** As many as the server keeps. */
export const MOST_VIEWS = 30;

/** What this browser kept before there was a place with the account goes there. */
export async function loadViews(signal?: AbortSignal): Promise<readonly SavedView[]> {
  const here = inBrowser();
  if (!isFor('account')) return here;
  const kept = (await ask('GET /me/channel-views', {}, signal)).items.map(({ name, filters }) => ({
    name,
    filters: filtersOf(new URLSearchParams(filters)),
  }));
  if (here.length === 0) return kept;
  const all = [...here.filter(({ name }) => !kept.some((one) => one.name === name)), ...kept].slice(-MOST_VIEWS);
  await keepViews(all);
  localStorage.removeItem(KEY);
  return all;
}

/** All of them. @throws Problem */
export async function keepViews(views: readonly SavedView[]): Promise<void> {
  if (!isFor('account')) return localStorage.setItem(KEY, JSON.stringify(views));
  const items = views.map(({ name, filters }) => ({ name, filters: writtenOf(filters) }));
  await ask('PUT /me/channel-views', { body: { items } });
}

/** As the address has them: what shows everything is said, what filters nothing is not. */
function writtenOf(filters: ChannelFilters): Record<string, string> {
  const said = Object.entries(filters).filter(([, value]) => value !== '');
  return { ...Object.fromEntries(said), show: filters.show || 'all' };
}

function inBrowser(): readonly SavedView[] {
  try {
    const views = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
    if (!Array.isArray(views)) return [];
    const none = filtersOf(new URLSearchParams()); // kept before there were others
    return (views as SavedView[]).map(({ name, filters }) => ({ name, filters: { ...none, ...filters } }));
  } catch {
    return [];
  }
}
