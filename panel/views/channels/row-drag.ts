// Dragging a row of a list of which only a window is in the page: the place is worked out from the pointer's height, and
// near the edges the list runs on by itself.

export interface RowDragOptions {
  readonly scroller: () => HTMLElement | null;
  readonly rowHeight: number;
  /** Pixels that the headings take of the scroller. */
  readonly above: () => number;
  readonly count: () => number;
  /** Undefined when it has ended. */
  readonly onOver: (index: number | undefined) => void;
  readonly onDrop: (from: number, index: number) => void;
}

const EDGE = 56;
const MOST_PER_FRAME = 24;

export class RowDrag {
  readonly #options: RowDragOptions;
  #from = -1;
  #y = 0;
  #over = -1;
  #frame = 0;

  constructor(options: RowDragOptions) {
    this.#options = options;
  }

  start(event: PointerEvent, from: number): void {
    const scroller = this.#options.scroller();
    if (!scroller || from < 0) return;
    event.preventDefault();
    this.#from = from;
    this.#y = event.clientY;
    addEventListener('pointermove', this.#onMove);
    addEventListener('pointerup', this.#onUp);
    addEventListener('pointercancel', this.#onCancel);
    addEventListener('keydown', this.#onKey);
    this.#frame = requestAnimationFrame(this.#tick);
  }

  readonly #tick = (): void => {
    const scroller = this.#options.scroller();
    if (!scroller) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    const first = top + this.#options.above();
    const beyond = this.#y < first + EDGE ? this.#y - first - EDGE : Math.max(0, this.#y - bottom + EDGE);
    if (beyond !== 0) scroller.scrollTop += Math.sign(beyond) * Math.min(MOST_PER_FRAME, Math.abs(beyond) / 3);
    const place = Math.round((this.#y - first + scroller.scrollTop) / this.#options.rowHeight);
    const index = Math.max(0, Math.min(this.#options.count(), place));
    if (index !== this.#over) this.#options.onOver((this.#over = index));
    this.#frame = requestAnimationFrame(this.#tick);
  };

  readonly #onMove = (event: PointerEvent): void => {
    this.#y = event.clientY;
  };

  readonly #onUp = (): void => {
    const [from, over] = [this.#from, this.#over];
    this.#end();
    if (over !== -1) this.#options.onDrop(from, over);
  };

  readonly #onCancel = (): void => this.#end();

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#end();
  };

  #end(): void {
    cancelAnimationFrame(this.#frame);
    removeEventListener('pointermove', this.#onMove);
    removeEventListener('pointerup', this.#onUp);
    removeEventListener('pointercancel', this.#onCancel);
    removeEventListener('keydown', this.#onKey);
    this.#over = -1;
    this.#options.onOver(undefined);
  }
}
