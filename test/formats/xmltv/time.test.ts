import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTime, parseTime } from '../../../src/formats/xmltv/time.ts';
import { timeZone } from '../../../src/formats/xmltv/zone.ts';

const utc = timeZone('UTC');
const iso = (text: string, zone = utc): string => {
  const at = parseTime(text, zone);
  return Number.isNaN(at) ? 'no time' : new Date(at).toISOString().slice(0, 19);
};

test.each([
  ['20261123203000 +0000', '2026-11-23T20:30:00'],
  ['20261123203000 +0130', '2026-11-23T19:00:00'],
  ['20261123203000 -0330', '2026-11-24T00:00:00'],
  ['20261123203000+0100', '2026-11-23T19:30:00'],
  ['20261123203000  +0100', '2026-11-23T19:30:00'],
  ['20261123203000 +01:00', '2026-11-23T19:30:00'],
  ['20261123203000 +1', '2026-11-23T19:30:00'],
  ['20261123203000Z', '2026-11-23T20:30:00'],
  ['20261123203000 UTC', '2026-11-23T20:30:00'],
  ['20261123203000 utc+2', '2026-11-23T18:30:00'],
  ['20261123203000 CET', '2026-11-23T19:30:00'],
  ['20010829000500 BST', '2001-08-28T23:05:00'],
  ['20261123203000 EST', '2026-11-24T01:30:00'],
  ['20261123203000', '2026-11-23T20:30:00'],
  ['202611232030', '2026-11-23T20:30:00'],
  ['202611232030 +0100', '2026-11-23T19:30:00'],
  ['2026112320', '2026-11-23T20:00:00'],
  ['20261123', '2026-11-23T00:00:00'],
  ['2026-11-23T20:30:00Z', '2026-11-23T20:30:00'],
  ['2026-11-23 20:30:00 +01:00', '2026-11-23T19:30:00'],
  ['2026-11-23T20:30:00.000+01:00', '2026-11-23T19:30:00'],
  [' 20261123240000 +0000 ', '2026-11-24T00:00:00'],
  ['20240229120000 +0000', '2024-02-29T12:00:00'],
])('%s', (text, expected) => {
  expect(iso(text)).toBe(expected);
});

test.each([
  '',
  'soon',
  '20261323203000',
  '20261100000000',
  '20261123993000',
  '20261123203000 XYZ',
  '20261123203000 +9900',
])('"%s" is no time', (text) => {
  expect(iso(text)).toBe('no time');
});

test('a time without an offset is meant in the zone, summer and winter', () => {
  const berlin = timeZone('Europe/Berlin');
  expect(iso('20260701200000', berlin)).toBe('2026-07-01T18:00:00');
  expect(iso('20261201200000', berlin)).toBe('2026-12-01T19:00:00');
  expect(iso('20261201200000 +0000', berlin)).toBe('2026-12-01T20:00:00');
});

test('on the night of a change every hour has one meaning', () => {
  const berlin = timeZone('Europe/Berlin');
  expect(iso('20261025013000', berlin)).toBe('2026-10-24T23:30:00');
  expect(iso('20261025023000', berlin)).toBe('2026-10-25T00:30:00'); // shown twice: the first pass
  expect(iso('20261025033000', berlin)).toBe('2026-10-25T02:30:00');
  expect(iso('20260329023000', berlin)).toBe('2026-03-29T01:30:00'); // skipped: as if it had not been
  expect(iso('20260329033000', berlin)).toBe('2026-03-29T01:30:00');
});

test('an unknown zone is UTC', () => {
  expect(iso('20260701200000', timeZone('Mars/Olympus'))).toBe('2026-07-01T20:00:00');
});

test('what is written is read back, with whichever offset', () => {
  const instant = fc.integer({ min: 0, max: 4_102_444_799 }).map((seconds) => seconds * 1_000);
  fc.assert(
    fc.property(instant, fc.integer({ min: -12 * 60, max: 14 * 60 }), (at, offset) => {
      const sign = offset < 0 ? '-' : '+';
      const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
        String(part).padStart(2, '0'),
      );
      expect(formatTime(at)).toMatch(/^\d{14} \+0000$/);
      expect(parseTime(formatTime(at), utc)).toBe(at);
      expect(parseTime(`${formatTime(at).slice(0, 14)} ${sign}${hours}${minutes}`, utc)).toBe(at - offset * 60_000);
    }),
  );
});

test('an hour that the clock shows twice is told apart by what it comes after', () => {
  const berlin = timeZone('Europe/Berlin');
  const first = parseTime('20261025023000', berlin);
  const second = parseTime('20261025020000', berlin, first);
  expect(new Date(first).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  expect(new Date(second).toISOString()).toBe('2026-10-25T01:00:00.000Z');
  const unordered = parseTime('20261025023000', berlin, parseTime('20261027120000', berlin));
  expect(unordered).toBe(first);
});
