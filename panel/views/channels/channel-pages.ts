// The rows of a long list by place: pages are fetched when they come into sight, those far away are forgotten.

import { ask } from '../../api/client.ts';
import type { Asked, Channel } from '../../api/routes.ts';

export type ChannelQuery = Omit<NonNullable<Asked<'GET /channels'>['query']>, 'cursor' | 'limit' | 'offset'>;

export const PAGE_ROWS = 100;
/** About what a minute of scrolling passes. */
const MOST_PAGES = 40;

export type LoadPage<Row, Question> = (
  query: Question,
  offset: number,
  signal: AbortSignal,
) => Promise<{ items: readonly Row[]; total: number }>;

export const loadChannels: LoadPage<Channel, ChannelQuery> = (query, offset, signal) =>
  ask('GET /channels', { query: { ...query, offset, limit: PAGE_ROWS, with_picture: 'true' } }, signal);

export class ChannelPages<Row extends { readonly id: string } = Channel, Question = ChannelQuery> {
  readonly #query: Question;
  readonly #changed: () => void;
  readonly #load: LoadPage<Row, Question>;
  readonly #pages = new Map<number, readonly Row[]>();
  readonly #asked = new Map<number, AbortController>();
  #total: number | undefined;
  #error: unknown;

  /** @param changed called when rows have come */
  constructor(query: Question, changed: () => void, loader: LoadPage<Row, Question>) {
    this.#query = query;
    this.#changed = changed;
    this.#load = loader;
  }

  /** Undefined until the first page has come. */
  get total(): number | undefined {
    return this.#total;
  }

  get error(): unknown {
    return this.#error;
  }

  /** Undefined while it is not there. */
  at(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** Place of a row that is there; -1 for one that is not. */
  indexOf(id: string): number {
    for (const [page, rows] of this.#pages) {
      const index = rows.findIndex((row) => row.id === id);
      if (index !== -1) return page * PAGE_ROWS + index;
    }
    return -1;
  }

  /** Sees to it that these places are there, or come; what is asked for and out of sight again is called off. */
  show(first: number, last: number): void {
    const from = Math.floor(first / PAGE_ROWS);
    const to = Math.floor(last / PAGE_ROWS);
    for (const [page, running] of this.#asked) if (page < from - 1 || page > to + 1) running.abort();
    for (let page = from; page <= to; page += 1) void this.#fetch(page);
    this.#forget(from, to);
  }

  /** Fetches anew what is in sight, and keeps showing the old rows until then. */
  async refresh(first: number, last: number): Promise<void> {
    const from = Math.floor(first / PAGE_ROWS);
    const to = Math.floor(last / PAGE_ROWS);
    for (const page of this.#pages.keys()) if (page < from || page > to) this.#pages.delete(page);
    const pages = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    await Promise.all(pages.map((page) => this.#fetch(page, true)));
  }

  /** Shows a change that the server has not confirmed yet. @returns puts the row back as it was */
  change(id: string, fields: Partial<Row>): () => void {
    const index = this.indexOf(id);
    const before = index === -1 ? undefined : this.at(index);
    if (!before) return () => undefined;
    this.#put(index, { ...before, ...fields });
    return () => this.#put(index, before);
  }

  #put(index: number, row: Row): void {
    const page = Math.floor(index / PAGE_ROWS);
    const rows = this.#pages.get(page);
    if (!rows) return;
    this.#pages.set(page, rows.with(index % PAGE_ROWS, row));
    this.#changed();
  }

  async #fetch(page: number, isAnew = false): Promise<void> {
    if (page < 0 || this.#asked.has(page) || (!isAnew && this.#pages.has(page))) return;
    const running = new AbortController();
    this.#asked.set(page, running);
    try {
      const { items, total } = await this.#load(this.#query, page * PAGE_ROWS, running.signal);
      this.#pages.set(page, items);
      this.#total = total;
      this.#error = undefined;
    } catch (error) {
      if (!running.signal.aborted) this.#error = error;
    } finally {
      this.#asked.delete(page);
    }
    if (!running.signal.aborted) this.#changed();
  }

  #forget(from: number, to: number): void {
    if (this.#pages.size <= MOST_PAGES) return;
    const middle = (from + to) / 2;
    const far = [...this.#pages.keys()].toSorted((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of far.slice(0, this.#pages.size - MOST_PAGES)) this.#pages.delete(page);
  }
}
