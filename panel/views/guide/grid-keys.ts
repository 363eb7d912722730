// Arrow keys on the grid: along a channel's programmes, and to the one that runs beside it on another channel.

const isMirrored = (one: Element): boolean => getComputedStyle(one).direction === 'rtl';

/** @returns the cell that an arrow leads to from this one; undefined at the edge of what is drawn, and for other keys */
export function cellBeside(cell: HTMLElement, key: string): HTMLElement | undefined {
  const forward = isMirrored(cell) ? 'ArrowLeft' : 'ArrowRight';
  const back = isMirrored(cell) ? 'ArrowRight' : 'ArrowLeft';
  if (key === forward) return cellOf(cell.nextElementSibling);
  if (key === back) return cellOf(cell.previousElementSibling);
  const line = cell.closest('.line');
  if (key === 'ArrowDown') return nearest(line?.nextElementSibling, cell);
  return key === 'ArrowUp' ? nearest(line?.previousElementSibling, cell) : undefined;
}

const cellOf = (one: Element | null): HTMLElement | undefined =>
  one?.matches('.cell') ? (one as HTMLElement) : undefined;

/** The one that shares most with it. */
function nearest(line: Element | null | undefined, from: HTMLElement): HTMLElement | undefined {
  const { left, right } = from.getBoundingClientRect();
  const shared = (cell: HTMLElement): number => {
    const box = cell.getBoundingClientRect();
    return Math.min(right, box.right) - Math.max(left, box.left);
  };
  const cells = [...(line?.querySelectorAll<HTMLElement>('.cell') ?? [])];
  return cells.toSorted((a, b) => shared(b) - shared(a))[0];
}

/** How far a box has been scrolled from where its lines begin, whichever side that is. */
export const scrolledFromStart = (scroller: Element): number => Math.abs(scroller.scrollLeft);

export function scrollFromStart(scroller: Element, px: number): void {
  scroller.scrollLeft = isMirrored(scroller) ? -px : px;
}
