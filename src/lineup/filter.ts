// A channel filter as SQL.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { parseChannelNumber } from '../model/channel.ts';
import { fold, foldedWords, isIndexed, matchOf, type Condition } from '../storage/text-search.ts';
import type { Among, ChannelFilter } from './query.ts';

const TRAIT_COLUMNS = [
  ['market', 'market'],
  ['feed', 'feed'],
  ['shift', 'shift_hours'],
  ['resolution', 'resolution'],
] as const;

export interface ChannelCondition extends Condition {
  /** How many of all channels it holds for, where that is known from finding them. */
  readonly count?: number;
}

/** Conditions that all hold; none for an empty filter. */
export function filterConditions(database: DatabaseSync, filter: ChannelFilter): ChannelCondition[] {
  const conditions: ChannelCondition[] = [];
  const equals = (column: string, value: SQLInputValue | undefined): void => {
    if (value !== undefined) conditions.push({ sql: `${column} = ?`, values: [value] });
  };
  equals('group_title', filter.group);
  equals('enabled', filter.enabled === undefined ? undefined : Number(filter.enabled));
  equals('present', filter.present === undefined ? undefined : Number(filter.present));
  if (filter.has_guide !== undefined) {
    conditions.push({ sql: filter.has_guide ? 'guide_id IS NOT NULL' : 'guide_id IS NULL', values: [] });
  }
  if (filter.family !== undefined)
    conditions.push({ sql: 'id IN (SELECT channel FROM family WHERE family = ?)', values: [filter.family] });
  for (const [column, key] of TRAIT_COLUMNS) {
    const wanted = filter[key];
    if (wanted === undefined) continue;
    conditions.push({ sql: `id IN (SELECT channel FROM trait WHERE ${column} = ?)`, values: [wanted] });
  }
  if (filter.guide_by !== undefined) conditions.push({ sql: `guide ->> '$.by' = ?`, values: [filter.guide_by] });
  if (filter.guide_score_below !== undefined)
    conditions.push({ sql: `guide ->> '$.score' < ?`, values: [filter.guide_score_below] });
  if (filter.provider_id !== undefined) {
    conditions.push({ sql: 'instr(providers, ?) > 0', values: [`,${filter.provider_id},`] });
  }
  if (filter.search?.trim()) conditions.push(searchCondition(database, filter.search));
  return conditions;
}

export function amongConditions(among: Among | undefined): Condition[] {
  if (!among) return [];
  const { ids, isIn } = among;
  return [{ sql: `id ${isIn ? '' : 'NOT '}IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(ids)] }];
}

export const groupConditions = (groups: readonly string[] | undefined): Condition[] =>
  groups === undefined
    ? []
    : [{ sql: 'group_title IN (SELECT value FROM json_each(?))', values: [JSON.stringify(groups)] }];

export function joinConditions(conditions: readonly ChannelCondition[]): ChannelCondition {
  if (conditions.length === 1) return conditions[0]!;
  const sql = conditions.map((condition) => condition.sql).join(' AND ') || 'TRUE';
  return { sql, values: conditions.flatMap((condition) => condition.values) };
}

/** Above it an order's index is walked until a page is full: a row that is looked up and sorted costs as much as a dozen that are walked. */
const FEW = 2_000;

/** Every word stands somewhere in the name. */
export const nameConditions = (words: readonly string[]): Condition[] =>
  words.map((word) => ({ sql: 'instr(folded_name, ?) > 0', values: [word] }));

export const wordsOf = (search: string): string[] => foldedWords(fold(search));

function searchCondition(database: DatabaseSync, search: string): ChannelCondition {
  const byName = namedCondition(database, wordsOf(search));
  const number = parseChannelNumber(search);
  if (number === undefined) return byName;
  return { sql: `(number = ? OR (${byName.sql}))`, values: [number, ...byName.values] };
}

function namedCondition(database: DatabaseSync, words: readonly string[]): ChannelCondition {
  const byName = joinConditions(nameConditions(words));
  const { sql, values, isIndex } = sourceOf(words, byName);
  const count = isIndex ? countOf(database, { sql, values }) : undefined;
  if (count !== undefined && count > FEW) return { ...byName, count };
  const found = database.prepare(
    `SELECT json_group_array(id) AS ids, count(*) AS count FROM (${sql} LIMIT ${FEW + 1})`,
  );
  const few = found.get(...values) as { readonly ids: string; readonly count: number };
  if (few.count > FEW) return byName;
  return { sql: 'id IN (SELECT value FROM json_each(?))', values: [few.ids], count: few.count };
}

const countOf = (database: DatabaseSync, { sql, values }: Condition): number =>
  database.prepare(`SELECT count(*) AS count FROM (${sql})`).get(...values)!['count'] as number;

interface Source extends Condition {
  /** Whether it tells how many there are without a look at the names. */
  readonly isIndex: boolean;
}

/** Where some words are too short to be looked up, all names are looked at, in an index that holds little else. */
function sourceOf(words: readonly string[], byName: Condition): Source {
  const match = words.every(isIndexed) ? matchOf('folded_name', words) : null;
  return match === null
    ? {
        sql: `SELECT id FROM channel INDEXED BY channel_name WHERE ${byName.sql}`,
        values: byName.values,
        isIndex: false,
      }
    : { sql: 'SELECT rowid AS id FROM channel_words WHERE channel_words MATCH ?', values: [match], isIndex: true };
}
