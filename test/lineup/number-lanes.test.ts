import { expect, test } from 'vitest';
import { NumberLanes } from '../../src/lineup/number-lanes.ts';
import { wholeNumber, type ChannelNumber } from '../../src/model/channel.ts';
import { numberScheme } from '../../src/model/rules.ts';

/** What is given next to each of these groups, where some was given to groups, and some to those whose group nobody knows. */
function given(
  scheme: object,
  groups: string,
  learnt: readonly (readonly [number, string?])[],
): (number | undefined)[] {
  const taken = new Set<ChannelNumber>(learnt.map(([number]) => wholeNumber(number)));
  const lanes = new NumberLanes(numberScheme.parse({ kind: 'number', new_numbers: 'after_highest', ...scheme }), taken);
  if (lanes.isLearning) for (const [number, group] of learnt) lanes.learn(wholeNumber(number), group);
  return groups.split('').map((group) => {
    const number = lanes.next(group);
    if (number !== undefined) taken.add(number);
    return number && number / wholeNumber(1);
  });
}

test('gaps are filled when there is nothing behind the highest, by the scheme’s own steps', () => {
  const scheme = { start: 100, end: 107, step: 2 };
  expect(given(scheme, 'aaaa', [[103, 'a']])).toEqual([104, 106, 100, 102]);
  expect(given(scheme, 'aaaa', [[102, 'a']])).toEqual([104, 106, 100, undefined]);
  expect(given({ ...scheme, new_numbers: 'fill_gaps' }, 'aa', [[102, 'a']])).toEqual([100, 104]);
});

test('of several ranges of a group the last one that has a number is gone on with', () => {
  const ranges = [
    { group: 'A', start: 20, end: 21 },
    { group: 'A', start: 10, end: 11 },
    { group: 'A', start: 30, end: 30 },
  ];
  expect(given({ ranges }, 'aaaaa', [[10, 'a']])).toEqual([11, 30, 20, 21, undefined]);
  expect(given({ ranges }, 'ab', [[10], [7]])).toEqual([11, 8]);
});

test('a new block is one behind all others, and one below only when those are used up', () => {
  expect(given({ block: 2, end: 6 }, 'abaaa', [[5, 'a']])).toEqual([6, 1, 3, 4, undefined]);
  expect(given({ block: 2, end: 10 }, 'abab', [[1, 'a'], [5]])).toEqual([2, 7, 9, 8]);
  expect(given({ block: 2, end: 6, new_numbers: 'fill_gaps' }, 'abaa', [[5, 'a']])).toEqual([6, 1, 3, 4]);
});
