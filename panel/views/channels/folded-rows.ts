// The rows of a folded list: of channels that are alike the first, and below it the others where somebody has opened it.

import { ask } from '../../api/client.ts';
import type { Channel } from '../../api/routes.ts';
import { ChannelPages, loadChannels, type ChannelQuery } from './channel-pages.ts';

/** More than a family has. */
const MOST_ALIKE = 500;

interface Opened {
  /** Place of the first in the folded list. */
  readonly at: number;
  readonly first: string;
  rows: readonly Channel[];
}

type Load = (query: ChannelQuery) => Promise<readonly Channel[]>;

const load: Load = async (query) => {
  const { items } = await ask('GET /channels', { query: { ...query, limit: MOST_ALIKE, with_picture: 'true' } });
  return items;
};

export class FoldedRows {
  readonly #query: ChannelQuery;
  readonly #pages: ChannelPages;
  readonly #changed: () => void;
  readonly #load: Load;
  /** By family, in the list's order. */
  #opened: ReadonlyMap<string, Opened> = new Map();

  /** @param changed called when rows have come or gone */
  constructor(query: ChannelQuery, changed: () => void, ports: { pages?: ChannelPages; load?: Load } = {}) {
    this.#query = query;
    this.#changed = changed;
    this.#pages = ports.pages ?? new ChannelPages(query, changed, loadChannels);
    this.#load = ports.load ?? load;
  }

  /** Undefined until the first page has come. */
  get total(): number | undefined {
    const total = this.#pages.total;
    if (total === undefined) return undefined;
    return [...this.#opened.values()].reduce((sum, { rows }) => sum + rows.length, total);
  }

  get error(): unknown {
    return this.#pages.error;
  }

  isOpen(family: string): boolean {
    return this.#opened.has(family);
  }

  /** Undefined while it is not there. */
  at(index: number): Channel | undefined {
    const { place, below } = this.#locate(index);
    return below ?? this.#pages.at(place);
  }

  /** True for one that stands below its first. */
  isBelow(index: number): boolean {
    return this.#locate(index).below !== undefined;
  }

  show(first: number, last: number): void {
    this.#pages.show(this.#locate(first).place, this.#locate(last).place);
  }

  async refresh(first: number, last: number): Promise<void> {
    await this.#pages.refresh(this.#locate(first).place, this.#locate(last).place);
    this.#opened = new Map(
      [...this.#opened].flatMap(([family, of]) => {
        const at = this.#placeNow(family, of);
        return at === undefined ? [] : [[family, { ...of, at }] as const];
      }),
    );
    this.#changed(); // a family that is no more is not shown below another row
    await Promise.all([...this.#opened].map(([family, of]) => this.#fill(family, of)));
  }

  /** Where its first stands now, as rows before it may have come or gone; undefined where it is the first no longer. */
  #placeNow(family: string, { at, first }: Opened): number | undefined {
    const place = this.#pages.indexOf(first);
    if (place === -1) return this.#pages.at(at) === undefined ? at : undefined; // out of sight it is not known
    return this.#pages.at(place)?.family === family ? place : undefined;
  }

  /** Opens a family below its first, or closes it. */
  async toggle(index: number): Promise<void> {
    const { place } = this.#locate(index);
    const first = this.#pages.at(place);
    if (!first?.family) return;
    if (this.#opened.has(first.family)) {
      this.#opened = new Map([...this.#opened].filter(([family]) => family !== first.family));
      this.#changed();
      return;
    }
    await this.#fill(first.family, { at: place, first: first.id, rows: [] });
  }

  /** Shows a change that the server has not confirmed yet. @returns puts the row back as it was */
  change(id: string, fields: Partial<Channel>): () => void {
    for (const of of this.#opened.values()) {
      const index = of.rows.findIndex((row) => row.id === id);
      const before = of.rows[index];
      if (!before) continue;
      const put = (row: Channel): void => {
        of.rows = of.rows.with(index, row);
        this.#changed();
      };
      put({ ...before, ...fields });
      return () => put(before);
    }
    return this.#pages.change(id, fields);
  }

  async #fill(family: string, opened: Opened): Promise<void> {
    const { folded: _, ...query } = this.#query;
    const rows = (await this.#load({ ...query, family })).filter(({ id }) => id !== opened.first);
    const all = [...this.#opened].filter(([known]) => known !== family);
    this.#opened = new Map([...all, [family, { ...opened, rows }] as const].toSorted(([, a], [, b]) => a.at - b.at));
    this.#changed();
  }

  /** The place in the folded list, and the row below it where the index is of one. */
  #locate(index: number): { place: number; below: Channel | undefined } {
    let place = index;
    for (const { at, rows } of this.#opened.values()) {
      if (place <= at) break;
      if (place <= at + rows.length) return { place: at, below: rows[place - at - 1] };
      place -= rows.length;
    }
    return { place, below: undefined };
  }
}
