// The orders of pages: which columns, by which index, and, for pages of what a filter leaves, the entries of each kind in that order.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TITLE_KINDS } from '../../model/title.ts';
import { packColumns, unpackColumns } from '../../kernel/packed-columns.ts';
import { orderBy, type Order } from '../../storage/keyset.ts';
import type { TitleQuery } from '../query.ts';
import { entryOf, type Entries } from './chunks.ts';

export interface TitleOrder {
  readonly keys: Order;
  /** Of `kind` and these. */
  readonly index: string;
}

const BY_NAME: Order = [{ column: 'sort_name' }, { column: 'id' }];
export const ORDERS: Readonly<Record<TitleQuery['sort'], TitleOrder>> = {
  name: { keys: BY_NAME, index: 'title_order' },
  added: { keys: [{ column: 'added_at', isDescending: true }, ...BY_NAME], index: 'title_added' },
  year: { keys: [{ column: 'year', isDescending: true }, ...BY_NAME], index: 'title_year' },
  rating: { keys: [{ column: 'rating', isDescending: true }, ...BY_NAME], index: 'title_rating' },
};
export const SORTS = Object.keys(ORDERS) as readonly TitleQuery['sort'][];

const LAYOUT = 1;
/** Entries; a chunk has 128 KiB. */
const CHUNK_ENTRIES = 32_768;

/**
 * Rowids of a kind, with commas between: as one text they take a quarter of the time that they take row by row. SQLite keeps the order
 * of a subquery whose rows it joins to a text.
 */
const walkOf = ({ keys, index }: TitleOrder): string =>
  `SELECT group_concat(found) AS rowids FROM
   (SELECT rowid AS found FROM title INDEXED BY ${index} WHERE kind = ? ORDER BY ${orderBy(keys)})`;
const COMMA = 44;
const ZERO = 48;

/** Of a kind, by number; in a build, or where none is stored. */
export function placesOf(
  database: DatabaseSync,
  entries: Entries,
  sort: TitleQuery['sort'],
  kind: number,
): Uint32Array {
  const text = (database.prepare(walkOf(ORDERS[sort])).get(kind)?.['rowids'] as string | null) ?? '';
  if (text === '') return new Uint32Array(0);
  const places = new Uint32Array(entries.rowids.length);
  let [count, rowid] = [0, 0];
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : COMMA;
    if (code !== COMMA) {
      rowid = 10 * rowid + code - ZERO;
      continue;
    }
    places[count] = entryOf(entries, rowid);
    count += 1;
    rowid = 0;
  }
  return places.subarray(0, count);
}

/**
 * What is stored of an order stays where its entries are the same; else, a chunk that is as it was is not written.
 * @param isChanged may say so of one that is not
 */
export function writeOrders(
  database: DatabaseSync,
  entries: Entries,
  isChanged: (sort: TitleQuery['sort'], kind: number) => boolean,
): void {
  const statements: Statements = {
    read: database.prepare('SELECT places FROM title_place WHERE sort = ? AND kind = ? AND chunk = ?'),
    write: database.prepare('INSERT OR REPLACE INTO title_place (sort, kind, chunk, places) VALUES (?, ?, ?, ?)'),
    drop: database.prepare('DELETE FROM title_place WHERE sort = ? AND kind = ? AND chunk >= ?'),
  };
  for (const sort of SORTS)
    for (const kind of TITLE_KINDS.keys())
      if (isChanged(sort, kind) || readPlaces(database, sort, kind) === undefined)
        writePlaces(statements, [sort, kind], placesOf(database, entries, sort, kind));
}

interface Statements {
  readonly read: StatementSync;
  readonly write: StatementSync;
  readonly drop: StatementSync;
}

function writePlaces({ read, write, drop }: Statements, of: readonly [string, number], places: Uint32Array): void {
  const count = Math.ceil(places.length / CHUNK_ENTRIES);
  for (let chunk = 0; chunk < count; chunk += 1) {
    const bytes = packColumns(LAYOUT, [places.subarray(chunk * CHUNK_ENTRIES, (chunk + 1) * CHUNK_ENTRIES)]);
    const stored = read.get(...of, chunk)?.['places'] as Uint8Array | undefined;
    if (!stored || Buffer.compare(stored, bytes) !== 0) write.run(...of, chunk, bytes);
  }
  drop.run(...of, count);
}

/** @returns undefined where one is not whole */
export function readPlaces(database: DatabaseSync, sort: string, kind: number): Uint32Array | undefined {
  const rows = database
    .prepare('SELECT places FROM title_place WHERE sort = ? AND kind = ? ORDER BY chunk')
    .all(sort, kind);
  const parts = rows.map(({ places }) => unpackColumns(LAYOUT, places as Uint8Array)?.[0] as Uint32Array | undefined);
  const all = new Uint32Array(parts.reduce((sum, part) => sum + (part?.length ?? 0), 0));
  let at = 0;
  for (const part of parts) {
    if (!part) return undefined;
    all.set(part, at);
    at += part.length;
  }
  return all;
}
