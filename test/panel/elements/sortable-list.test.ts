import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type Sortable from 'sortablejs';
import { expect, test } from 'vitest';
import { sortableList } from '../../../panel/elements/sortable-list.ts';

/** A list of Lit's that is put in the order that was dragged, as the views do it. */
function letters(): { readonly drag: (from: number, to: number) => void; readonly shown: () => string[] } {
  const list = document.createElement('ol');
  let order = ['a', 'b', 'c', 'd'];
  const draw = (): void => {
    render(
      repeat(
        order,
        (one) => one,
        (one) => html`<li>${one}</li>`,
      ),
      list,
    );
  };
  draw();
  const { options } = sortableList(list, (from, to) => {
    order = order.toSpliced(from, 1).toSpliced(to, 0, order[from]!);
    draw();
  });
  /** What SortableJS does: it moves the row alone, and tells of it before and after. */
  const drag = (oldIndex: number, newIndex: number): void => {
    const item = list.children[oldIndex] as HTMLElement;
    const event = { item, oldIndex, newIndex } as Sortable.SortableEvent;
    options.onStart?.(event);
    list.insertBefore(item, list.children[oldIndex < newIndex ? newIndex + 1 : newIndex] ?? null);
    options.onEnd?.(event);
  };
  return { drag, shown: () => [...list.children].map((row) => row.textContent) };
}

test.each([
  { from: 0, to: 1, order: 'bacd' },
  { from: 1, to: 0, order: 'bacd' },
  { from: 0, to: 3, order: 'bcda' },
  { from: 3, to: 1, order: 'adbc' },
])('a row that is dragged from $from to $to stands there, and the others around it', ({ from, to, order }) => {
  const { drag, shown } = letters();
  drag(from, to);
  expect(shown().join('')).toBe(order);
  drag(2, 2);
  expect(shown().join('')).toBe(order);
  drag(to, from);
  expect(shown().join('')).toBe('abcd');
});
