// Tells a view that the lineup was made anew: a provider was read, a setting is another, somebody else has decided.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Live } from './live.ts';

export class Builds implements ReactiveController {
  readonly #live: Live;
  readonly #onBuilt: () => void;
  #builtAt: number | undefined;

  /** @param onBuilt not for what was built before the view was there */
  constructor(host: ReactiveControllerHost, onBuilt: () => void) {
    this.#live = new Live(host, 'status');
    this.#onBuilt = onBuilt;
  }

  hostConnected(): void {
    this.#builtAt = undefined;
  }

  hostUpdate(): void {
    const builtAt = this.#live.status('lineup')?.built_at;
    if (builtAt === undefined || builtAt === this.#builtAt) return;
    const isFirst = this.#builtAt === undefined;
    this.#builtAt = builtAt;
    if (!isFirst) this.#onBuilt();
  }
}
