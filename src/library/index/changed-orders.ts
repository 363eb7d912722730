// Which orders a build has changed: those alone whose keys are others, or whose entries have other numbers.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TITLE_KINDS } from '../../model/title.ts';
import type { TitleQuery } from '../query.ts';
import type { TitleContent } from '../title-row.ts';
import { SORTS } from './orders.ts';

type Sort = TitleQuery['sort'];

export class ChangedOrders {
  readonly #keys: StatementSync;
  readonly #changed = new Set<string>();

  constructor(database: DatabaseSync) {
    this.#keys = database.prepare('SELECT kind, sort_name, added_at, year, rating FROM title WHERE rowid = ?');
    this.#keys.setReturnArrays(true);
  }

  has(sort: Sort, kind: number): boolean {
    return this.#changed.has(`${sort} ${kind}`);
  }

  /** Behind all others: these keep their numbers. */
  added(kind: number): void {
    for (const sort of SORTS) this.#changed.add(`${sort} ${kind}`);
  }

  /** Those behind it have other numbers, of whichever kind they are. */
  removed(): void {
    for (const kind of TITLE_KINDS.keys()) this.added(kind);
  }

  /** @param content that the row will have @returns whether it will have another name */
  changed(rowid: number, [kind, , name, year, , , , rating, addedAt]: TitleContent): boolean {
    const before = this.#keys.get(rowid) as unknown as readonly unknown[] | undefined;
    if (before?.[0] !== kind) this.removed();
    if (before?.[1] !== name) this.added(kind);
    const keys: readonly (readonly [Sort, number])[] = [
      ['added', addedAt],
      ['year', year],
      ['rating', rating],
    ];
    for (const [at, [sort, key]] of keys.entries()) if (before?.[at + 2] !== key) this.#changed.add(`${sort} ${kind}`);
    return before?.[1] !== name;
  }
}
