import { expect, test } from 'vitest';
import type { PublishedChannel } from '../../src/guide/reader.ts';
import type { GuideChannelId } from '../../src/model/ids.ts';
import { searchGuide } from '../../src/sync/guide-search.ts';

const NAMES = [
  'Bergland Sport 3',
  'Bergland Sport 3 HD',
  'Ost Geo Wild',
  'Discovery Channel',
  'Дискавери',
  'Kino',
  'TV 1',
];
const channels: PublishedChannel[] = NAMES.map((name, index) => ({
  id: index as GuideChannelId,
  sourceKey: 's',
  xmltvId: `x${index}.de`,
  displayNames: [name, `alias ${index}`],
  iconUrl: '',
  programmeCount: 1,
}));
const rowOf = ({ xmltvId, displayNames }: PublishedChannel) => ({
  source: 's',
  xmltv_id: xmltvId,
  name: displayNames[0]!,
  programme_count: 1,
});
const found = (search: string, offset = 0, limit = 10) => {
  const { items, total } = searchGuide(() => channels, { search, offset, limit }, rowOf);
  return [total, ...items.map(({ name }) => name)];
};

test('all words stand in its names or its id, in any order', () => {
  expect(found('sport BERG')).toEqual([2, 'Bergland Sport 3', 'Bergland Sport 3 HD']);
  expect(found('x3.de')).toEqual([1, 'Discovery Channel']);
  expect(found('alias 5')).toEqual([1, 'Kino']);
  expect(found('sport', 1, 1)).toEqual([2, 'Bergland Sport 3 HD']);
  expect(found('').slice(0, 1)).toEqual([NAMES.length]);
});

test('where nothing is called so, what is nearly called so is found, the likest first', () => {
  expect(found('Discvery')).toEqual([1, 'Discovery Channel']);
  expect(found('chanel discovrey')).toEqual([1, 'Discovery Channel']);
  expect(found('ostgeo')).toEqual([1, 'Ost Geo Wild']);
  expect(found('дисковери')).toEqual([1, 'Дискавери']);
  expect(found('Berglnd sport')).toEqual([2, 'Bergland Sport 3', 'Bergland Sport 3 HD']);
  expect(found('Berglnd sport', 1, 1)).toEqual([2, 'Bergland Sport 3 HD']);
});

test('of what is nearly called so the likest is the first', () => {
  const named = ['Bergkandl', 'Berglandt', 'Bergland'].map((name) => ({ ...channels[0]!, displayNames: [name] }));
  const near = searchGuide(() => named, { search: 'Berglandz', offset: 0, limit: 10 }, rowOf).items;
  expect(near.map(({ name }) => name)).toEqual(['Bergland', 'Berglandt']);
});

test('what is another word, or too short to tell, finds nothing', () => {
  expect(found('Kanal')).toEqual([0]);
  expect(found('kno')).toEqual([0]);
  expect(found('Discvery Sport')).toEqual([0]);
  expect(found('???')).toEqual([0]);
});
