import { expect, test } from 'vitest';
import { readListings } from '../../../src/formats/xtream/listings.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const START = Date.UTC(2026, 10, 25, 19, 0) / 1_000;

const row = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: '1',
  title: base64('Tagesschau'),
  description: base64('Nachrichten\nund Wetter'),
  start: '2026-11-25 20:00:00',
  end: '2026-11-25 20:15:00',
  start_timestamp: String(START),
  stop_timestamp: String(START + 900),
  ...more,
});

const read = (...rows: unknown[]) => readListings({ epg_listings: rows }, 'Europe/Berlin');

test('texts are unpacked, times taken from their numbers', () => {
  expect(read(row())).toMatchObject([
    {
      startAt: START * 1_000,
      stopAt: (START + 900) * 1_000,
      title: 'Tagesschau',
      description: 'Nachrichten\nund Wetter',
    },
  ]);
});

test('times without a number are in the zone of the panel', () => {
  const { start_timestamp: _start, stop_timestamp: _stop, ...worded } = row();
  expect(read(worded)).toMatchObject([{ startAt: START * 1_000, stopAt: (START + 900) * 1_000 }]);
});

test.each<[string, unknown, string]>([
  ['plain', 'Heute', 'Heute'],
  ['plain, though it could be base64', 'Test', 'Test'],
  ['plain with entities', 'Sport &amp; Spiel', 'Sport & Spiel'],
  ['encoded twice', base64(base64('The news at nine')), 'The news at nine'],
  ['encoded in another script', base64('Новости дня'), 'Новости дня'],
])('a title may be %s', (_, title, expected) => {
  expect(read(row({ title, description: null }))).toMatchObject([{ title: expected, description: '' }]);
});

test('one title that looks encoded among plain ones is plain', () => {
  const titles = read(row({ title: 'abcd' }), row({ title: 'Wetter heute', start_timestamp: String(START + 900) }));
  expect(titles.map(({ title }) => title)).toEqual(['abcd', 'Wetter heute']);
});

test('what has no start or no title is passed over, a start comes once, order is made', () => {
  const later = row({ start_timestamp: START + 900, stop_timestamp: START + 1_800, title: base64('Film') });
  const found = read(later, row(), row({ title: null }), row({ start: '', start_timestamp: null }), null, 'x', row());
  expect(found.map(({ title }) => title)).toEqual(['Tagesschau', 'Film']);
});

test.each([undefined, null, 'nothing', [], { epg_listings: null }, { epg_listings: [] }, { user_info: {} }])(
  'no listings in %j',
  (answer) => expect(readListings(answer, 'UTC')).toEqual([]),
);

test('listings may be an object', () => {
  expect(readListings({ epg_listings: { 0: row(), 1: null } }, 'UTC')).toHaveLength(1);
});
