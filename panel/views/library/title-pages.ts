// The titles that fit a search, page after page as they are scrolled to.

import { ask } from '../../api/client.ts';
import type { Answer, Asked } from '../../api/routes.ts';

type Page = Answer<'GET /titles'>;
export type TitleRow = Page['items'][number];
export type TitleQuery = Omit<NonNullable<Asked<'GET /titles'>['query']>, 'cursor' | 'limit'>;

const PAGE = 100;

type Ask = (query: NonNullable<Asked<'GET /titles'>['query']>, signal: AbortSignal) => Promise<Page>;

export class TitlePages {
  readonly #onChanged: () => void;
  readonly #ask: Ask;
  #query: TitleQuery = {};
  #items: readonly TitleRow[] = [];
  #total: number | undefined;
  #next: string | null | undefined;
  #running: AbortController | undefined;
  #error: unknown;

  constructor(onChanged: () => void, load: Ask = (query, signal) => ask('GET /titles', { query }, signal)) {
    this.#onChanged = onChanged;
    this.#ask = load;
  }

  get items(): readonly TitleRow[] {
    return this.#items;
  }

  /** Undefined until the first page has come. */
  get total(): number | undefined {
    return this.#total;
  }

  get error(): unknown {
    return this.#error;
  }

  /** Another search: what comes of the one before is not waited for. */
  async search(query: TitleQuery): Promise<void> {
    this.#running?.abort();
    this.#running = undefined;
    this.#query = query;
    this.#next = undefined;
    await this.more();
  }

  /** @param index of a title that is to be seen */
  async more(index = 0): Promise<void> {
    if (this.#running || this.#next === null || (this.#next !== undefined && index < this.#items.length)) return;
    const running = new AbortController();
    this.#running = running;
    const cursor = this.#next;
    try {
      const page = await this.#ask(
        { ...this.#query, limit: PAGE, ...(cursor !== undefined && { cursor }) },
        running.signal,
      );
      if (running.signal.aborted) return;
      this.#items = cursor === undefined ? page.items : [...this.#items, ...page.items];
      this.#total = page.total;
      this.#next = page.next;
      this.#error = undefined;
    } catch (error) {
      if (running.signal.aborted) return;
      this.#error = error;
    }
    this.#running = undefined;
    this.#onChanged();
  }
}
