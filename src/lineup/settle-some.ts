// Brings a few channels up to new decisions that leave every number as it is: what a bulk edit of a large lineup usually is.
// The same as settling all of them, in the time of these. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { Channel, ChannelNumber } from '../model/channel.ts';
import { parseChannelId, type ChannelId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import type { Decisions } from './decisions.ts';
import type { RememberedChannel } from './memory.ts';
import { OWN_LOGO } from './merge.ts';
import { readRevision, writeFollowed } from './schema.ts';
import { describe, LOGO_DECIDED, NUMBER_DECIDED, type ChannelState } from './settle.ts';
import { baseFrom, channelChanger, isPublished, Published, WRITTEN } from './store.ts';

/**
 * @returns the channels that other decisions speak of differently; null where any channel may be another: a number is decided
 * about, a rule, or a group where rules number by group
 */
export function touchedBy(before: Decisions, after: Decisions, hasSchemes: boolean): ChannelId[] | null {
  if (before.rules !== after.rules) return null;
  const touched = new Set<string>();
  // What was not decided about is the same object: that is most of a large lineup.
  for (const key in after.channels) if (before.channels[key] !== after.channels[key]) touched.add(key);
  for (const key in before.channels) if (after.channels[key] === undefined) touched.add(key);
  for (const key of touched) {
    const [was, is] = [before.channels[key], after.channels[key]];
    if (was?.number !== is?.number || (hasSchemes && was?.group !== is?.group)) return null;
  }
  return [...touched].flatMap((key) => parseChannelId(key) ?? []);
}

/** What differs of all that a decision changes of a published channel, besides its number and whether it is published. */
export type ShownChange = Pick<Channel, 'id'> &
  Partial<Pick<Channel, 'name' | 'group' | 'logoUrl' | 'guideShiftMinutes'>>;

export interface SomeInput {
  readonly database: DatabaseSync;
  readonly ids: readonly ChannelId[];
  readonly decisions: Pick<Decisions, 'channels' | 'rules'>;
  /** Nothing is written: it is only said how many would be. */
  readonly isDryRun: boolean;
  /** Names this state of the decisions, which all the other channels follow already; left out while that is not so. */
  readonly followed?: string | undefined;
}

export interface SomeOutcome {
  /** Those that differ from before. */
  readonly changed: readonly ChannelId[];
  /** What the published ones among them show now, that were published before. */
  readonly shown: readonly ShownChange[];
  /** Whether clients see a difference. */
  readonly isOther: boolean;
}

/** @returns undefined where the lineup was built by an older version: all of it is to be settled */
export function settleSome(input: SomeInput): SomeOutcome | undefined {
  const { database, isDryRun, followed } = input;
  const published = Published.read(database);
  if (!published) return undefined;
  const before = readRevision(database);
  return transact(database, () => {
    const { changed, shown } = write(input, published);
    const isOther = !isDryRun && changed.length > 0 && published.write(database) !== before;
    if (!isDryRun && followed !== undefined) writeFollowed(database, followed);
    return { changed, shown, isOther };
  });
}

function write(
  { database, ids, decisions, isDryRun }: SomeInput,
  published: Published,
): Pick<SomeOutcome, 'changed' | 'shown'> {
  const read = database.prepare(`SELECT ${WRITTEN.join(', ')} FROM channel WHERE id = ?`);
  const changeRow = channelChanger(database, isDryRun);
  const rows = [...new Set(ids)]
    .toSorted((one, other) => one - other)
    .flatMap((id) => {
      const row = read.get(id);
      return row ? [row] : [];
    });
  const bases = rows.map(baseFrom);
  const channels = new Map(bases.map(({ id }, at) => [id, rememberedIn(rows[at]!)]));
  const changed: ChannelId[] = [];
  const shown: ShownChange[] = [];
  for (const [at, described] of describe(bases, { channels }, decisions).entries()) {
    const row = rows[at]!;
    const { id } = described.base;
    const number = row['number'] as ChannelNumber | 0;
    const decided = described.decided | ((row['decided'] as number) & NUMBER_DECIDED);
    const state: ChannelState = { ...described, number, decided };
    const stored = row['digest'] as number;
    const digest = changeRow(state, channels.get(id)!, row);
    if (digest === stored) continue;
    changed.push(id);
    const wasPublished = isPublished({ ...state, enabled: row['enabled'] === 1 });
    if (wasPublished) published.remove(stored);
    if (isPublished(state)) published.add(digest);
    if (wasPublished && isPublished(state)) shown.push(shownOf(state, row));
  }
  return { changed, shown };
}

function shownOf(state: ChannelState, row: Readonly<Record<string, unknown>>): ShownChange {
  const { base, decided, name, group, guideShiftMinutes } = state;
  const logoUrl = logoOf(base.logoUrl, decided);
  return {
    id: base.id,
    ...(name !== row['name'] && { name }),
    ...(group !== row['group_title'] && { group }),
    ...(logoUrl !== logoOf(base.logoUrl, row['decided'] as number) && { logoUrl }),
    ...(guideShiftMinutes !== row['guide_shift'] && { guideShiftMinutes }),
  };
}

const logoOf = (url: string, decided: number): string =>
  url === '' && (decided & LOGO_DECIDED) !== 0 ? OWN_LOGO : url;

const rememberedIn = (row: Readonly<Record<string, unknown>>): RememberedChannel => ({
  number: row['assigned_number'] as ChannelNumber | 0,
  enabledAtFirst: row['enabled_at_first'] === 1,
});
