import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryOf, LEAST_CELL_PX, placesOf } from '../../../panel/views/guide/cell-places.ts';
import { axisOf } from '../../../panel/views/guide/time-axis.ts';

const MINUTE = 60_000;
const AXIS = axisOf(new Date(2026, 10, 25, 12).getTime(), { back: 1, ahead: 7, pixelsPerHour: 240 });
const PX_PER_MINUTE = 4;

type Timed = ReturnType<typeof programmes>[number];

/** One after the other, from the second hour of the axis. */
function programmes(...minutes: number[]): { start_at: number; stop_at: number }[] {
  let at = AXIS.fromAt + 60 * MINUTE;
  return minutes.map((length) => ({ start_at: at, stop_at: (at += length * MINUTE) }));
}

const widths = (...minutes: number[]): number[] =>
  placesOf(programmes(...minutes), AXIS).map(({ width }) => Math.round(width));

test('a programme that is long enough lies where its time is', () => {
  expect(placesOf(programmes(30, 7, 60), AXIS)).toEqual([
    { x: 240, width: 120 },
    { x: 360, width: 28 },
    { x: 388, width: 240 },
  ]);
});

test('one too short to be pressed is widened at the cost of what comes after it, else of what came before', () => {
  expect(widths(30, 1, 60)).toEqual([120, 28, 216]);
  expect(widths(30, 5)).toEqual([112, 28]);
  expect(widths(30, 1, 8, 60)).toEqual([100, 28, 28, 240]);
});

test('among short ones each keeps its time, and those at the ends take what they can', () => {
  expect(widths(60, 2, 2, 2, 60)).toEqual([220, 28, 8, 28, 220]);
});

test('the first one of the axis begins with it', () => {
  const [first] = placesOf([{ start_at: AXIS.fromAt - 60 * MINUTE, stop_at: AXIS.fromAt + 30 * MINUTE }], AXIS);
  expect(first).toEqual({ x: 0, width: 120 });
});

test('the order holds, nothing covers another, and none that was large enough becomes too small', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 240 }), { minLength: 1, maxLength: 30 }), (minutes) => {
      const places = placesOf(programmes(...minutes), AXIS);
      for (const [index, { x, width }] of places.entries()) {
        const before = places[index - 1] ?? { x: 0, width: 0 };
        expect(x).toBeGreaterThanOrEqual(before.x + before.width - 0.001);
        expect(width).toBeGreaterThanOrEqual(Math.min(LEAST_CELL_PX, minutes[index]! * PX_PER_MINUTE) - 0.001);
      }
    }),
  );
});

test('programmes that overlap do not turn each other inside out', () => {
  const at = AXIS.fromAt + 60 * MINUTE;
  const places = placesOf(
    [
      { start_at: at, stop_at: at + 60 * MINUTE },
      { start_at: at + 10 * MINUTE, stop_at: at + 12 * MINUTE },
      { start_at: at + 11 * MINUTE, stop_at: at + 13 * MINUTE },
    ],
    AXIS,
  );
  for (const { width } of places) expect(width).toBeGreaterThanOrEqual(8);
});

test('a row is entered at what runs at the instant, or at what is nearest to it of what has come', () => {
  const [first, second, third] = programmes(30, 30, 30) as [Timed, Timed, Timed];
  expect(entryOf([first, second, third], second.start_at)).toBe(second);
  expect(entryOf([first, third], second.start_at)).toBe(first);
  expect(entryOf([], 0)).toBeUndefined();
});
