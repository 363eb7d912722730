// Arrow keys on the grid: along a channel's programmes, and to the one that runs beside it on another channel.

const isMirrored = (one: Element): boolean => getComputedStyle(one).direction === 'rtl';

/** Where the last arrow up or down led to, and at which place of its line: the next one keeps to it. */
interface Column {
  readonly cell: HTMLElement;
  /** Pixels from the line's left side. */
  readonly x: number;
}

/** Up after down leads back to where one came from, however long the programmes beside it are. */
export class GridKeys {
  #column: Column | undefined;

  /** @returns the cell that an arrow leads to from this one; undefined at the edge of what is drawn, and for other keys */
  cellBeside(cell: HTMLElement, key: string): HTMLElement | undefined {
    const forward = isMirrored(cell) ? 'ArrowLeft' : 'ArrowRight';
    const back = isMirrored(cell) ? 'ArrowRight' : 'ArrowLeft';
    if (key === forward) return cellOf(cell.nextElementSibling);
    if (key === back) return cellOf(cell.previousElementSibling);
    const line = cell.closest('.line');
    if (key === 'ArrowDown') return this.#onLine(line?.nextElementSibling, cell);
    return key === 'ArrowUp' ? this.#onLine(line?.previousElementSibling, cell) : undefined;
  }

  /** The one in the column that was begun, else the one that shares most with it: the column goes through what they share. */
  #onLine(line: Element | null | undefined, from: HTMLElement): HTMLElement | undefined {
    if (!line) return undefined;
    const { left: lineLeft } = line.getBoundingClientRect();
    const kept = this.#column?.cell === from ? this.#column.x : undefined;
    const { left, right } = kept === undefined ? from.getBoundingClientRect() : pointAt(lineLeft + kept);
    const shared = (cell: HTMLElement): readonly [number, number] => {
      const box = cell.getBoundingClientRect();
      return [Math.max(left, box.left), Math.min(right, box.right)];
    };
    const length = (cell: HTMLElement): number => shared(cell)[1] - shared(cell)[0];
    const cells = [...line.querySelectorAll<HTMLElement>('.cell')];
    const found = cells.toSorted((a, b) => length(b) - length(a))[0];
    if (!found) return undefined;
    const [a, b] = shared(found);
    this.#column = { cell: found, x: kept ?? (a + b) / 2 - lineLeft };
    return found;
  }
}

const pointAt = (x: number): { readonly left: number; readonly right: number } => ({ left: x, right: x });

const cellOf = (one: Element | null): HTMLElement | undefined =>
  one?.matches('.cell') ? (one as HTMLElement) : undefined;

/** How far a box has been scrolled from where its lines begin, whichever side that is. */
export const scrolledFromStart = (scroller: Element): number => Math.abs(scroller.scrollLeft);

export function scrollFromStart(scroller: Element, px: number): void {
  scroller.scrollLeft = isMirrored(scroller) ? -px : px;
}
