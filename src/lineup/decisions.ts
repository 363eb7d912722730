// What a person has decided about channels: for single ones, and as rules for whole groups, which also hold for
// channels that come later. Pure; the document is written by the lineup.

import * as z from 'zod';
import type { Sliced } from '../kernel/slices.ts';
import { parseChannelNumber } from '../model/channel.ts';
import { printChannelId, type ChannelId, type ProviderId } from '../model/ids.ts';
import { checkedAhead, checkedOnce, checkedRecord } from '../storage/checked-once.ts';
import { guideChoice } from './guide-choices.ts';
import { matchDecisions, noMatchDecisions } from './match-decisions.ts';
import { profileName } from '../model/stream-profile.ts';
import type { ChannelDecision, ChannelFilter } from './query.ts';
import { streamOrder } from './stream-order.ts';

const name = z.string().trim().min(1).max(200);
const number = z.string().refine((text) => parseChannelNumber(text) !== undefined, 'not a channel number');
const group = z.string().trim().max(200);

export const channelDecision = z.strictObject({
  enabled: z.boolean().optional(),
  name: name.optional(),
  number: number.optional(),
  group: group.optional(),
  stream_profile: profileName.optional(),
  guide_shift_minutes: z.int().optional(),
  logo: z.string().max(4_000).optional(),
  streams: streamOrder.optional(),
});

/** Rules are tried in order, each on the group that the ones before have given. */
export const groupRule = z.strictObject({
  group: z.string().optional(),
  provider_id: z
    .string()
    .transform((id) => id as ProviderId)
    .optional(),
  set: z.strictObject({ enabled: z.boolean().optional(), group: group.optional() }),
});

const channelDecisions = checkedRecord(z.string(), channelDecision);

export const decisionsSchema = z.strictObject({
  channels: channelDecisions.default({}),
  rules: checkedOnce(z.array(groupRule).max(20_000)).default([]),
  matches: checkedOnce(matchDecisions).prefault({}),
  guides: checkedRecord(z.string().max(1_000), guideChoice).default({}),
});

/** Looks at what is decided of each channel, before all is checked. */
export function* decisionsAhead(data: unknown): Sliced<unknown> {
  if (typeof data !== 'object' || data === null || !('channels' in data)) return data;
  return { ...data, channels: yield* checkedAhead(channelDecisions, data.channels) };
}

export type Decisions = z.output<typeof decisionsSchema>;
export type KeptDecision = z.output<typeof channelDecision>;
export type GroupRule = z.output<typeof groupRule>;

export const noDecisions: Decisions = { channels: {}, rules: [], matches: noMatchDecisions, guides: {} };

/** A filter that is kept as a rule: it names a group, a provider, both, or simply everything. */
export function isRuleFilter(where: ChannelFilter): boolean {
  return Object.entries(where).every(
    ([key, condition]) => condition === undefined || key === 'group' || key === 'provider_id',
  );
}

/** Decisions that are being changed: what is changed beside what was, as there may be many changes to tens of thousands of channels. */
export interface Draft {
  readonly before: Decisions['channels'];
  /** By printed id; undefined where nothing is decided any more. */
  readonly changes: Map<string, KeptDecision | undefined>;
  rules: readonly GroupRule[];
}

/** Adds a decision for these channels; null takes it back. Where the same is decided of many of them afterwards, it is one object for them. */
export function decideChannels({ before: all, changes }: Draft, ids: readonly ChannelId[], set: ChannelDecision): void {
  const decided = new Map<KeptDecision, KeptDecision>();
  const same = new Map<string, KeptDecision>(); // read from the disk, what is the same is an object for each
  for (const id of ids) {
    const key = printChannelId(id);
    const before = (changes.has(key) ? changes.get(key) : all[key]) ?? NOTHING;
    let kept = decided.get(before);
    if (!kept) decided.set(before, (kept = oneOf(same, merged(before, set))));
    changes.set(key, isEmpty(kept) ? undefined : kept);
  }
}

/** The first of those that say the same. */
function oneOf(known: Map<string, KeptDecision>, decision: KeptDecision): KeptDecision {
  const said = JSON.stringify(decision);
  const first = known.get(said) ?? decision;
  known.set(said, first);
  return first;
}

const NOTHING: KeptDecision = {};

/**
 * Keeps a decision about a group as a rule. What was decided before for its channels one by one gives way, so that the
 * rule holds for all of them now; what is decided for one later wins over the rule.
 * @returns what gives way in the decisions of the group's channels
 */
export function decideGroup(draft: Draft, where: ChannelFilter, set: ChannelDecision): ChannelDecision {
  const names = namesOf(draft.rules, where);
  const rules = draft.rules
    .map((rule) => withoutReplaced(rule, { where, names, set }))
    .filter((rule) => !isEmpty(rule.set));
  const kept = merged({}, { enabled: set.enabled ?? null, group: set.group ?? null });
  const selector = {
    ...(where.group === undefined ? {} : { group: where.group }),
    ...(where.provider_id === undefined ? {} : { provider_id: where.provider_id }),
  };
  draft.rules = isEmpty(kept) ? rules : [...rules, { ...selector, set: kept }];
  return {
    ...(set.enabled === undefined ? {} : { enabled: null }),
    ...(set.group === undefined ? {} : { group: null }),
  };
}

/** The group's names: the one that a person sees, and those that rules have given it that name for. */
function namesOf(rules: readonly GroupRule[], where: ChannelFilter): ReadonlySet<string | undefined> {
  const names = new Set([where.group]);
  // The set grows while it is walked: a group may have been renamed more than once.
  for (const current of names) {
    for (const { group: from, provider_id: provider, set } of rules) {
      if (current === undefined || from === undefined || provider !== where.provider_id) continue;
      if (set.group === current) names.add(from);
    }
  }
  return names;
}

interface GroupDecision {
  readonly where: ChannelFilter;
  readonly names: ReadonlySet<string | undefined>;
  readonly set: ChannelDecision;
}

/** The rule without what a new decision on the same group replaces or takes back. */
function withoutReplaced(rule: GroupRule, { where, names, set }: GroupDecision): GroupRule {
  if (rule.provider_id !== where.provider_id) return rule;
  const same = rule.group === where.group;
  // Taking a regrouping back is said of the group that it made: that is the one a person sees.
  const made = set.group === null && rule.set.group !== undefined && rule.set.group === where.group;
  const { enabled, group: regrouped } = rule.set;
  const isTakenBack = set.enabled === null && names.has(rule.group);
  const keepsEnabled = enabled !== undefined && !isTakenBack && !(same && set.enabled !== undefined);
  const keepsGroup = regrouped !== undefined && !((same && set.group !== undefined) || made);
  return {
    ...rule,
    set: { ...(keepsEnabled ? { enabled } : {}), ...(keepsGroup ? { group: regrouped } : {}) },
  };
}

function merged(before: KeptDecision, set: ChannelDecision): KeptDecision {
  const all = { ...before, ...set };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined));
}

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;
