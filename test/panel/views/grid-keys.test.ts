import { expect, test } from 'vitest';
import { GridKeys } from '../../../panel/views/guide/grid-keys.ts';

/** A line of the grid: programmes one after the other, as wide as said. */
function line(name: string, ...widths: number[]): HTMLElement {
  const made = document.createElement('div');
  made.className = 'line';
  made.getBoundingClientRect = () => new DOMRect(0, 0, 2_000, 64);
  let left = 220;
  for (const [index, width] of widths.entries()) {
    const cell = document.createElement('button');
    const box = new DOMRect(left, 0, width, 55);
    cell.className = 'cell';
    cell.textContent = `${name}${index + 1}`;
    cell.getBoundingClientRect = () => box;
    made.append(cell);
    left += width;
  }
  return made;
}

/** Where the arrows lead from a cell, one after the other. */
function walk(lines: readonly HTMLElement[], from: string, ...keys: string[]): string[] {
  const rows = document.createElement('div');
  rows.append(...lines);
  const arrows = new GridKeys();
  let at = [...rows.querySelectorAll<HTMLElement>('.cell')].find(({ textContent }) => textContent === from)!;
  return keys.map((key) => (at = arrows.cellBeside(at, key) ?? at).textContent ?? '');
}

test('an arrow down leads to what shares most with it, and up again to where one came from', () => {
  const lines = [line('a', 100, 400), line('b', 390, 110), line('c', 60, 440)];
  expect(walk(lines, 'a1', 'ArrowDown', 'ArrowUp')).toEqual(['b1', 'a1']);
  expect(walk(lines, 'a1', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp')).toEqual(['b1', 'c1', 'b1', 'a1']);
});

test('a step to the side begins another column', () => {
  const lines = [line('a', 100, 400), line('b', 390, 110)];
  expect(walk(lines, 'a1', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowDown')).toEqual(['b1', 'b2', 'a2', 'b2']);
});

test('where nothing is drawn beside it, the arrow stays', () => {
  expect(walk([line('a', 100, 400), line('b')], 'a2', 'ArrowRight', 'ArrowDown', 'ArrowUp')).toEqual([
    'a2',
    'a2',
    'a2',
  ]);
});
