import { expect, test } from 'vitest';
import { marketOf } from '../../src/matching/market-of.ts';

test.each([
  ['DE: Brio', 'UK | Sports', '', 'de'],
  ['Brio', 'UK | Sports', 'brio.de', 'uk'],
  ['Brio', 'DE ➾ PLUTO TV', '', 'de'],
  ['Brio', 'Kanäle Deutschland', '', 'de'],
  ['Brio', 'GERMANY HD', '', 'de'],
  ['Brio', 'ES NEWS', '', 'es'],
  ['AR: Brio', 'EG ➾ EGYPT', '', 'eg'],
  ['AR: Brio', 'SPORTS', '', 'mena'],
  ['Brio', 'Sports', 'Brio.uk@SD', 'uk'],
  ['Brio', 'Sports', 'brio.tv', ''],
  ['VIP SPORT: Brio 2 (PL)', 'VIP SPORTS', '', 'pl'],
  ['Brio (HD)', 'In the Kitchen', 'Brio', ''],
  ['LA: Brio', 'LA ➾ LATIN', '', 'latam'],
  ['LA: Brio', 'LATINO HD', '', 'latam'],
  ['LA: Brio', 'LA | Laos', '', 'la'],
  ['AF: Brio', 'AF ➾ AFRICA', '', 'africa'],
  ['Brio', 'MN ➾ MONTENEGRO', '', 'me'],
  ['MN: Brio', 'MN ➾ MONTENEGRO', '', 'me'],
  ['CR: Brio', 'EXYU ➾ SPORT', '', 'hr'],
  ['RS: Brio', 'EXYU ➾ SPORT', '', 'rs'],
  ['DE: Brio', 'EXYU ➾ SPORT', '', 'de'],
  ['UK: Brio', 'UK ➾ UNITED KINGDOM (ENGLAND)', '', 'uk'],
  ['CA: Brio', 'CANADA', '', 'ca'],
  ['US: Brio', 'RUSSIA', '', 'us'],
])('%s in %s with the id %s is of the market %s', (name, group, tvgId, market) => {
  expect(marketOf(name, group, tvgId)).toBe(market);
});
