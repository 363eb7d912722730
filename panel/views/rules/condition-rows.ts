// A condition as rows of a form, and back: rows that all have to hold, or one of them. What does not fit into rows (conditions
// within conditions) is left to the text.

import type { RuleCondition } from '../../api/routes.ts';

export const ROW_FIELDS = [
  'name',
  'group',
  'market',
  'quality',
  'kind',
  'variant',
  'provider',
  'language',
  'tvg_id',
  'number',
  'pattern',
] as const;
export type RowField = (typeof ROW_FIELDS)[number];

export const TEXT_OPERATORS = ['contains', 'is', 'starts_with', 'ends_with', 'matches'] as const;
export type TextOperator = (typeof TEXT_OPERATORS)[number];

export interface ConditionRow {
  readonly field: RowField;
  readonly isNot: boolean;
  /** Of a text: name, group, tvg-id. */
  readonly operator: TextOperator;
  /** What is looked for: texts, codes, words out of a list; one for an expression, `from` and `to` for a number. */
  readonly values: readonly string[];
}

export interface ConditionRows {
  readonly join: 'all' | 'any';
  readonly rows: readonly ConditionRow[];
}

const TEXTS: ReadonlySet<string> = new Set(['name', 'group', 'tvg_id']);
export const isTextField = (field: RowField): boolean => TEXTS.has(field);

export const newRow = (field: RowField = 'name'): ConditionRow => ({
  field,
  isNot: false,
  operator: 'contains',
  values: [],
});

/** @returns undefined for a condition that rows cannot show */
export function rowsOf(condition: RuleCondition): ConditionRows | undefined {
  const { all, any, ...plain } = condition;
  const own = plainRows(plain);
  if (!own) return undefined;
  if (any !== undefined && all === undefined && own.length === 0) {
    const rows = any.map(oneRow);
    return rows.every((row) => row !== undefined) ? { join: 'any', rows } : undefined;
  }
  if (any !== undefined) return undefined;
  const more = (all ?? []).map((branch) => (branch.all || branch.any ? undefined : plainRows(branch)));
  return more.every((rows) => rows !== undefined) ? { join: 'all', rows: [...own, ...more.flat()] } : undefined;
}

/** The fields of a condition, and what it is not. */
function plainRows({ not, ...fields }: RuleCondition): ConditionRow[] | undefined {
  const rows = Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : fieldRows(field as RowField, value),
  );
  if (not === undefined) return rows;
  const negated = oneRow(not);
  return negated && !negated.isNot ? [...rows, { ...negated, isNot: true }] : undefined;
}

function oneRow(condition: RuleCondition): ConditionRow | undefined {
  if (condition.all || condition.any) return undefined;
  const rows = plainRows(condition);
  return rows?.length === 1 ? rows[0] : undefined;
}

function fieldRows(field: RowField, value: unknown): ConditionRow[] {
  if (field === 'pattern') return [{ ...newRow(field), values: [value as string] }];
  if (field === 'number') {
    const { from, to } = value as { readonly from?: number; readonly to?: number };
    return [{ ...newRow(field), values: [textOf(from), textOf(to)] }];
  }
  if (!isTextField(field)) return [{ ...newRow(field), values: value as string[] }];
  return Object.entries(value as Record<string, string | string[]>).map(([operator, wanted]) =>
    operator === 'pattern'
      ? { ...newRow(field), operator: 'matches', values: [`{${wanted as string}}`] }
      : { ...newRow(field), operator: operator as TextOperator, values: [wanted].flat() },
  );
}

const textOf = (number: number | undefined): string => (number === undefined ? '' : String(number));

/** A named pattern stands in braces where an expression is expected. */
const NAMED = /^\{(.+)\}$/;

/** Rows that say nothing yet are left out. */
export function conditionOf({ join, rows }: ConditionRows): RuleCondition {
  const said = rows.filter(isSaid).map(single);
  if (said.length === 0) return {};
  if (said.length === 1) return said[0]!;
  return join === 'any' ? { any: said } : { all: said };
}

function isSaid({ field, values }: ConditionRow): boolean {
  return field === 'number' ? values.some((value) => value.trim() !== '') : values.some((value) => value !== '');
}

function single(row: ConditionRow): RuleCondition {
  const condition = { [row.field]: valueOf(row) } as RuleCondition;
  return row.isNot ? { not: condition } : condition;
}

function valueOf({ field, operator, values }: ConditionRow): unknown {
  const given = values.filter((value) => value !== '');
  if (field === 'pattern') return given[0];
  if (field === 'number') {
    const [from, to] = values.map((value) => (value.trim() === '' ? undefined : Number(value)));
    return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  }
  if (!isTextField(field)) return given;
  const named = NAMED.exec(given[0] ?? '')?.[1];
  if (operator === 'matches' && named !== undefined) return { pattern: named };
  return { [operator]: operator === 'matches' ? given[0] : given };
}

/** Several texts in one field of a form. */
const LIST_SEPARATOR = ';';
export const splitList = (text: string): string[] =>
  text
    .split(LIST_SEPARATOR)
    .map((part) => part.trim())
    .filter(Boolean);
export const joinList = (values: readonly string[]): string => values.join(`${LIST_SEPARATOR} `);
