// A condition as rows of a form, and back: rows and groups of rows that all have to hold, one of them, or none.

import type { RuleCondition } from '../../api/routes.ts';
import { depthOf, folded, MAX_DEPTH } from './condition-depth.ts';

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

/** Rows and groups of rows; with `isNot` it holds where they do not. */
export interface ConditionRows {
  readonly join: 'all' | 'any';
  readonly isNot?: boolean;
  readonly rows: readonly ConditionNode[];
}

export type ConditionNode = ConditionRow | ConditionRows;
export const isGroup = (node: ConditionNode): node is ConditionRows => 'rows' in node;

const TEXTS: ReadonlySet<string> = new Set(['name', 'group', 'tvg_id']);
export const isTextField = (field: RowField): boolean => TEXTS.has(field);

export const newRow = (field: RowField = 'name'): ConditionRow => ({
  field,
  isNot: false,
  operator: 'contains',
  values: [],
});

export const newGroup = (): ConditionRows => ({ join: 'any', rows: [newRow()] });

/** @returns undefined for a condition that rows cannot show: one with nothing in it beside others */
export function rowsOf(condition: RuleCondition): ConditionRows | undefined {
  const rows = nodesOf(condition);
  if (!rows) return undefined;
  const [only] = rows;
  return rows.length === 1 && only && isGroup(only) ? only : { join: 'all', rows };
}

/** What all has to hold: its own fields, what it is not, what lies in it. */
function nodesOf({ not, all = [], any, ...fields }: RuleCondition): ConditionNode[] | undefined {
  const own = ROW_FIELDS.flatMap((field) => (fields[field] === undefined ? [] : fieldRows(field, fields[field])));
  const within = [
    ...(not ? [negated(nodeOf(not))] : []),
    ...all.flatMap((branch) => filled(nodesOf(branch)) ?? [undefined]),
    ...(any ? [oneOf(any)] : []),
  ];
  return within.includes(undefined) ? undefined : [...own, ...within.filter((node) => node !== undefined)];
}

const filled = <Item>(items: Item[] | undefined): Item[] | undefined => (items?.length === 0 ? undefined : items);

function nodeOf(condition: RuleCondition): ConditionNode | undefined {
  const rows = filled(nodesOf(condition));
  return rows && (rows.length === 1 ? rows[0] : { join: 'all', rows });
}

function oneOf(branches: readonly RuleCondition[]): ConditionRows | undefined {
  const rows = branches.map(nodeOf);
  return rows.every((row) => row !== undefined) ? { join: 'any', rows } : undefined;
}

const negated = (node: ConditionNode | undefined): ConditionNode | undefined =>
  node && (node.isNot === true ? { join: 'all', isNot: true, rows: [node] } : { ...node, isNot: true });

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

/** Rows that say nothing yet are left out. What would lie too deep is written as flat as it can be. */
export function conditionOf(group: ConditionRows): RuleCondition {
  const condition = written(group);
  return depthOf(condition) > MAX_DEPTH ? folded(condition) : condition;
}

/** Whether rows are there, and none of them says anything yet: no rows at all mean every stream, and are said so on purpose. */
export function saysNothing({ rows }: ConditionRows): boolean {
  return rows.length > 0 && rows.every((node) => (isGroup(node) ? saysNothing(node) : !isSaid(node)));
}

function written({ join, isNot, rows }: ConditionRows): RuleCondition {
  const said = rows.flatMap((node): RuleCondition[] => {
    if (!isGroup(node)) return isSaid(node) ? [single(node)] : [];
    const inner = written(node);
    return Object.keys(inner).length > 0 ? [inner] : [];
  });
  const [first] = said;
  if (!first) return {};
  const condition = said.length === 1 ? first : { [join]: said };
  return isNot === true ? { not: condition } : condition;
}

function isSaid({ field, values }: ConditionRow): boolean {
  return field === 'number' ? values.some((value) => value.trim() !== '') : values.some((value) => value !== '');
}

function single(row: ConditionRow): RuleCondition {
  const condition: RuleCondition = { [row.field]: valueOf(row) };
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
