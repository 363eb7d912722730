// Pages of the library. A search reads every row: for tasks.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { TITLE_KINDS } from '../model/title.ts';
import { wordConditions, type Condition } from '../storage/text-search.ts';
import { TITLE_PAGE_LIMIT, type TitlePage, type TitleQuery } from './query.ts';
import { plainTitle } from './title-key.ts';
import { TITLE_COLUMNS, titleFromRow } from './title-row.ts';

const ORDERS: Readonly<Record<TitleQuery['sort'], string>> = {
  name: 'sort_name, id',
  added: 'added_at DESC, id',
  year: 'year DESC, sort_name, id',
  rating: 'rating DESC, sort_name, id',
};

export function listTitles(database: DatabaseSync, query: TitleQuery): TitlePage {
  const conditions: Condition[] = [];
  if (query.kind !== undefined) conditions.push({ sql: 'kind = ?', values: [TITLE_KINDS.indexOf(query.kind)] });
  if (query.group !== undefined) conditions.push({ sql: 'group_title = ?', values: [query.group] });
  if (query.identified !== undefined) conditions.push({ sql: query.identified ? 'tmdb > 0' : 'tmdb = 0', values: [] });
  if (query.suggested !== undefined) {
    const sql = `id ${query.suggested ? '' : 'NOT '}IN (SELECT title FROM found WHERE tmdb > 0 AND is_sure = 0)`;
    conditions.push({ sql, values: [] });
  }
  if (query.among) {
    const { ids, isIn } = query.among;
    const sql = `id ${isIn ? '' : 'NOT '}IN (SELECT value FROM json_each(?))`;
    conditions.push({ sql, values: [JSON.stringify(ids)] });
  }
  if (query.within) conditions.push(...withinConditions(query.within));
  if (query.search) conditions.push(...wordConditions(database, 'sort_name', plainTitle(query.search)));
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;
  const values: SQLInputValue[] = conditions.flatMap((condition) => condition.values);
  const total = database.prepare(`SELECT count(*) AS total FROM title ${where}`).get(...values)?.['total'] as number;
  const limit = Math.min(Math.max(query.limit, 1), TITLE_PAGE_LIMIT);
  const offset = /^\d{1,9}$/.test(query.cursor ?? '') ? Number(query.cursor) : 0;
  const rows = database
    .prepare(`SELECT ${TITLE_COLUMNS} FROM title ${where} ORDER BY ${ORDERS[query.sort]} LIMIT ? OFFSET ?`)
    .all(...values, limit, offset);
  const next = offset + rows.length < total ? String(offset + rows.length) : null;
  return { items: rows.map(titleFromRow), next, total };
}

const amongValues = (column: string, values: readonly (number | string)[]): Condition => ({
  sql: `${column} IN (SELECT value FROM json_each(?))`,
  values: [JSON.stringify(values)],
});

function withinConditions({ kinds, groups }: NonNullable<TitleQuery['within']>): Condition[] {
  const wanted = kinds.map((kind) => TITLE_KINDS.indexOf(kind));
  const ofKinds = amongValues('kind', wanted);
  return groups === null ? [ofKinds] : [ofKinds, amongValues('group_title', groups)];
}
