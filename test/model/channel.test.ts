import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  MAX_MAJOR,
  emptyLineup,
  formatChannelNumber,
  parseChannelNumber,
  wholeNumber,
  type ChannelNumber,
} from '../../src/model/channel.ts';
import type { ChannelId } from '../../src/model/ids.ts';

const major = fc.integer({ min: 1, max: MAX_MAJOR });
const minor = fc.nat(999);

test('written numbers are read back', () => {
  fc.assert(
    fc.property(major, minor, (whole, part) => {
      const number = (whole * 1_000 + part) as ChannelNumber;
      expect(parseChannelNumber(formatChannelNumber(number))).toBe(number);
    }),
  );
});

test('numbers sort by major, then by minor', () => {
  fc.assert(
    fc.property(major, minor, major, minor, (aMajor, aMinor, bMajor, bMinor) => {
      const [a, b] = [parseChannelNumber(`${aMajor}.${aMinor}`), parseChannelNumber(`${bMajor}.${bMinor}`)];
      expect(Math.sign(Number(a) - Number(b))).toBe(Math.sign(aMajor - bMajor || aMinor - bMinor));
    }),
  );
});

test.each([
  ['5', '5'],
  ['005', '5'],
  [' 12 ', '12'],
  ['5.1', '5.1'],
  ['5.10', '5.10'],
  ['5-1', '5.1'],
  ['5_1', '5.1'],
  ['5.0', '5'],
  ['999999', '999999'],
])('%j is channel %s', (text, number) => {
  expect(formatChannelNumber(parseChannelNumber(text) as ChannelNumber)).toBe(number);
});

test.each(['', '0', '0.5', '-1', '1e3', 'five', '5.', '.5', '5.1.2', '5.1234', '1000000', '٥', '5 USA', '0x10'])(
  '%j is no channel number',
  (text) => expect(parseChannelNumber(text)).toBeUndefined(),
);

test('a whole number is the one that its digits say', () => {
  expect(wholeNumber(7)).toBe(parseChannelNumber('7'));
});

test('the empty lineup has nothing in it', () => {
  const { channels, byId, byNumber } = emptyLineup;
  expect([channels, byId.has(1 as ChannelId), byNumber.has(wholeNumber(1))]).toEqual([[], false, false]);
});
