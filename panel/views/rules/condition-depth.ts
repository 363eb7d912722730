// How deep conditions lie in one another, and the same condition written flatter: what all has to hold can stand side by side.

import type { RuleCondition } from '../../api/routes.ts';

/** The server takes no more. */
export const MAX_DEPTH = 5;

export function depthOf({ all = [], any = [], not }: RuleCondition): number {
  return 1 + Math.max(0, ...[...all, ...any, ...(not ? [not] : [])].map(depthOf));
}

/**
 * What can hold expressions whose captures templates use, in the order in which they are looked for: the first one counts, so
 * that none may overtake another.
 */
const CATCHING = ['name', 'pattern', 'all', 'any'] as const;

/** The same condition, with the fields of `all` beside one another where each stands there once. */
export function folded({ all, any, not, ...fields }: RuleCondition): RuleCondition {
  let result: RuleCondition = { ...fields, ...(not && { not: folded(not) }) };
  const rest: RuleCondition[] = [];
  const branches = (all ?? []).map(folded);
  const lastAny = branches.findLastIndex((branch) => branch.any); // it may be the deepest: rows read it last
  for (const [index, branch] of branches.entries()) {
    const beside = rest.length > 0 ? { ...result, all: rest } : result;
    const isInOrder = lastCatching(beside) <= firstCatching(branch);
    const mayJoin = isInOrder && !branch.all && (!branch.any || index === lastAny);
    const joined = mayJoin ? sideBySide(result, branch) : undefined;
    if (joined) result = joined;
    else rest.push(branch);
  }
  const last = any && { any: any.map(folded) };
  if (last && result.any) rest.push(last);
  return { ...result, ...(last && !result.any && last), ...(rest.length > 0 && { all: rest }) };
}

const firstCatching = (condition: RuleCondition): number => {
  const found = CATCHING.findIndex((field) => condition[field] !== undefined);
  return found === -1 ? CATCHING.length : found;
};
const lastCatching = (condition: RuleCondition): number =>
  CATCHING.findLastIndex((field) => condition[field] !== undefined);

const TEXTS: ReadonlySet<string> = new Set(['name', 'group', 'tvg_id']);

/** @returns undefined where both say something of the same field, or the same test of the same text */
function sideBySide(one: RuleCondition, other: RuleCondition): RuleCondition | undefined {
  const result: Record<string, unknown> = { ...one };
  for (const [field, value] of Object.entries(other)) {
    const known = result[field];
    if (known !== undefined && !(TEXTS.has(field) && areApart(known, value))) return undefined;
    result[field] = known === undefined ? value : { ...known, ...(value as object) };
  }
  return result;
}

const areApart = (one: unknown, other: unknown): boolean =>
  Object.keys(other as object).every((key) => !(key in (one as object)));
