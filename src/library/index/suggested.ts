// Titles of which TMDB has one that may be it, by entry: kept in a thread, and brought up to date by what was told since.

import type { DatabaseSync } from 'node:sqlite';
import type { Hits, TitleIndex } from './title-index.ts';

interface Known {
  readonly entries: Hits;
  /** Of the last that was told. */
  nth: number;
}

const known = new WeakMap<TitleIndex, Known>();

/** Kept: not to be changed. */
export function suggestedEntries(database: DatabaseSync, index: TitleIndex): Hits {
  const nth = (database.prepare('SELECT max(nth) AS nth FROM found').get()?.['nth'] as number | null) ?? 0;
  const before = known.get(index);
  if (before) {
    for (const title of toldSince(database, before.nth)) set(database, index, before.entries, title);
    before.nth = nth;
    return before.entries;
  }
  const entries = new Uint8Array(index.length);
  const all = database.prepare(
    `SELECT title.rowid FROM found INDEXED BY found_unsure CROSS JOIN title ON title.id = found.title
     WHERE found.tmdb > 0 AND found.is_sure = 0`,
  );
  all.setReturnArrays(true);
  for (const [rowid] of all.iterate() as unknown as Iterable<readonly [number]>) entries[index.entryOf(rowid)] = 1;
  known.set(index, { entries, nth });
  return entries;
}

const toldSince = (database: DatabaseSync, nth: number): number[] =>
  database
    .prepare('SELECT title FROM found WHERE nth > ?')
    .all(nth)
    .map(({ title }) => title as number);

function set(database: DatabaseSync, index: TitleIndex, entries: Hits, title: number): void {
  const { rowid, isOpen } = database
    .prepare(
      `SELECT (SELECT rowid FROM title WHERE id = ?1) AS rowid,
       EXISTS (SELECT 1 FROM found WHERE title = ?1 AND tmdb > 0 AND is_sure = 0) AS isOpen`,
    )
    .get(title) as { rowid: number | null; isOpen: number };
  const entry = rowid === null ? -1 : index.entryOf(rowid);
  if (entry >= 0) entries[entry] = isOpen;
}
