// What is on now, for the channels in sight: asked for together, once scrolling has come to rest.

import { ask } from '../../api/client.ts';
import type { Programme } from '../../api/routes.ts';

const REST_MS = 150;
const MOST_ASKED = 100;
const MOST_KNOWN = 2_000;

export class OnNow {
  readonly #changed: () => void;
  /** Null for a channel that has nothing on. */
  readonly #known = new Map<string, Programme | null>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  of(id: string): Programme | undefined {
    const programme = this.#known.get(id);
    return programme && programme.stop_at > Date.now() ? programme : undefined;
  }

  want(ids: readonly string[]): void {
    const missing = ids.filter((id) => this.#isDue(id)).slice(0, MOST_ASKED);
    clearTimeout(this.#timer);
    if (missing.length > 0) this.#timer = setTimeout(() => void this.#ask(missing), REST_MS);
  }

  forget(): void {
    this.#known.clear();
  }

  #isDue(id: string): boolean {
    const programme = this.#known.get(id);
    return programme === undefined || (programme !== null && programme.stop_at <= Date.now());
  }

  async #ask(ids: readonly string[]): Promise<void> {
    this.#running?.abort();
    this.#running = new AbortController();
    const now = Date.now();
    try {
      const body = { channel_ids: [...ids], from_at: now, until_at: now + 1 };
      const { items } = await ask('POST /guide/listings', { body }, this.#running.signal);
      if (this.#known.size > MOST_KNOWN) this.#known.clear();
      for (const id of ids) this.#known.set(id, null);
      for (const { channel_id: id, programmes } of items) {
        const told = programmes.find(({ made_of: madeOf }) => madeOf !== 'template');
        this.#known.set(id, told ?? null);
      }
      this.#changed();
    } catch {
      // the rows say "guide" instead; the next rest asks again
    }
  }
}
