import { expect, test } from 'vitest';
import { BARRIERS, type Barrier } from '../../src/matching/constraints.ts';
import { DEFAULT_POLICY } from '../../src/matching/policy.ts';
import { barriersOfMarkets, barriersOfNames } from '../../src/sync/barriers.ts';

/** By the names of what holds. */
function between(a: string, b: string, { lists = [0, 1], market = 'us' } = {}): string[] {
  const [one, other] = [a, b].map((name, at) => ({ name, market, listing: [lists[at]!, 1] }));
  return keysOf(barriersOfNames(one!, other!, DEFAULT_POLICY));
}

const keysOf = (told: readonly string[]): string[] =>
  told.map((text) => (Object.keys(BARRIERS) as Barrier[]).find((key) => BARRIERS[key] === text)!);

test('all that holds of two names is told, in the order in which it is looked for', () => {
  expect(between('Brio 2', 'Brio')).toEqual([]);
  expect(between('Brio 2 West', 'Brio 3 East')).toEqual(['variant', 'numbers']);
  expect(between('Brio Plus +1', 'Brio')).toEqual(['variant', 'extension']);
  expect(between('Brio English', 'Brio +1 French')).toEqual(['variant', 'language']);
  expect(between('Brio 2 Germany', 'Brio 3 Spain')).toEqual(['country', 'numbers']);
  expect(between('ABC (WABC) New York', 'ABC (KABC) Los Angeles +1')).toEqual(['variant', 'station']);
});

test('what one list says that has both is told behind what the names say', () => {
  expect(between('Brio 2 Nord', 'Brio Nord +1', { lists: [0, 0] })).toEqual(['variant', 'counted']);
  expect(between('Brio 2 Nord', 'Brio Nord +1')).toEqual(['variant']);
  expect(between('Brio 2 (Nord)', 'Brio 3 (Ost)', { lists: [0, 0] })).toContain('numbers');
  expect(between('Brio (Nord)', 'Brio +1 (Ost)', { lists: [0, 0] })).toEqual(['variant', 'parts']);
});

test('two markets may differ in their country, in being radio, and in both', () => {
  expect(keysOf(barriersOfMarkets('de', 'fr radio'))).toEqual(['country', 'radio']);
  expect(keysOf(barriersOfMarkets('de radio', 'fr radio'))).toEqual(['country']);
  expect(keysOf(barriersOfMarkets('de', ' radio'))).toEqual(['radio']);
  expect(keysOf(barriersOfMarkets('de', ''))).toEqual([]);
});
