// Turns patches into decisions: finds the channels they mean, and refuses what cannot be. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../kernel/errors.ts';
import { formatChannelNumber, parseChannelNumber } from '../model/channel.ts';
import { parseChannelId, printChannelId, type ChannelId } from '../model/ids.ts';
import { decideChannels, decideGroup, isRuleFilter, type Decisions } from './decisions.ts';
import { filterConditions, joinConditions } from './filter.ts';
import type { ChannelFilter, ChannelPatch } from './query.ts';

export interface Patched {
  readonly decisions: Decisions;
  /** The channels that something is decided of; null where a rule is: it may speak of any. */
  readonly targets: readonly ChannelId[] | null;
}

/**
 * @returns the decisions with all patches applied, in order
 * @throws AppError `channel.unknown`, `request.invalid`, `request.conflict`; nothing is decided then
 */
export function applyPatches(database: DatabaseSync, before: Decisions, patches: readonly ChannelPatch[]): Patched {
  let decisions = before;
  let targets: ChannelId[] | null = [];
  for (const patch of patches) {
    const named = targetsOf(database, patch);
    decisions = applyPatch(decisions, patch, named);
    targets = patch.where && isRuleFilter(patch.where) ? null : (targets?.concat(named) ?? null);
  }
  if (patches.some((patch) => typeof patch.set.number === 'string')) refuseSharedNumbers(decisions);
  return { decisions, targets };
}

function targetsOf(database: DatabaseSync, { ids, where, set }: ChannelPatch): readonly ChannelId[] {
  if ((ids === undefined) === (where === undefined)) {
    throw new AppError('request.invalid', 'A patch names its channels either by "ids" or by "where".');
  }
  const targets = where ? findIds(database, where) : knownIds(database, ids ?? []);
  const isOwn = typeof set.name === 'string' || typeof set.number === 'string';
  if (isOwn && targets.length > 1) {
    throw new AppError('request.invalid', 'A name or a number belongs to one channel: patch them one by one.');
  }
  return targets;
}

function applyPatch(decisions: Decisions, { where, set }: ChannelPatch, targets: readonly ChannelId[]): Decisions {
  if (!where || !isRuleFilter(where)) return decideChannels(decisions, targets, set);
  const { enabled, group, ...own } = set;
  const ofGroup = { ...(enabled === undefined ? {} : { enabled }), ...(group === undefined ? {} : { group }) };
  return decideGroup(decideChannels(decisions, targets, own), where, targets, ofGroup);
}

export function findIds(database: DatabaseSync, where: ChannelFilter): ChannelId[] {
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
