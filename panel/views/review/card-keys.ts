// Keys that decide about the card in sight, unless somebody writes or has a dialog open.

import type { ReactiveController } from 'lit';

export type CardActs = Readonly<Record<string, () => void>>;

export class CardKeys implements ReactiveController {
  readonly #acts: () => CardActs;

  constructor(acts: () => CardActs) {
    this.#acts = acts;
  }

  hostConnected(): void {
    addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.#onKey);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (target instanceof HTMLElement && target.closest('input:not([type=radio]), select, textarea, [role=dialog]'))
      return;
    const act = this.#acts()[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
