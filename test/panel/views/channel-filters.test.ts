import { expect, test } from 'vitest';
import { filtersOf, queryOf } from '../../../panel/views/channels/filters.ts';

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
