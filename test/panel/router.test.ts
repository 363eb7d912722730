import { expect, test } from 'vitest';
import { linkTo, placeOf } from '../../panel/router.ts';

test('an empty address names no view: where one begins depends on who one is', () => {
  expect(placeOf('').view).toBe('');
  expect(placeOf('#/').view).toBe('');
});

test('a link leads to the place it was made of', () => {
  const place = placeOf(linkTo('channels', 'a/b?c#d', { search: 'BBC & co', group: '' }));
  expect([place.view, place.id, [...place.query]]).toEqual(['channels', 'a/b?c#d', [['search', 'BBC & co']]]);
});

test('an address that cannot be decoded is taken as it is', () => {
  expect(placeOf('#/channel/%E0%A4%A').id).toBe('%E0%A4%A');
});
