// Turns patches into decisions: finds the channels they mean, and refuses what cannot be. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../kernel/errors.ts';
import { formatChannelNumber, parseChannelNumber } from '../model/channel.ts';
import { parseChannelId, printChannelId, type ChannelId } from '../model/ids.ts';
import { decideChannels, decideGroup, isRuleFilter, type Decisions, type Draft } from './decisions.ts';
import { filterConditions, joinConditions } from './filter.ts';
import type { ChannelDecision, ChannelFilter, ChannelPatch } from './query.ts';

/** What is done in one go: the thread that does it also streams. */
const SLICE_CHANNELS = 1_000;

/**
 * @returns the channels that each patch means
 * @throws AppError `channel.unknown`, `request.invalid`
 */
export const targetsOf = (database: DatabaseSync, patches: readonly ChannelPatch[]): (readonly ChannelId[])[] =>
  patches.map(({ ids, where }) => (where ? findIds(database, where) : knownIds(database, ids ?? [])));

/**
 * Ends with the decisions as they are with all patches applied, in order; pauses where somebody else may have a turn.
 * @param targets of each patch, as `targetsOf` says
 * @throws AppError `request.invalid`, `request.conflict`; nothing is decided then
 */
export function* patching(
  before: Decisions,
  patches: readonly ChannelPatch[],
  targets: readonly (readonly ChannelId[])[],
): Generator<undefined, Decisions> {
  const draft: Draft = { channels: { ...before.channels }, rules: before.rules };
  for (const [at, patch] of patches.entries()) {
    const ids = targets[at] ?? [];
    insistOnOne(patch, ids);
    const set = patch.where && isRuleFilter(patch.where) ? ruled(draft, patch.where, patch.set) : patch.set;
    for (let from = 0; from < ids.length; from += SLICE_CHANNELS) {
      decideChannels(draft, ids.slice(from, from + SLICE_CHANNELS), set);
      yield;
    }
  }
  const decisions = { ...before, channels: draft.channels, rules: [...draft.rules] };
  if (patches.some((patch) => typeof patch.set.number === 'string')) refuseSharedNumbers(decisions);
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

function findIds(database: DatabaseSync, where: ChannelFilter): ChannelId[] {
  const filter = joinConditions(filterConditions(database, where));
  const rows = database.prepare(`SELECT id FROM channel WHERE ${filter.sql}`).all(...filter.values);
  return rows.map((row) => row['id'] as ChannelId);
}

export function knownIds(database: DatabaseSync, ids: readonly ChannelId[]): readonly ChannelId[] {
  const known = database.prepare('SELECT 1 FROM channel WHERE id = ?');
  const unknown = ids.find((id) => known.get(id) === undefined);
  if (unknown === undefined) return ids;
  throw new AppError('channel.unknown', `There is no channel ${printChannelId(unknown)}.`);
}

export function refuseSharedNumbers(decisions: Decisions): void {
  const owners = new Map<number, string>();
  for (const [key, { number: text }] of Object.entries(decisions.channels)) {
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
export function checkDecisions(decisions: Decisions): void {
  const stranger = Object.keys(decisions.channels).find((key) => parseChannelId(key) === undefined);
  if (stranger !== undefined) {
    throw new AppError('request.invalid', `channels: "${stranger.slice(0, 40)}" is no id of a channel.`);
  }
  refuseSharedNumbers(decisions);
}
