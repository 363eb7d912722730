// The named patterns while they are being edited.

import type { RuleCondition, RulePattern, Rule } from '../../api/routes.ts';
import { conditionOf, newRow, rowsOf, type ConditionRows } from './condition-rows.ts';

/** One of them: an expression, or a condition, or one that rows cannot show and that stays as it is. */
export interface PatternDraft {
  readonly name: string;
  readonly kind: 'matches' | 'when';
  readonly matches: string;
  readonly when: RuleCondition;
  /** Undefined where rows cannot show it. */
  readonly rows: ConditionRows | undefined;
}

const firstRows = (): ConditionRows => ({ join: 'all', rows: [newRow()] });

export const newPattern = (): PatternDraft => ({ name: '', kind: 'matches', matches: '', when: {}, rows: firstRows() });

export const draftOf = ({ name, matches, when }: RulePattern): PatternDraft => ({
  name,
  kind: when ? 'when' : 'matches',
  matches: matches ?? '',
  when: when ?? {},
  rows: when ? rowsOf(when) : firstRows(),
});

export const withRows = (draft: PatternDraft, rows: ConditionRows): PatternDraft => ({
  ...draft,
  when: conditionOf(rows),
});

export const patternOf = ({ name, kind, matches, when }: PatternDraft): RulePattern =>
  kind === 'when' ? { name: name.trim(), when } : { name: name.trim(), matches };

/** All rules with other patterns, as the text that is tried out: JSON is YAML. */
export const bookText = (patterns: readonly RulePattern[], rules: readonly Rule[]): string =>
  JSON.stringify({ patterns, rules: rules.map(({ id: _id, ...draft }) => draft) });
