// How the rules number channels, for whoever keeps the numbers.

import type { DraftRule, NumberScheme } from '../model/rules.ts';
import { schemeKey } from './action.ts';

export interface RuleScheme extends NumberScheme {
  /** The same as long as nothing of the scheme itself is changed. */
  readonly key: number;
}

/** Of the rules that are on, in their order. */
export function schemesOf(rules: readonly DraftRule[]): RuleScheme[] {
  return rules.flatMap(({ enabled, action }) =>
    enabled && action.kind === 'number' ? [{ ...action, key: schemeKey(action) }] : [],
  );
}
