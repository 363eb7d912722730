import { expect, test } from 'vitest';
import { assort } from '../../src/matching/assort.ts';
import { IdSpaces } from '../../src/matching/id-spaces.ts';
import { NameTable } from '../../src/matching/name-table.ts';

const NAMES = ['Bergland', 'Nordkanal', 'Ostsee', 'Talfunk', 'Waldwelle', 'Seeblick'];

/** Each name with the id that each provider gives it. */
function spaces(given: Readonly<Record<string, readonly (number | undefined)[]>>): readonly number[] {
  const ids = new IdSpaces();
  const providers = Object.keys(given);
  for (const [provider, list] of Object.values(given).entries()) {
    for (const [name, id] of list.entries()) if (id !== undefined) ids.note({ name, provider, id }, providers.keys());
  }
  return ids.spaces(providers);
}

test('providers that give most names the same id take their ids from one list, whoever comes first', () => {
  const lists = { a: [1, 2, 3, 4, 5, 6], b: [1, 2, 3, 4, 5, 9], c: [7, 8, 9, 10, 11, 12] };
  const [a, b, c] = spaces(lists);
  expect(a).toBe(b);
  expect(c).not.toBe(a);
  expect(spaces({ c: lists.c, b: lists.b, a: lists.a })).toEqual([c, b, a]);
});

test('a few names that agree prove nothing', () => {
  const [a, b] = spaces({ a: [1, 2, 3, 4], b: [1, 2, 3, 4] });
  expect(a).not.toBe(b);
});

const idsFrom = (from: number): (number | undefined)[] =>
  Array.from({ length: 15 }, (_, at) => (at < from ? undefined : at));

test('who agrees with a third of one list belongs to it', () => {
  const [a, b, c] = spaces({ a: idsFrom(0).slice(0, 6), b: idsFrom(0), c: idsFrom(8) });
  expect(a).toBe(b);
  expect(c).toBe(b);
});

/** What ids say of `Nova Kino` and `Nova Kino TV`, of two providers that name and number their channels so. */
function reasonOf(idOf: (provider: string, name: string) => string): string {
  const table = new NameTable();
  for (const provider of ['a', 'b'])
    for (const name of NAMES) table.add(name, 'de', { provider, tvgId: idOf(provider, name) });
  table.add('Nova Kino', 'de', { provider: 'a', tvgId: idOf('a', 'one') });
  table.add('Nova Kino TV', 'de', { provider: 'b', tvgId: idOf('b', 'other') });
  const { suggestions } = assort(table, { threshold: 100, groupThreshold: 1 });
  return suggestions[0]?.reasons.find(({ feature }) => /tvgid/i.test(feature))?.feature ?? '';
}

test('where two providers use the same ids, another id speaks against one channel; where they do not, it says nothing', () => {
  expect(reasonOf((provider, name) => `${name}.${provider}`)).toBe('');
  expect(reasonOf((_, name) => `${name}.de`)).toBe('otherTvgId');
});

test('an id that differs in a quality only is the same', () => {
  const ids: Readonly<Record<string, string>> = { one: 'kino.de@SD', other: 'Kino.de@HD' };
  expect(reasonOf((_, name) => ids[name] ?? name)).toBe('tvgId');
});

/** Of `Nova Musik` and `Musik Nova` with these ids, of two providers that take their ids from one list. */
function outcomeOf(one: string, other: string): string {
  const table = new NameTable();
  for (const provider of ['a', 'b']) for (const name of NAMES) table.add(name, 'de', { provider, tvgId: `${name}.de` });
  const a = table.add('Nova Musik', 'de', { provider: 'a', tvgId: one });
  const b = table.add('Musik Nova', 'de', { provider: 'b', tvgId: other });
  const { channelOf, suggestions } = assort(table);
  return channelOf[a] === channelOf[b] ? 'merged' : suggestions.length === 1 ? 'asked' : 'apart';
}

test('what one list of ids has as two channels is asked about where names alone would make it one', () => {
  expect(outcomeOf('', '')).toBe('merged');
  expect(outcomeOf('one.de', 'one.de')).toBe('merged');
  expect(outcomeOf('one.de', 'other.de')).toBe('asked');
});
