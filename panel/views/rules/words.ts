// Rules in words: what the list shows of them.

import type { ChangeKind, Rule, RuleAction, RuleCondition } from '../../api/routes.ts';
import { either } from '../../locale/format.ts';
import { known, t } from '../../locale/locale.ts';
import { isGroup, isTextField, rowsOf, type ConditionRow, type ConditionRows } from './condition-rows.ts';

/** `Group contains Sport, not Quality: SD`. */
export function conditionInWords(condition: RuleCondition): string {
  const rows = rowsOf(condition);
  if (!rows) return t('rules.complex');
  return rows.rows.length === 0 ? t('rules.everything') : groupInWords(rows);
}

function groupInWords({ join, isNot, rows }: ConditionRows, isInner = false): string {
  const said = rows.map((node) => (isGroup(node) ? groupInWords(node, true) : rowInWords(node)));
  const joined = said.join(join === 'any' ? ` ${t('rules.or')} ` : ', ');
  const whole = (isInner || isNot === true) && rows.length > 1 ? `(${joined})` : joined;
  return isNot === true ? `${t('rules.not')} ${whole}` : whole;
}

function rowInWords({ field, isNot, operator, values }: ConditionRow): string {
  const label = fieldLabel(field);
  const shown = values.map((value) => valueLabel(field, value));
  const said = isTextField(field)
    ? `${label} ${operatorLabel(operator)} ${either(shown.map((text) => t('rules.quoted', { text })))}`
    : t('named', { name: label, value: field === 'number' ? values.join('–') : shown.join(', ') });
  return isNot ? `${t('rules.not')} ${said}` : said;
}

export const fieldLabel = (field: string): string => known(`rules.field-${field}`, field);
export const operatorLabel = (operator: string): string => known(`rules.op-${operator}`, operator);
/** Codes are written large; what a person or a provider has written stays as it is. */
const CODES: ReadonlySet<string> = new Set(['quality', 'market', 'language']);

export const valueLabel = (field: string, value: string): string =>
  known(`rules.${field}-${value}`, CODES.has(field) ? value.toUpperCase() : value);
export const kindLabel = (kind: RuleAction['kind']): string => known(`rules.do-${kind}`, kind);
export const changeLabel = (kind: ChangeKind): string => known(`rules.change-${kind}`, kind);

/** Of a table. */
const MOST_SHOWN = 3;

/** The first of a table's rows, and what becomes of everything else. */
function rowsInWords(rows: readonly string[], others: string): string {
  const shown = rows.length > MOST_SHOWN ? [...rows.slice(0, MOST_SHOWN), '…'] : rows;
  return [...shown, others].filter((text) => text !== '').join(', ');
}

function groupsInWords({ to, table }: Extract<RuleAction, { kind: 'regroup' }>): string {
  const rows = table.map((row) => `${row.from} → ${row.to}`);
  if (!to) return rowsInWords(rows, '');
  return rowsInWords(rows, rows.length === 0 ? to : `${t('rules.others')} → ${to}`);
}

const numbers = (start: number, end: number | undefined): string => `${start}${end === undefined ? '…' : `–${end}`}`;

function numbersInWords({ start, end, ranges }: Extract<RuleAction, { kind: 'number' }>): string {
  const rows = ranges.map((range) => `${range.group} ${numbers(range.start, range.end)}`);
  return rowsInWords(rows, rows.length === 0 ? numbers(start, end) : `${t('rules.others')} ${numbers(start, end)}`);
}

const DETAILS: { readonly [Kind in RuleAction['kind']]?: (action: Extract<RuleAction, { kind: Kind }>) => string } = {
  rename: ({ find, to }) => (find === undefined ? to : `${find} → ${to}`),
  regroup: groupsInWords,
  number: numbersInWords,
  logo: ({ url, file }) => url ?? file ?? '',
  guide_shift: ({ minutes }) => `${minutes > 0 ? '+' : ''}${minutes} min`,
};

/** `Rename: {title}`. */
export function actionInWords(action: Rule['action']): string {
  const detail = (DETAILS[action.kind] as ((action: RuleAction) => string) | undefined)?.(action);
  const name = kindLabel(action.kind);
  return detail ? t('named', { name, value: detail }) : name;
}
