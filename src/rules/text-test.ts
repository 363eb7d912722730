// Tests of a text: equal, in it, at its beginning or end, an expression. In any case of letters.

import { TEXT_TESTS, type TextTest, type TextTestKind } from '../model/rule-condition.ts';
import { compileExpression, type Expression } from './expression.ts';
import type { IssuePath, Issues } from './issue.ts';
import type { Patterns } from './patterns.ts';

export interface CompiledText {
  readonly test: (text: string) => boolean;
  /** The expression that is part of it, for its captures. */
  readonly expression: Expression | undefined;
}

type Probe = (text: string, lower: string) => boolean;

const fold = (text: string): string => text.trim().toLowerCase();

const LIST_PROBES: Readonly<
  Record<Exclude<TextTestKind, 'matches' | 'pattern'>, (wanted: readonly string[]) => Probe>
> = {
  is: (wanted) => {
    const set = new Set(wanted);
    return (_, lower) => set.has(lower);
  },
  contains: (wanted) => (_, lower) => wanted.some((part) => lower.includes(part)),
  starts_with: (wanted) => (_, lower) => wanted.some((part) => lower.startsWith(part)),
  ends_with: (wanted) => (_, lower) => wanted.some((part) => lower.endsWith(part)),
};

export interface TextPlace {
  readonly patterns: Patterns;
  readonly issues: Issues;
  readonly path: IssuePath;
}

export function compileTextTest(test: TextTest, place: TextPlace): CompiledText {
  const probes: Probe[] = [];
  let expression: Expression | undefined;
  for (const kind of TEXT_TESTS) {
    const wanted = test[kind];
    if (wanted === undefined) continue;
    if (typeof wanted !== 'string') {
      probes.push(LIST_PROBES[kind as keyof typeof LIST_PROBES](wanted.map(fold)));
      continue;
    }
    const found = kind === 'matches' ? written(wanted, place) : named(wanted, place);
    if (!found) continue;
    expression ??= found;
    probes.push((text) => found.test(text));
  }
  return { expression, test: joined(probes) };
}

function joined(probes: readonly Probe[]): (text: string) => boolean {
  const [first] = probes;
  if (first && probes.length === 1) return (text) => first(text, fold(text));
  return (text) => {
    const lower = fold(text);
    return probes.every((probe) => probe(text, lower));
  };
}

function written(source: string, { issues, path }: TextPlace): Expression | undefined {
  const compiled = compileExpression(source);
  if (compiled.ok) return compiled.expression;
  issues.add([...path, 'matches'], compiled.message);
  return undefined;
}

function named(name: string, { patterns, issues, path }: TextPlace): Expression | undefined {
  const found = patterns.find(name);
  if (found?.kind === 'expression') return found.expression;
  issues.add(
    [...path, 'pattern'],
    found ? `"${name}" is a condition, not an expression` : `no pattern is named "${name}"`,
  );
  return undefined;
}
