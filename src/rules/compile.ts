// All rules as one function from a stream to what the lineup shows of it. A rule that cannot be compiled does nothing.

import type { DraftRule, RuleBook } from '../model/rules.ts';
import { compileAction } from './action.ts';
import { compileCondition } from './condition.ts';
import { Issues, type RuleIssue } from './issue.ts';
import { Patterns } from './patterns.ts';
import { Subject, type RuleStream, type Surroundings } from './subject.ts';

/** What rules have made of a stream. */
export interface Ruled {
  readonly isHidden: boolean;
  readonly name: string;
  readonly group: string;
  readonly logoUrl: string;
  readonly guideShiftMinutes: number;
  /** Null where no rule says it. */
  readonly isEnabled: boolean | null;
  /** Key of the numbering scheme, 0 for none. */
  readonly scheme: number;
}

/** @returns undefined for a stream that no rule has changed */
export type Ruling = (stream: RuleStream) => Ruled | undefined;

interface CompiledRules {
  /** Undefined where no rule is on. */
  readonly rulingIn: ((surroundings: Surroundings) => Ruling) | undefined;
  readonly issues: readonly RuleIssue[];
}

export type RuleTexts = Pick<RuleBook, 'patterns'> & { readonly rules: readonly DraftRule[] };

type Step = (subject: Subject) => void;

/** @param onHit told of each stream that a rule, by its place, is for */
export function compileRules({ patterns: texts, rules }: RuleTexts, onHit?: (rule: number) => void): CompiledRules {
  const issues = new Issues();
  const patterns = new Patterns(texts, issues);
  for (const [index, { name, when }] of texts.entries()) {
    const within = [name.toLowerCase()];
    if (when) compileCondition(when, { patterns, issues, path: ['patterns', index, 'when'], within });
  }
  const steps = rules.flatMap((rule, index) => {
    const hit = onHit && ((): void => onHit(index));
    const step = compileRule(rule, { patterns, issues, path: ['rules', index], hit });
    return rule.enabled && step ? [step] : [];
  });
  return {
    rulingIn: steps.length === 0 ? undefined : (surroundings) => rulingOf(steps, new Subject(surroundings)),
    issues: issues.found,
  };
}

interface RulePlace {
  readonly patterns: Patterns;
  readonly issues: Issues;
  readonly path: readonly (string | number)[];
  readonly hit: (() => void) | undefined;
}

function compileRule({ when, action }: DraftRule, { patterns, issues, path, hit }: RulePlace): Step | undefined {
  const before = issues.found.length;
  const { holds, expression } = compileCondition(when, { patterns, issues, path: [...path, 'when'] });
  const { apply, otherwise } = compileAction(action, { issues, path: [...path, 'action'], expression });
  if (issues.found.length > before) return undefined;
  return (subject) => {
    if (!holds(subject)) {
      otherwise?.(subject);
      return;
    }
    hit?.();
    apply(subject);
  };
}

function rulingOf(steps: readonly Step[], subject: Subject): Ruling {
  return (stream) => {
    subject.begin(stream);
    for (const step of steps) step(subject);
    return outcomeOf(subject);
  };
}

function outcomeOf({ stream, isHidden, name, group, logoUrl, guideShiftMinutes, isEnabled, scheme }: Subject) {
  const isAsItWas =
    !isHidden &&
    scheme === 0 &&
    isEnabled === null &&
    name === stream.name &&
    group === stream.group &&
    logoUrl === stream.logoUrl &&
    guideShiftMinutes === stream.guideShiftMinutes;
  if (isAsItWas) return undefined;
  return { isHidden, name, group, logoUrl, guideShiftMinutes, isEnabled, scheme };
}
