// Applies group rules to channels: each rule sees the group that the rules before it have given.

import type { ProviderId } from '../model/ids.ts';
import type { GroupRule } from './decisions.ts';

export interface RuleOutcome {
  readonly group: string;
  /** `undefined` where no rule says so. */
  readonly enabled: boolean | undefined;
  readonly isRegrouped: boolean;
}

export interface RuleSubject {
  /** The group before any rule. */
  readonly group: string;
  /** A person has given this channel a group of its own: rules do not move it. */
  readonly isGroupFixed: boolean;
  readonly providers: readonly ProviderId[];
}

/** Rules by the group they look for: a lineup may have a thousand, and a hundred thousand channels. */
export class GroupRules {
  readonly #rules: readonly GroupRule[];
  readonly #byGroup = new Map<string | undefined, number[]>();

  constructor(rules: readonly GroupRule[]) {
    this.#rules = rules;
    for (const [index, rule] of rules.entries()) {
      const known = this.#byGroup.get(rule.group);
      if (known) known.push(index);
      else this.#byGroup.set(rule.group, [index]);
    }
  }

  apply(subject: RuleSubject): RuleOutcome {
    let { group } = subject;
    let enabled: boolean | undefined;
    let isRegrouped = false;
    for (let index = this.#next(-1, group); index !== undefined; index = this.#next(index, group)) {
      const { provider_id: provider, set } = this.#rules[index]!;
      if (provider !== undefined && !subject.providers.includes(provider)) continue;
      enabled = set.enabled ?? enabled;
      if (set.group === undefined || subject.isGroupFixed) continue;
      group = set.group;
      isRegrouped = true;
    }
    return { group, enabled, isRegrouped };
  }

  /** The first rule after `index` that looks for this group, or for any. */
  #next(index: number, group: string): number | undefined {
    const own = this.#byGroup.get(group)?.find((candidate) => candidate > index);
    const any = this.#byGroup.get(undefined)?.find((candidate) => candidate > index);
    return own === undefined || any === undefined ? (own ?? any) : Math.min(own, any);
  }
}
