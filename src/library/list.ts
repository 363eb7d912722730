// Pages of the library, by key. Of all titles a page is read from an order's index; what a filter leaves is found in memory first, and
// then the places of a page are looked up. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import { TITLE_KINDS } from '../model/title.ts';
import { snapshot } from '../storage/database.ts';
import { after, formatCursor, orderBy, parseCursor, type Cursor } from '../storage/keyset.ts';
import type { Condition } from '../storage/text-search.ts';
import { hitsOf, isAll, kindsOf } from './hits.ts';
import { heldIndex } from './index/held.ts';
import { ORDERS, type TitleOrder } from './index/orders.ts';
import type { Hits, TitleIndex } from './index/title-index.ts';
import { TITLE_PAGE_LIMIT, type TitlePage, type TitleQuery } from './query.ts';
import { readState } from './schema.ts';
import { TITLE_COLUMNS, titleFromRow } from './title-row.ts';

/** @throws AppError `request.invalid` for a cursor of another order */
export function listTitles(database: DatabaseSync, query: TitleQuery): TitlePage {
  const kinds = kindsOf(query);
  const order = ORDERS[query.sort];
  const place: Place = { query, kinds, order, cursor: parseCursor(query.cursor, listOf(query), order.keys.length) };
  if (kinds.length === 0) return { items: [], next: null, total: 0 };
  return snapshot(database, () => (isAll(query) ? pageOfAll(database, place) : pageOfSome(database, place)));
}

interface Place {
  readonly query: TitleQuery;
  readonly kinds: readonly number[];
  readonly order: TitleOrder;
  readonly cursor: Cursor | null;
}

const listOf = ({ sort }: TitleQuery): string => `titles ${sort}`;

const limitOf = ({ limit }: TitleQuery): number => Math.min(Math.max(limit, 1), TITLE_PAGE_LIMIT);

function pageOfAll(database: DatabaseSync, place: Place): TitlePage {
  const { movies, series } = readState(database);
  const total = place.kinds.reduce((sum, kind) => sum + (TITLE_KINDS[kind] === 'movie' ? movies : series), 0);
  return pageFrom(database, place, { found: walked(place), total });
}

/** Each kind and each piece by itself, as the index has them, no further than a page. */
function walked({ query, kinds, order, cursor }: Place): Condition {
  const columns = ['rowid AS found', ...order.keys.map(({ column }) => column)].join(', ');
  const pieces = piecesOf(order, cursor);
  const by = orderBy(order.keys);
  const walks = kinds.flatMap((kind) =>
    pieces.map(({ sql, values }): Condition => {
      const walk = `SELECT ${columns} FROM title INDEXED BY ${order.index} WHERE kind = ${kind} AND ${sql}`;
      return { sql: `SELECT * FROM (${walk} ORDER BY ${by} LIMIT ?)`, values: [...values, limitOf(query) + 1] };
    }),
  );
  const all = walks.map(({ sql }) => sql).join(' UNION ALL ');
  return {
    sql: `SELECT found FROM (${all} ORDER BY ${by} LIMIT ?)`,
    values: [...walks.flatMap(({ values }) => values), limitOf(query) + 1],
  };
}

const piecesOf = ({ keys }: TitleOrder, cursor: Cursor | null): readonly Condition[] =>
  cursor ? after(keys, cursor) : [{ sql: 'TRUE', values: [] }];

function pageOfSome(database: DatabaseSync, place: Place): TitlePage {
  const index = heldIndex(database);
  const { hits, total } = hitsOf(database, index, place.query);
  const rowids = total === 0 ? [] : place.kinds.flatMap((kind) => placesIn(database, { ...place, index, hits, kind }));
  const found = { sql: 'SELECT value FROM json_each(?)', values: [JSON.stringify(rowids)] };
  return pageFrom(database, place, { found, total });
}

interface PlaceOfSome extends Place {
  readonly index: TitleIndex;
  readonly hits: Hits;
  readonly kind: number;
}

/** Rowids of a page's hits of one kind, and of one more. */
function placesIn(database: DatabaseSync, { index, hits, kind, ...place }: PlaceOfSome): number[] {
  const { query, order, cursor } = place;
  const entries = index.order(database, query.sort, kind);
  const first = cursor ? firstAfter(database, order, cursor, kind) : undefined;
  if (cursor && first === undefined) return [];
  const most = limitOf(query) + 1;
  const found: number[] = [];
  let at = first === undefined ? 0 : entries.indexOf(index.entryOf(first));
  for (; at < entries.length && found.length < most; at += 1)
    if (hits[entries[at]!] === 1) found.push(index.entries.rowids[entries[at]!]!);
  return found;
}

/** The rowid behind a cursor, whether its own row is still there or not. */
function firstAfter(database: DatabaseSync, order: TitleOrder, cursor: Cursor, kind: number): number | undefined {
  for (const { sql, values } of after(order.keys, cursor)) {
    const next = database.prepare(
      `SELECT rowid FROM title INDEXED BY ${order.index} WHERE kind = ? AND ${sql} ORDER BY ${orderBy(order.keys)} LIMIT 1`,
    );
    const row = next.get(kind, ...values);
    if (row) return row['rowid'] as number;
  }
  return undefined;
}

interface Found {
  /** A question for rowids. */
  readonly found: Condition;
  readonly total: number;
}

/** The rows of a page are found by their keys, and only then read: most of a row is text that a list does not show. */
function pageFrom(database: DatabaseSync, { query, order: { keys } }: Place, { found, total }: Found): TitlePage {
  const rows = database
    .prepare(
      `SELECT ${TITLE_COLUMNS}, sort_name FROM title WHERE rowid IN (${found.sql}) ORDER BY ${orderBy(keys)} LIMIT ?`,
    )
    .all(...found.values, limitOf(query) + 1);
  const items = rows.slice(0, limitOf(query));
  const last = rows.length > limitOf(query) ? items.at(-1) : undefined;
  return {
    items: items.map(titleFromRow),
    next: last
      ? formatCursor(
          listOf(query),
          keys.map(({ column }) => last[column] as string | number),
        )
      : null,
    total,
  };
}
