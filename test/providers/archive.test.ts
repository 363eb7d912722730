import { expect, test } from 'vitest';
import { archiveUrls, hasLengths } from '../../src/providers/archive.ts';
import { parseTimeshiftStart } from '../../src/formats/xtream/timeshift.ts';

const AT = Date.UTC(2026, 6, 1, 18, 30);

test.each([
  '2026-07-01:18-30',
  '2026-07-01:18-30-00',
  '2026-07-01_18-30',
  '2026-07-01:18:30:00',
  '2026-07-01 18:30:00',
  '2026-07-01%2018%3A30',
  '2026-07-01T18:30:00Z',
  '2026-07-01T20:30:00+02:00',
  '20260701-1830',
  String(AT / 1_000),
  String(AT),
])('%s is understood as a start', (text) => {
  expect(parseTimeshiftStart(text)).toBe(AT);
});

test.each(['', 'x', '2026-07-01', '18-30', '{utc}', '../..'])('%j is no start', (text) => {
  expect(parseTimeshiftStart(text)).toBeUndefined();
});

test('a start without a zone is one of the zone that is given, also beside a clock change', () => {
  expect(parseTimeshiftStart('2026-07-01:20-30', 'Europe/Berlin')).toBe(AT);
  expect(parseTimeshiftStart('2026-10-25:00-30', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 24, 22, 30));
  expect(parseTimeshiftStart('2026-10-25:04-30', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 3, 30));
});

const past = { startAt: AT, durationMs: 3_600_000, now: AT + 86_400_000, zone: 'Europe/Berlin', correctionHours: 0 };
const xc = { mode: 'xc', days: 3, source: '', correctionHours: 0 } as const;

test('a panel is asked in its own time zone, five minutes longer than the programme', () => {
  const [first] = archiveUrls('http://h:80/live/a%40b/p/7.ts', xc, past);
  expect(first).toBe('http://h:80/timeshift/a%40b/p/65/2026-07-01:20-30/7.ts');
  expect(archiveUrls('http://h/folder/live/a/p/7', xc, past)[3]).toBe(
    'http://h/folder/streaming/timeshift.php?username=a&password=p&stream=7&start=2026-07-01:20-30&duration=65',
  );
  expect(archiveUrls('http://h/a/p/7', xc, { ...past, correctionHours: 1 })[0]).toContain('/2026-07-01:21-30/');
});

test('to the live edge is as long as panels allow', () => {
  expect(archiveUrls('http://h/a/p/7', xc, { ...past, durationMs: 0 })[0]).toContain('/timeshift/a/p/480/');
});

test('a panel whose streams are HLS is asked for its archive as HLS first, another one last', () => {
  const playlist = 'http://h/timeshift/a/p/65/2026-07-01:20-30/7.m3u8';
  expect(archiveUrls('http://h/live/a/p/7.m3u8', xc, past)[0]).toBe(playlist);
  expect(archiveUrls('http://h/live/a/p/7.ts', xc, past)).toContain(playlist);
});

test('a part on which another follows is exactly as long as it is to be', () => {
  expect(archiveUrls('http://h/a/p/7', xc, { ...past, durationMs: 60_000, isSlice: true })[0]).toContain('/a/p/1/');
});

test.each([
  [xc, true],
  [{ ...xc, mode: 'flussonic' }, true],
  [{ ...xc, mode: 'default', source: 'http://h/{utc}/{duration:60}' }, true],
  [{ ...xc, mode: 'append', source: '?from=${start}&to=${end}' }, true],
  [{ ...xc, mode: 'shift' }, false],
  [{ ...xc, mode: 'default', source: 'http://h/{utc}' }, false],
] as const)('%j has lengths: %s', (catchup, expected) => {
  expect(hasLengths(catchup)).toBe(expected);
});
