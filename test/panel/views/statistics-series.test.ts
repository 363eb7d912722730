import { expect, test } from 'vitest';
import { hourCount } from '../../../panel/locale/format.ts';
import { readFile } from '../../../panel/views/backup/backup.ts';
import { matching } from '../../../panel/views/mine/my-channels.ts';
import { HOURS, lastDays, valuesFor, type Sum } from '../../../panel/views/statistics/series.ts';

test('the last days are all there, also around the change of a clock and of a year', () => {
  expect(lastDays(3, new Date(2026, 0, 1, 0, 5))).toEqual(['2025-12-30', '2025-12-31', '2026-01-01']);
  const spring = lastDays(60, new Date(2026, 3, 10, 23, 55));
  expect([new Set(spring).size, spring.at(-1)]).toEqual([60, '2026-04-10']);
});

test('a day and an hour without viewers is nought, not left out', () => {
  const sum = { key: '07', watched_seconds: 60 } as Sum;
  const values = valuesFor(HOURS, [sum], ({ watched_seconds: seconds }) => seconds);
  expect([values.length, values[7], values[8]]).toEqual([24, 60, 0]);
});

const channel = (number: string, name: string, group: string) => ({
  id: name,
  number,
  name,
  group,
  favourite: false,
  catchup_days: 0,
  logo_url: '',
});

test('a channel is found by all words in its name or group, and by its number alone', () => {
  const all = [channel('1', 'Harbour One', 'News'), channel('12', 'Pebble Kids', 'Kids')];
  expect(matching(all, 'kids peb').map(({ name }) => name)).toEqual(['Pebble Kids']);
  expect(matching(all, '1').map(({ name }) => name)).toEqual(['Harbour One']);
  expect(matching(all, '')).toBe(all);
});

test.each(['no json', '[1]', 'null'])('%s is told to be no backup before anything is sent', async (text) => {
  await expect(readFile(new Blob([text]))).rejects.toThrow('no backup');
});

test('an axis of little time names minutes: its lines do not all round to the same hour', () => {
  expect([0, 0.02, 0.04, 0.5, 1, 2.5].map(hourCount)).toEqual(['0h', '1m', '2m', '30m', '1h', '2.5h']);
});
