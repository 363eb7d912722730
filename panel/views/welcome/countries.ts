// The countries that groups are of, to be taken or left at once.

import type { Group } from '../../api/routes.ts';

export interface CountryOfGroups {
  /** Code; empty for groups of which nobody says it. */
  readonly market: string;
  readonly of: readonly Group[];
  readonly channels: number;
}

/** Those with the most channels first, what is of none last. */
export function countriesOf(groups: readonly Group[]): CountryOfGroups[] {
  return [...Map.groupBy(groups, ({ market }) => market)]
    .map(([market, of]) => ({ market, of, channels: of.reduce((sum, group) => sum + group.channel_count, 0) }))
    .toSorted((a, b) => Number(a.market === '') - Number(b.market === '') || b.channels - a.channels);
}
