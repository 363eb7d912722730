import { expect, test } from 'vitest';
import { filtersOf, queryOf, sortedBy, sortingOf } from '../../../panel/views/channels/filters.ts';

const asked = (address: string): ReturnType<typeof queryOf> => queryOf(filtersOf(new URLSearchParams(address)));

test('filters are asked of lists and of bodies alike', () => {
  const { query, where } = asked('show=all&market=de&feed=west&shift=1&resolution=hd&guide=unsure&provider=alpha');
  expect(where).toEqual({
    provider_id: 'alpha',
    guide_score_below: 90,
    market: 'de',
    feed: 'west',
    shift_hours: 1,
    resolution: 'hd',
  });
  expect(query).toEqual({ ...where, guide_score_below: '90', shift_hours: '1' });
});

test('what a body cannot say leaves it without one: nobody changes all channels in place of the dead ones', () => {
  expect(asked('health=dead')).toEqual({
    query: { enabled: 'true', present: 'true', state: 'dead' },
    where: undefined,
  });
  expect(asked('fold=alike').where).toBeUndefined();
  expect(asked('').where).toEqual({ enabled: true, present: true });
});

test('an order is asked for, in the words of the address, and takes nothing from what a body can say', () => {
  const { query, where } = asked('sort=-health&show=all');
  expect([query, where]).toEqual([{ sort: 'health', order: 'desc' }, {}]);
  expect(asked('sort=name&show=all').query).toEqual({ sort: 'name' });
  expect(asked('sort=-number&show=all').query).toEqual({ order: 'desc' });
  expect(asked('sort=colour&show=all').query).toEqual({});
});

const next = (by: Parameters<typeof sortedBy>[0], sort: string): string => sortedBy(by, sortingOf({ sort }));

test('a heading sorts by its column, pressed again the other way round, and by number is what is not said', () => {
  expect([next('name', ''), next('name', 'name'), next('name', '-name')]).toEqual(['name', '-name', 'name']);
  expect([next('number', 'name'), next('number', ''), next('number', '-number')]).toEqual(['', '-number', '']);
});
