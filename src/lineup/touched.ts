// Which channels other decisions speak of differently: seen by what differs in the decisions, so that it costs what was changed. Pure.

import { isDeepStrictEqual } from 'node:util';
import { keysBetween } from '../kernel/changed-record.ts';
import type { Sliced } from '../kernel/slices.ts';
import type { Decisions, GroupRule } from './decisions.ts';

/** Channels that may show something else; others surely do not. */
export interface Touched {
  /** Printed ids of those that are decided about themselves. */
  readonly keys: readonly string[];
  /** And those that stood in one of these groups before any rule. Null: of any group. */
  readonly groups: ReadonlySet<string> | null;
}

/** @returns null where numbers may be others: a number is decided about, or a group where rules number by group */
export function* touchedBy(before: Decisions, after: Decisions, hasSchemes: boolean): Sliced<Touched | null> {
  const otherRules = rulesBetween(before.rules, after.rules);
  if (otherRules.length > 0 && hasSchemes) return null;
  const touched = new Set<string>();
  const [old, now] = [before.channels, after.channels];
  // What was not decided about is the same object: that is most of a large lineup.
  for (const key of keysBetween(old, now) ?? Object.keys(now)) {
    if (old[key] === now[key]) continue;
    touched.add(key);
    yield;
  }
  if (!keysBetween(old, now)) for (const key in old) if (now[key] === undefined) touched.add(key);
  for (const key of touched) {
    yield;
    const [was, is] = [old[key], now[key]];
    if (was?.number !== is?.number || (hasSchemes && was?.group !== is?.group)) return null;
  }
  return { keys: [...touched], groups: groupsBefore(otherRules, [...before.rules, ...after.rules]) };
}

/** Groups from which one of these rules may be come to, whatever the providers. Null: from any. */
function groupsBefore(rules: readonly GroupRule[], all: readonly GroupRule[]): Touched['groups'] {
  const groups = new Set(rules.map(({ group }) => group));
  const leadingTo = Map.groupBy(groups.size === 0 ? [] : all, ({ set }) => set.group);
  // The set grows while it is walked: rules lead from group to group.
  for (const reached of groups) {
    if (reached === undefined) return null;
    for (const { group } of leadingTo.get(reached) ?? []) groups.add(group);
  }
  return groups as ReadonlySet<string>;
}

/** Those that only one of both has; where the others stand in another order, all from where the two differ. */
function rulesBetween(before: readonly GroupRule[], after: readonly GroupRule[]): GroupRule[] {
  if (before === after) return [];
  const [was, is] = [before.map(printed), after.map(printed)];
  const [inWas, inIs] = [new Set(was), new Set(is)];
  const isSameOrder = isDeepStrictEqual(
    was.filter((rule) => inIs.has(rule)),
    is.filter((rule) => inWas.has(rule)),
  );
  const same = isSameOrder ? 0 : was.findIndex((rule, at) => rule !== is[at]);
  const isOther = (at: number, rule: string, others: ReadonlySet<string>): boolean =>
    isSameOrder ? !others.has(rule) : at >= same;
  return [
    ...before.filter((_, at) => isOther(at, was[at]!, inIs)),
    ...after.filter((_, at) => isOther(at, is[at]!, inWas)),
  ];
}

const printed = ({ group, provider_id: provider, set }: GroupRule): string =>
  JSON.stringify([group ?? null, provider ?? null, set.enabled ?? null, set.group ?? null]);
