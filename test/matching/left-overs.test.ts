import { expect, test } from 'vitest';
import { LeftOvers, type Wish } from '../../src/matching/left-overs.ts';

const wish = (id: string, score: number, ...lists: string[]): Wish => ({ id, score, lists });

test('an entry is taken for the lists of the channel that has it, for others it is free', () => {
  const leftOvers = new LeftOvers();
  leftOvers.take({ id: 'berg', lists: ['one', 'two'] });
  const [ofTwo, ofThree, ofBoth] = [
    wish('berg', 60, 'two'),
    wish('berg', 60, 'three'),
    wish('berg', 60, 'three', 'one'),
  ];
  expect([ofTwo, ofThree, ofBoth].map((one) => leftOvers.isTaken(one))).toEqual([true, false, true]);
  expect(leftOvers.grant([ofTwo, ofThree])).toEqual([ofThree]);
  expect(leftOvers.isTaken(ofThree)).toBe(true);
});

test('of several channels of one list the likelier one gets it if by far, else none', () => {
  const near = [wish('welt', 60, 'one'), wish('welt', 58, 'one'), wish('welt', 30, 'two')];
  expect(new LeftOvers().grant(near)).toEqual([near[2]]);
  const far = [wish('welt', 30, 'one'), wish('welt', 75, 'one', 'two'), wish('tal', 30, 'one')];
  expect(new LeftOvers().grant(far)).toEqual([far[1], far[2]]);
  const equal = [wish('welt', 60, 'one'), wish('welt', 60, 'one')];
  expect(new LeftOvers().grant(equal)).toEqual([]);
});
