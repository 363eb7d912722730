import { expect, test } from 'vitest';
import type { Group } from '../../../panel/api/routes.ts';
import { marketName } from '../../../panel/locale/markets.ts';
import { countriesOf } from '../../../panel/views/welcome/countries.ts';

const group = (name: string, market: string, channel_count: number): Group => ({
  name,
  market,
  channel_count,
  enabled_count: channel_count,
});

test('groups stand by country, the largest first, what is of none last', () => {
  const groups = [group('News', '', 90), group('DE Sport', 'de', 5), group('UK', 'uk', 7), group('DE Kino', 'de', 4)];
  expect(countriesOf(groups).map(({ market, of, channels }) => [market, of.length, channels])).toEqual([
    ['de', 2, 9],
    ['uk', 1, 7],
    ['', 1, 90],
  ]);
});

test('a market is named as a country where it is one', () => {
  expect([marketName('de'), marketName('uk'), marketName('exyu')]).toEqual(['Germany', 'United Kingdom', 'EXYU']);
});
