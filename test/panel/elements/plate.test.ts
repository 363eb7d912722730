import { expect, test } from 'vitest';
import { plateFor, type Picture } from '../../../panel/elements/plate.ts';

type Colour = readonly [red: number, green: number, blue: number];
const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];
const YELLOW: Colour = [255, 220, 0];
const RED: Colour = [200, 0, 20];

/** 24 by 12: bars of these colours beside each other, with nothing behind and between them. */
function bars(colours: readonly Colour[], inside?: Colour): Picture {
  const [width, height] = [24, 12];
  const data = new Uint8ClampedArray(width * height * 4);
  const each = width / colours.length;
  for (const [index, colour] of colours.entries())
    for (let y = 2; y < height - 2; y += 1)
      for (let x = index * each + 2; x < (index + 1) * each - 2; x += 1) {
        const isEdge = y === 2 || y === height - 3 || x === index * each + 2 || x === (index + 1) * each - 3;
        data.set([...(isEdge ? colour : (inside ?? colour)), 255], (y * width + x) * 4);
      }
  return { width, height, data };
}

test.each([
  ['white letters', [WHITE], 'dark'],
  ['black letters', [BLACK], 'light'],
  ['black letters beside a red sign', [BLACK, RED], 'light'],
  ['yellow letters', [YELLOW], 'dark'],
  ['a dark blue sign', [[0, 30, 90]], 'light'],
  ['white letters beside black ones', [WHITE, BLACK], 'middle'],
] as const)('on which plate is read: %s', (_, colours, plate) => {
  expect(plateFor(bars(colours))).toBe(plate);
});

test('what is inside a shape has that behind it: its outline alone decides', () => {
  expect(plateFor(bars([BLACK, BLACK], WHITE))).toBe('light');
  expect(plateFor(bars([WHITE, WHITE], BLACK))).toBe('dark');
});

test('a box that has its writing inside is read on any plate, and stays on the dark one', () => {
  expect(plateFor(bars([[0, 30, 90]], WHITE))).toBe('dark');
  expect(plateFor(bars([[0, 30, 90]], [0, 30, 80]))).toBe('light'); // nothing is to be told inside
});

test('a picture with a background of its own, and one with nothing on it, stay on the dark plate', () => {
  const whole = {
    width: 2,
    height: 2,
    data: new Uint8ClampedArray([...BLACK, 255, ...BLACK, 255, ...BLACK, 255, ...BLACK, 255]),
  };
  expect(plateFor(whole)).toBe('dark');
  expect(plateFor({ ...whole, data: new Uint8ClampedArray(16) })).toBe('dark');
});
