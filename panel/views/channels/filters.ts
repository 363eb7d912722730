// What the table is filtered by: as the address has it, and as the API is asked.

import type { Asked } from '../../api/routes.ts';
import type { ChannelQuery } from './channel-pages.ts';

export interface ChannelFilters {
  readonly search: string;
  readonly group: string;
  /** Its id. */
  readonly provider: string;
  /** Active: on, with a stream; inactive: off; missing: no stream any more; empty: all. */
  readonly show: string;
  /** With, without, unsure, or how it was found. */
  readonly guide: string;
  /** Country code. */
  readonly market: string;
  /** Coast. */
  readonly feed: string;
  /** Hours of a time shift. */
  readonly shift: string;
  /** That the name claims. */
  readonly resolution: string;
  /** How the stream that is tried first stands. */
  readonly health: string;
  /** Channels that are alike: their family's id. */
  readonly family: string;
  /** `alike` shows of a family only its first. */
  readonly fold: string;
  /** One of `SORTS`, with `-` before it the other way round; empty: by number. */
  readonly sort: string;
}

/** What the list is sorted by, in the order of its columns. */
export const SORTS = ['number', 'name', 'group', 'health'] as const;
export type Sort = (typeof SORTS)[number];

export interface Sorting {
  readonly by: Sort;
  readonly isDown: boolean;
}

/** By number, upwards, for what is none. */
export function sortingOf({ sort }: Pick<ChannelFilters, 'sort'>): Sorting {
  const by = SORTS.find((name) => name === sort.replace('-', '')) ?? 'number';
  return { by, isDown: sort === `-${by}` };
}

/** Another column upwards, the same one the other way round. */
export function sortedBy(by: Sort, now: Sorting): string {
  const isDown = now.by === by && !now.isDown;
  if (isDown) return `-${by}`;
  return by === 'number' ? '' : by;
}

/** Those that stand behind the button, in this order. */
export const MORE_FILTERS = ['provider', 'guide', 'market', 'feed', 'shift', 'resolution', 'health'] as const;
export type MoreFilter = (typeof MORE_FILTERS)[number];

type Where = NonNullable<Asked<'POST /channels/edit'>['body']['where']>;

interface AskedOf {
  readonly query: ChannelQuery;
  /** The same as a body has it; undefined where a body cannot say it. */
  readonly where: Where | undefined;
}

/** A guide that was found with less is worth a look, of 100. */
export const SURE_OF_GUIDE = 90;

export function filtersOf(query: URLSearchParams): ChannelFilters {
  const show = query.get('show') ?? 'active';
  const from = (name: keyof ChannelFilters): string => query.get(name) ?? '';
  return {
    search: from('search'),
    group: from('group'),
    provider: from('provider'),
    show: show === 'all' ? '' : show,
    guide: from('guide'),
    market: from('market'),
    feed: from('feed'),
    shift: from('shift'),
    resolution: from('resolution'),
    health: from('health'),
    family: from('family'),
    fold: from('fold'),
    sort: from('sort'),
  };
}

const SHOWN: Readonly<Record<string, Where>> = {
  active: { enabled: true, present: true },
  inactive: { enabled: false, present: true },
  missing: { present: false },
};

export const GUIDES: Readonly<Record<string, Where>> = {
  with: { has_guide: true },
  without: { has_guide: false },
  unsure: { guide_score_below: SURE_OF_GUIDE },
  id: { guide_by: 'id' },
  name: { guide_by: 'name' },
  likeness: { guide_by: 'likeness' },
  hand: { guide_by: 'hand' },
};

/** Bodies do not know these. */
export const HEALTHS: Readonly<Record<string, ChannelQuery>> = {
  good: { health_min: '80' },
  fair: { health_min: '50', health_max: '79' },
  poor: { health_max: '49' },
  failing: { state: 'failing' },
  dead: { state: 'dead' },
  unknown: { state: 'unknown' },
  less: { verdict: 'less' },
};

const known = new WeakMap<ChannelFilters, AskedOf>();

/** The same objects for the same filters. */
export function queryOf(filters: ChannelFilters): AskedOf {
  let asked = known.get(filters);
  if (!asked) known.set(filters, (asked = make(filters)));
  return asked;
}

function make(filters: ChannelFilters): AskedOf {
  const { search, group, provider, show, guide, market, feed, shift, resolution, family } = filters;
  const where = {
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(group !== '' && { group }),
    ...(provider !== '' && { provider_id: provider }),
    ...SHOWN[show],
    ...GUIDES[guide],
    ...(market !== '' && { market }),
    ...(feed !== '' && { feed }),
    ...(shift !== '' && { shift_hours: Number(shift) }),
    ...(resolution !== '' && { resolution }),
    ...(family !== '' && { family }),
  } as Where;
  const plain = Object.entries(where).map(([name, value]) => [name, typeof value === 'string' ? value : String(value)]);
  const beyond: ChannelQuery = { ...HEALTHS[filters.health], ...(filters.fold !== '' && { folded: 'true' }) };
  const { by, isDown } = sortingOf(filters);
  const order: ChannelQuery = { ...(by !== 'number' && { sort: by }), ...(isDown && { order: 'desc' }) };
  return {
    where: Object.keys(beyond).length === 0 ? where : undefined,
    query: { ...(Object.fromEntries(plain) as ChannelQuery), ...beyond, ...order },
  };
}
