// Turns patches and edits into decisions, and refuses what cannot be.

import { changedRecord } from '../kernel/changed-record.ts';
import { AppError } from '../kernel/errors.ts';
import type { Sliced } from '../kernel/slices.ts';
import { formatChannelNumber, parseChannelNumber } from '../model/channel.ts';
import { parseChannelId, type ChannelId } from '../model/ids.ts';
import { decideChannels, decideGroup, isRuleFilter, type Decisions, type Draft } from './decisions.ts';
import type { EditOutcome } from './edit.ts';
import type { ChannelDecision, ChannelFilter, ChannelPatch } from './query.ts';

/** What is done in one go: the thread that does it also streams. */
const SLICE_CHANNELS = 500;

/**
 * Ends with the decisions as they are with all patches applied, in order; pauses where somebody else may have a turn.
 * @param targets of each patch, as `targetsOf` says
 * @throws AppError `request.invalid`, `request.conflict`; nothing is decided then
 */
export function* patching(
  before: Decisions,
  patches: readonly ChannelPatch[],
  targets: readonly (readonly ChannelId[])[],
): Sliced<Decisions> {
  const draft: Draft = { before: before.channels, changes: new Map(), rules: before.rules };
  for (const [at, patch] of patches.entries()) {
    const ids = targets[at] ?? [];
    insistOnOne(patch, ids);
    const set = patch.where && isRuleFilter(patch.where) ? ruled(draft, patch.where, patch.set) : patch.set;
    for (let from = 0; from < ids.length; from += SLICE_CHANNELS) {
      decideChannels(draft, ids.slice(from, from + SLICE_CHANNELS), set);
      yield;
    }
  }
  const { changes } = draft;
  const channels = changes.size === 0 ? before.channels : yield* changedRecord(before.channels, changes);
  const decisions = { ...before, channels, rules: [...draft.rules] };
  if (patches.some((patch) => typeof patch.set.number === 'string')) yield* refusingSharedNumbers(decisions);
  return draft.rules === before.rules ? { ...decisions, rules: before.rules } : decisions;
}

/** Whether group or switch become a rule. @returns what is left to be said of each channel */
function ruled(draft: Draft, where: ChannelFilter, { enabled, group, ...own }: ChannelDecision): ChannelDecision {
  const ofGroup = { ...(enabled === undefined ? {} : { enabled }), ...(group === undefined ? {} : { group }) };
  return { ...own, ...decideGroup(draft, where, ofGroup) };
}

function insistOnOne({ ids, where, set }: ChannelPatch, targets: readonly ChannelId[]): void {
  if ((ids === undefined) === (where === undefined)) {
    throw new AppError('request.invalid', 'A patch names its channels either by "ids" or by "where".');
  }
  const isOwn = typeof set.name === 'string' || typeof set.number === 'string';
  if (isOwn && targets.length > 1) {
    throw new AppError('request.invalid', 'A name or a number belongs to one channel: patch them one by one.');
  }
}

/** @throws AppError `request.conflict` where two channels would have a number */
export function* applyingEdit(before: Decisions, { changes }: Pick<EditOutcome, 'changes'>): Sliced<Decisions> {
  const changed = new Map(changes.map(([id, change]) => [id, { ...before.channels[id], ...change }]));
  const decisions = { ...before, channels: yield* changedRecord(before.channels, changed) };
  if (changes.some(([, { number }]) => number !== undefined)) yield* refusingSharedNumbers(decisions);
  return decisions;
}

function* refusingSharedNumbers({ channels }: Decisions): Sliced<void> {
  const owners = new Map<number, string>();
  for (const key in channels) {
    yield;
    const text = channels[key]?.number;
    const number = text === undefined ? undefined : parseChannelNumber(text);
    if (number === undefined || parseChannelId(key) === undefined) continue;
    const owner = owners.get(number);
    if (owner !== undefined) {
      throw new AppError(
        'request.conflict',
        `Number ${formatChannelNumber(number)} was given to two channels, ${owner} and ${key}.`,
      );
    }
    owners.set(number, key);
  }
}

/** For decisions that come from outside. @throws AppError `request.invalid`, `request.conflict` */
export function* checkingDecisions(decisions: Decisions): Sliced<void> {
  for (const key in decisions.channels) {
    yield;
    if (parseChannelId(key) !== undefined) continue;
    throw new AppError('request.invalid', `channels: "${key.slice(0, 40)}" is no id of a channel.`);
  }
  yield* refusingSharedNumbers(decisions);
}
