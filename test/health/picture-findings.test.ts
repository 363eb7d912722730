import { expect, test } from 'vitest';
import { faultyInARow, pictureWorth, sayFaults, type PictureFault } from '../../src/health/picture-findings.ts';
import { DAY_MS, MINUTE_MS } from '../../src/kernel/units.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const looks = (...all: (readonly PictureFault[])[]) =>
  all.map((faults, nth) => ({ at: NOW - (all.length - 1 - nth) * MINUTE_MS, faults }));
const worth = (...all: (readonly PictureFault[])[]): number => pictureWorth(looks(...all), NOW);

test('what was never looked at, and what was well, is worth all', () => {
  expect(worth()).toBe(1);
  expect(worth([], [], [])).toBe(1);
});

test('the worse the fault the less is left, and a second look that finds it leaves less', () => {
  const once = [worth(['silent']), worth(['frozen']), worth(['black'])];
  expect(once).toEqual(once.toSorted((a, b) => b - a));
  expect(once[0]).toBeCloseTo(0.73, 2);
  expect(once[2]).toBeCloseTo(0.33, 2);
  expect(worth(['black'], ['black'])).toBeLessThan(0.26);
  expect(worth(['frozen', 'silent'])).toBe(worth(['frozen']));
});

test('it is forgiven: by looks that find it well, the newest most, and by time', () => {
  const black: readonly PictureFault[] = ['black'];
  expect(worth(black, black, black, [])).toBeGreaterThan(0.6);
  expect(worth(black, black, black, [], [], [])).toBeGreaterThan(0.9);
  expect(worth([], black)).toBeLessThan(worth(black, []));
  expect(pictureWorth(looks(black), NOW + 5 * DAY_MS)).toBeGreaterThan(0.9);
});

test('a person is told what was seen how often', () => {
  expect(sayFaults(looks([], []))).toBeUndefined();
  expect(sayFaults(looks(['black']))).toBe('black when its picture was looked at');
  expect(sayFaults(looks(['frozen'], [], ['silent', 'frozen']))).toBe(
    'frozen and silent in 2 of the last 3 looks at its picture',
  );
});

test('looks in a row that found a fault are counted up to now', () => {
  expect(
    [[], [['black'], []], [[], ['black'], ['silent']], [['frozen']]].map((all) =>
      faultyInARow(looks(...(all as PictureFault[][]))),
    ),
  ).toEqual([0, 0, 2, 1]);
});
