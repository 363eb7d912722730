// The text of a programme that began before what is in sight stays in sight: it sticks to the edge (`grid-styles`), and for a
// title as long as its cell the part that is out of sight is taken off its room.

/** Cells say where they are: `data-from` and `data-to`, in pixels from the axis' beginning. */
export function keepTextInSight(cells: Iterable<HTMLElement>, left: number): void {
  for (const cell of cells) {
    const from = Number(cell.dataset['from']);
    const isCut = from < left && Number(cell.dataset['to']) > left;
    const hidden = isCut ? `${Math.round(left - from)}px` : '';
    if (cell.style.getPropertyValue('--hidden') !== hidden) cell.style.setProperty('--hidden', hidden);
  }
}
