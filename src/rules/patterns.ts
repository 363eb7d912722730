// Named patterns: expressions and conditions that rules refer to by name, in any case of letters.

import type { Condition } from '../model/rule-condition.ts';
import type { RulePattern } from '../model/rules.ts';
import { compileExpression, type Expression } from './expression.ts';
import type { Issues } from './issue.ts';

/** A pattern that has been looked up. */
export type Named =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'condition'; readonly condition: Condition };

export class Patterns {
  readonly #named = new Map<string, Named>();

  constructor(patterns: readonly RulePattern[], issues: Issues) {
    for (const [index, { name, matches, when }] of patterns.entries()) {
      const key = name.toLowerCase();
      if (when !== undefined) this.#named.set(key, { kind: 'condition', condition: when });
      if (matches === undefined) continue;
      const compiled = compileExpression(matches);
      if (compiled.ok) this.#named.set(key, { kind: 'expression', expression: compiled.expression });
      else issues.add(['patterns', index, 'matches'], compiled.message);
    }
  }

  find(name: string): Named | undefined {
    return this.#named.get(name.trim().toLowerCase());
  }
}
