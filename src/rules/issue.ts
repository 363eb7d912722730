// What is wrong with rules, and where: a path that a form and a text with lines can both follow.

import { AppError } from '../kernel/errors.ts';

export type IssuePath = readonly (string | number)[];

export interface RuleIssue {
  /** `['rules', 2, 'when', 'name', 'matches']`. */
  readonly path: IssuePath;
  readonly message: string;
}

/** Of a range of numbers. */
export const ENDS_EARLY = 'ends before it begins';

/** Collects what is wrong below one place. */
export class Issues {
  readonly found: RuleIssue[] = [];

  add(path: IssuePath, message: string): void {
    this.found.push({ path, message });
  }
}

/** @throws AppError `request.invalid` when there is anything */
export function refuseIssues(issues: readonly RuleIssue[]): void {
  if (issues.length === 0) return;
  const told = issues.slice(0, 20).map(({ path, message }) => `${path.join('.') || 'rules'}: ${message}`);
  throw new AppError('request.invalid', told.join('; '));
}
