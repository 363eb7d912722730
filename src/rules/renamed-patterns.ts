// A named pattern that only gets another name takes along the rules and patterns that refer to it.

import type { Condition } from '../model/rule-condition.ts';
import type { RuleBook, RulePattern } from '../model/rules.ts';

const keyOf = (name: string): string => name.trim().toLowerCase();
const contentOf = ({ name: _name, ...content }: RulePattern): string => JSON.stringify(content);

/** The book with other patterns: of those that are the same but for their names, whoever uses them says the new one. */
export function withPatterns(book: RuleBook, patterns: readonly RulePattern[]): RuleBook {
  const names = renames(book.patterns, patterns);
  if (names.size === 0) return { ...book, patterns: [...patterns] };
  return {
    patterns: patterns.map((pattern) => (pattern.when ? { ...pattern, when: renamed(pattern.when, names) } : pattern)),
    rules: book.rules.map((rule) => ({ ...rule, when: renamed(rule.when, names) })),
  };
}

type Names = ReadonlyMap<string, string>;

function renames(before: readonly RulePattern[], after: readonly RulePattern[]): Names {
  const [old, now] = [keysOf(before), keysOf(after)];
  const fresh = after.filter(({ name }) => !old.has(keyOf(name)));
  const names = new Map<string, string>();
  for (const pattern of before) {
    if (now.has(keyOf(pattern.name))) continue;
    const same = fresh.filter((other) => contentOf(other) === contentOf(pattern));
    if (same.length === 1) names.set(keyOf(pattern.name), same[0]!.name);
  }
  return names;
}

const keysOf = (patterns: readonly RulePattern[]): Set<string> => new Set(patterns.map(({ name }) => keyOf(name)));

function renamed(condition: Condition, names: Names): Condition {
  const of = (name: string | undefined): string | undefined => name && (names.get(keyOf(name)) ?? name);
  const each = (inner: Condition): Condition => renamed(inner, names);
  const { name, group, tvg_id, pattern, all, any, not } = condition;
  return {
    ...condition,
    ...(name?.pattern && { name: { ...name, pattern: of(name.pattern) } }),
    ...(group?.pattern && { group: { ...group, pattern: of(group.pattern) } }),
    ...(tvg_id?.pattern && { tvg_id: { ...tvg_id, pattern: of(tvg_id.pattern) } }),
    ...(pattern && { pattern: of(pattern) }),
    ...(all && { all: all.map(each) }),
    ...(any && { any: any.map(each) }),
    ...(not && { not: each(not) }),
  };
}
