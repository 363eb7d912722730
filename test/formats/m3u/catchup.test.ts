import { expect, test } from 'vitest';
import { shiftMinutes } from '../../../src/formats/m3u/catchup.ts';
import { readOne } from './read-all.ts';

test.each([
  ['catchup="shift" catchup-days="3"', { mode: 'shift', days: 3 }],
  ['catchup="timeshift"', { mode: 'shift', days: 5 }],
  ['tvg-rec="7"', { mode: 'shift', days: 7 }],
  ['timeshift="2" catchup-days="9"', { mode: 'shift', days: 9 }],
  ['catchup-type="flussonic-ts"', { mode: 'flussonic' }],
  ['catchup="fs"', { mode: 'flussonic' }],
  ['catchup="xc"', { mode: 'xc' }],
  ['catchup="vod"', { mode: 'vod' }],
  ['catchup="append" catchup-source="?s={utc}"', { mode: 'append', source: '?s={utc}' }],
  ['catchup-source="http://a.invalid/{utc}"', { mode: 'default', source: 'http://a.invalid/{utc}' }],
  ['catchup-source="&s={utc}"', { mode: 'append', source: '&s={utc}' }],
  ['catchup="1"', { mode: 'shift' }],
  ['catchup="shift" catchup-correction="-1,5"', { mode: 'shift', correctionHours: -1.5 }],
  ['catchup="shift" catchup-days="99999"', { days: 365 }],
  ['catchup="shift" catchup-days="-3"', { days: 0 }],
])('%s', async (attributes, catchup) => {
  expect((await readOne(`-1 ${attributes},N`)).catchup).toMatchObject(catchup);
});

test.each(['catchup="disabled" tvg-rec="3"', 'timeshift="0"', 'tvg-id="x"'])('%s is none', async (attributes) => {
  expect((await readOne(`-1 ${attributes},N`)).catchup).toBeNull();
});

test('a movie has no catch-up', async () => {
  expect((await readOne('-1 tvg-rec="7",N', 'http://a.invalid/1.mp4')).catchup).toBeNull();
});

test.each([
  ['1', 60],
  ['-1.5', -90],
  ['+2', 120],
  ['0.25', 15],
  ['-0', 0],
  ['x', 0],
  ['1000', 0],
  [undefined, 0],
])('a shift of %s hours is %i minutes', (text, minutes) => {
  expect(shiftMinutes(text)).toBe(minutes);
});
