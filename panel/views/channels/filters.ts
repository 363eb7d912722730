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
  readonly guide: string;
  /** Channels that are alike: their family's id. */
  readonly family: string;
}

type Where = NonNullable<Asked<'POST /channels/edit'>['body']['where']>;

interface AskedOf {
  readonly query: ChannelQuery;
  /** The same as a body has it. */
  readonly where: Where;
}

export function filtersOf(query: URLSearchParams): ChannelFilters {
  const show = query.get('show') ?? 'active';
  return {
    search: query.get('search') ?? '',
    group: query.get('group') ?? '',
    provider: query.get('provider') ?? '',
    show: show === 'all' ? '' : show,
    guide: query.get('guide') ?? '',
    family: query.get('family') ?? '',
  };
}

const SHOWN: Readonly<Record<string, Where>> = {
  active: { enabled: true, present: true },
  inactive: { enabled: false, present: true },
  missing: { present: false },
};

const known = new WeakMap<ChannelFilters, AskedOf>();

/** The same objects for the same filters. */
export function queryOf(filters: ChannelFilters): AskedOf {
  let asked = known.get(filters);
  if (!asked) known.set(filters, (asked = make(filters)));
  return asked;
}

function make({ search, group, provider, show, guide, family }: ChannelFilters): AskedOf {
  const where: Where = {
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(group !== '' && { group }),
    ...(provider !== '' && { provider_id: provider }),
    ...SHOWN[show],
    ...(guide !== '' && { has_guide: guide === 'with' }),
    ...(family !== '' && { family }),
  };
  const flags = Object.entries(where).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? String(value) : value,
  ]);
  return { where, query: Object.fromEntries(flags) as ChannelQuery };
}
