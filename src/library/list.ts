// Pages of the library, by key. Where few titles can be meant they are looked up; else an index is walked in the order that is
// asked for, until the page is full. For tasks.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { TITLE_KINDS } from '../model/title.ts';
import { after, formatCursor, orderBy, parseCursor, type Order } from '../storage/keyset.ts';
import type { Condition } from '../storage/text-search.ts';
import { TITLE_PAGE_LIMIT, type TitlePage, type TitleQuery } from './query.ts';
import { readState } from './schema.ts';
import { meansOf, type TitleMeans } from './title-filter.ts';
import { TITLE_COLUMNS, titleFromRow } from './title-row.ts';

interface TitleOrder {
  readonly keys: Order;
  /** Of `kind` and these. */
  readonly index: string;
}

const BY_NAME: Order = [{ column: 'sort_name' }, { column: 'id' }];
const ORDERS: Readonly<Record<TitleQuery['sort'], TitleOrder>> = {
  name: { keys: BY_NAME, index: 'title_order' },
  added: { keys: [{ column: 'added_at', isDescending: true }, ...BY_NAME], index: 'title_added' },
  year: { keys: [{ column: 'year', isDescending: true }, ...BY_NAME], index: 'title_year' },
  rating: { keys: [{ column: 'rating', isDescending: true }, ...BY_NAME], index: 'title_rating' },
};

export function listTitles(database: DatabaseSync, query: TitleQuery): TitlePage {
  const means = meansOf(database, query);
  if (means.kinds.length === 0) return { items: [], next: null, total: 0 };
  const order = ORDERS[query.sort];
  const limit = Math.min(Math.max(query.limit, 1), TITLE_PAGE_LIMIT);
  const cursor = parseCursor(query.cursor, order.keys.length);
  const { sql, values } = pageOf(means, { order, cursor, limit: limit + 1 });
  const rows = database.prepare(sql).all(...values);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map(titleFromRow),
    next: last ? formatCursor(order.keys.map(({ column }) => last[column] as string | number)) : null,
    total: countOf(database, means),
  };
}

interface PageOrder {
  readonly order: TitleOrder;
  readonly cursor: readonly SQLInputValue[] | null;
  readonly limit: number;
}

/** The rows of a page are found by their keys, and only then read: most of a row is text that a list does not show. */
function pageOf(means: TitleMeans, { order, cursor, limit }: PageOrder): Condition {
  const pieces: readonly Condition[] = cursor ? after(order.keys, cursor) : [{ sql: 'TRUE', values: [] }];
  const found = means.few ? lookedUp(means, means.few, pieces) : walked(means, pieces, { order, cursor, limit });
  const by = orderBy(order.keys);
  return {
    sql: `SELECT ${TITLE_COLUMNS}, sort_name FROM title WHERE rowid IN (SELECT found FROM (${found.sql} ORDER BY ${by} LIMIT ?)) ORDER BY ${by}`,
    values: [...found.values, limit],
  };
}

const keysOf = ({ keys }: TitleOrder): string => ['rowid AS found', ...keys.map(({ column }) => column)].join(', ');

function lookedUp({ kinds, conditions }: TitleMeans, few: Condition, pieces: readonly Condition[]): Condition {
  const beyond = pieces.map(({ sql }) => `(${sql})`).join(' OR ');
  return {
    sql: `SELECT rowid AS found, sort_name, id, added_at, year, rating FROM title WHERE rowid IN (${few.sql}) AND +kind IN (${kinds.join()}) AND (${beyond}) AND ${conditions.sql}`,
    values: [...few.values, ...pieces.flatMap(({ values }) => values), ...conditions.values],
  };
}

/** Each kind and each piece by itself, as the index has them, no further than a page. */
function walked({ kinds, conditions }: TitleMeans, pieces: readonly Condition[], page: PageOrder): Condition {
  const { order, limit } = page;
  const walks = kinds.flatMap((kind) =>
    pieces.map(({ sql, values }): Condition => {
      const walk = `SELECT ${keysOf(order)} FROM title INDEXED BY ${order.index} WHERE kind = ${kind} AND ${sql} AND ${conditions.sql}`;
      const by = orderBy(order.keys);
      return {
        sql: `SELECT * FROM (${walk} ORDER BY ${by} LIMIT ?)`,
        values: [...values, ...conditions.values, limit],
      };
    }),
  );
  return { sql: walks.map(({ sql }) => sql).join(' UNION ALL '), values: walks.flatMap(({ values }) => values) };
}

function countOf(database: DatabaseSync, means: TitleMeans): number {
  const { kinds, isAll } = means;
  if (!isAll) {
    const { sql, values } = countedBy(means);
    return database.prepare(sql).get(...values)?.['total'] as number;
  }
  const { movies, series } = readState(database);
  return kinds.reduce((sum, kind) => sum + (TITLE_KINDS[kind] === 'movie' ? movies : series), 0);
}

function countedBy({ kinds, conditions, few, isByName, named, isNamedExactly }: TitleMeans): Condition {
  const inKinds = `kind IN (${kinds.join()}) AND ${conditions.sql}`;
  if (isByName && named && isNamedExactly)
    return { sql: `SELECT count(*) AS total FROM (${named.sql})`, values: named.values };
  if (few) {
    const sql = `SELECT count(*) AS total FROM title WHERE rowid IN (${few.sql}) AND +${inKinds}`;
    return { sql, values: [...few.values, ...conditions.values] };
  }
  const from = isByName ? 'title INDEXED BY title_order' : 'title'; // all of it stands in that index
  return { sql: `SELECT count(*) AS total FROM ${from} WHERE ${inKinds}`, values: conditions.values };
}
