import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Runs } from '../../src/kernel/runs.ts';
import { Tally } from '../../src/kernel/tally.ts';

test('each number is counted as often as it was noted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 32 - 1 }), { maxLength: 400 }), (numbers) => {
      const tally = new Tally();
      const all = [...numbers, ...numbers.slice(7)];
      for (const [at, number] of all.entries())
        expect(tally.note(number)).toBe(all.slice(0, at).filter((other) => other === number).length);
      for (const number of all) expect(tally.of(number)).toBe(all.filter((other) => other === number).length);
    }),
    { numRuns: 20 },
  );
  expect(new Tally().of(5)).toBe(0);
});

test('lists of numbers lie one after another, also those of before', () => {
  const lists = Array.from({ length: 900 }, (_, at) => Array.from({ length: at % 5 }, (__, place) => at + place));
  const runs = new Runs();
  for (const list of lists) runs.push([7, ...list.slice(0, 2), 8], 1, 1 + Math.min(2, list.length), list.slice(2));
  const again = new Runs(runs.cells, runs.starts);
  again.push([4, 5]);
  expect(runs.count).toBe(900);
  expect(Array.from(lists.keys(), (at) => [...again.at(at)])).toEqual(lists);
  expect([...again.at(900)]).toEqual([4, 5]);
  again.pushOf(runs, 7, 4);
  again.pushOf(runs, 3, 0);
  expect(again.count).toBe(905);
  expect([7, 8, 9, 10].map((at) => [...again.at(894 + at)])).toEqual(lists.slice(7, 11));
});
