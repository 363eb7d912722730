// What a question about titles means: conditions, and, where an index says that few titles can be meant, which. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import { TITLE_KINDS } from '../model/title.ts';
import { foldedWords, isIndexed, matchOf, type Condition } from '../storage/text-search.ts';
import type { TitleQuery } from './query.ts';
import { KIND_WORDS } from './schema.ts';
import { plainTitle } from './title-key.ts';

export interface TitleMeans {
  /** As the table has them. */
  readonly kinds: readonly number[];
  /** That all hold. */
  readonly conditions: Condition;
  /** A question for the rowids of all that can be meant; null where there are too many of them to be looked up one by one. */
  readonly few: Condition | null;
  /** Nothing but kinds is asked for. */
  readonly isAll: boolean;
  /** Nothing but words is asked for. */
  readonly isByName: boolean;
  /** Rowids of all whose names have the words that can be looked up; null where none can. */
  readonly named: Condition | null;
  /** Whether these are all the words. */
  readonly isNamedExactly: boolean;
}

/** Read and sorted in a few milliseconds. */
const FEW = 4_000;

export function meansOf(database: DatabaseSync, query: TitleQuery): TitleMeans {
  const kinds = kindsOf(query);
  const words = foldedWords(plainTitle(query.search ?? ''));
  const hasWords = words.map((word): Condition => ({ sql: 'instr(sort_name, ?) > 0', values: [word] }));
  const named = namedBy(words, kinds);
  const others = [...groupConditions(query), ...standing(query), ...amongConditions(query)];
  const conditions = [...hasWords, ...others];
  return {
    kinds,
    conditions: {
      sql: conditions.map(({ sql }) => sql).join(' AND ') || 'TRUE',
      values: conditions.flatMap(({ values }) => values),
    },
    few: candidatesOf(query, { kinds, named }).find((candidates) => areFew(database, candidates)) ?? null,
    named,
    isNamedExactly: words.every(isIndexed),
    isAll: conditions.length === 0,
    isByName: others.length === 0,
  };
}

function kindsOf({ kind, within }: TitleQuery): number[] {
  const all = TITLE_KINDS.filter((one) => (kind ?? one) === one && (within?.kinds.includes(one) ?? true));
  return all.map((one) => TITLE_KINDS.indexOf(one));
}

const inJson = (column: string, values: readonly (number | string)[], not = ''): Condition => ({
  sql: `${column} ${not}IN (SELECT value FROM json_each(?))`,
  values: [JSON.stringify(values)],
});

function groupConditions({ group, within }: TitleQuery): Condition[] {
  const asked = group === undefined ? [] : [{ sql: 'group_title = ?', values: [group] }];
  return within?.groups ? [...asked, inJson('group_title', within.groups)] : asked;
}

const SUGGESTED = '(SELECT title FROM found WHERE tmdb > 0 AND is_sure = 0)';

function standing({ identified, suggested }: TitleQuery): Condition[] {
  const known = identified === undefined ? [] : [{ sql: identified ? 'tmdb > 0' : 'tmdb = 0', values: [] }];
  return suggested === undefined
    ? known
    : [...known, { sql: `id ${suggested ? '' : 'NOT '}IN ${SUGGESTED}`, values: [] }];
}

const amongConditions = ({ among }: TitleQuery): Condition[] =>
  among ? [inJson('id', among.ids, among.isIn ? '' : 'NOT ')] : [];

function namedBy(words: readonly string[], kinds: readonly number[]): Condition | null {
  const filter = { column: 'kind', anyOf: kinds.map((kind) => KIND_WORDS[kind]!) };
  const match = matchOf('sort_name', words, kinds.length < KIND_WORDS.length ? filter : undefined);
  return match === null ? null : { sql: 'SELECT rowid FROM title_words WHERE title_words MATCH ?', values: [match] };
}

/** What indexes can say of which titles are meant: each holds all of them, and others. */
function candidatesOf(query: TitleQuery, { kinds, named }: Pick<TitleMeans, 'kinds' | 'named'>): Condition[] {
  const candidates: Condition[] = [];
  if (kinds.length === 0) return candidates;
  const { among, identified, suggested } = query;
  if (among?.isIn) candidates.push(rowsWhere(inJson('id', among.ids)));
  if (named) candidates.push(named);
  for (const { sql, values } of groupConditions(query).slice(0, 1))
    candidates.push(rowsWhere({ sql: `kind IN (${kinds.join()}) AND ${sql}`, values }));
  if (identified === false) candidates.push(rowsWhere({ sql: `kind IN (${kinds.join()}) AND tmdb = 0`, values: [] }));
  if (suggested) candidates.push(rowsWhere({ sql: `id IN ${SUGGESTED}`, values: [] }));
  return candidates;
}

const rowsWhere = ({ sql, values }: Condition): Condition => ({ sql: `SELECT rowid FROM title WHERE ${sql}`, values });

const areFew = (database: DatabaseSync, { sql, values }: Condition): boolean =>
  database.prepare(`SELECT count(*) AS count FROM (${sql} LIMIT ${FEW + 1})`).get(...values)?.['count'] !== FEW + 1;
