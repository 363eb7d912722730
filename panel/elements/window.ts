// A window on a list of rows of one height, of any length: only what is in sight (and a little beyond) is in the page.
//
//   ┌ scroller ───────────────┐
//   │ spacer: count × height  │
//   │   first … last          │  ◄─ moved to first × height
//   └─────────────────────────┘

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Rows beyond the edges: enough for a turn of the wheel. */
const BEYOND = 6;

export interface RowWindowOptions {
  readonly rowHeight: () => number;
  /** Pixels that headings, which stay where they are, take of the scroller. */
  readonly above?: () => number;
  readonly count: () => number;
  readonly scroller: () => HTMLElement | null;
  /** Called with the places in sight when they have changed. */
  readonly onShown: (first: number, last: number) => void;
}

export class RowWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: RowWindowOptions;
  readonly #resized = new ResizeObserver(() => this.measure());
  #watched: HTMLElement | undefined;
  #first = 0;
  #last = -1;

  constructor(host: ReactiveControllerHost, options: RowWindowOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get first(): number {
    return Math.min(this.#first, Math.max(0, this.#options.count() - 1));
  }

  /** -1 when there is nothing. */
  get last(): number {
    return Math.min(this.#last, this.#options.count() - 1);
  }

  get height(): number {
    return this.#options.count() * this.#options.rowHeight();
  }

  hostUpdated(): void {
    const scroller = this.#options.scroller();
    if (scroller === (this.#watched ?? null)) return;
    this.#unwatch();
    if (!scroller) return;
    this.#watched = scroller;
    scroller.addEventListener('scroll', this.measure, { passive: true });
    this.#resized.observe(scroller);
    this.measure();
  }

  hostDisconnected(): void {
    this.#unwatch();
  }

  /** Brings a row into sight. */
  reveal(index: number): void {
    const scroller = this.#options.scroller();
    if (!scroller) return;
    const height = this.#options.rowHeight();
    const above = this.#options.above?.() ?? 0;
    const top = index * height;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + height > scroller.scrollTop + scroller.clientHeight - above)
      scroller.scrollTop = top + height + above - scroller.clientHeight;
    this.measure();
  }

  readonly measure = (): void => {
    const scroller = this.#options.scroller();
    if (!scroller) return;
    const height = this.#options.rowHeight();
    const first = Math.max(0, Math.floor(scroller.scrollTop / height) - BEYOND);
    const last = Math.ceil((scroller.scrollTop + scroller.clientHeight) / height) + BEYOND;
    if (first === this.#first && last === this.#last) return;
    this.#first = first;
    this.#last = last;
    this.#options.onShown(first, last);
    this.#host.requestUpdate();
  };

  #unwatch(): void {
    this.#watched?.removeEventListener('scroll', this.measure);
    this.#resized.disconnect();
    this.#watched = undefined;
  }
}
