// Brings a few channels up to new decisions that leave every number as it is: what a bulk edit of a large lineup usually is.
// The same as settling all of them, in the time of these. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { ChannelNumber } from '../model/channel.ts';
import type { ChannelId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import type { Decisions } from './decisions.ts';
import type { RememberedChannel } from './memory.ts';
import type { ChannelPatch } from './query.ts';
import { readRevision } from './schema.ts';
import { describe, NUMBER_DECIDED, type ChannelState } from './settle.ts';
import { BASE_COLUMNS, baseFrom, channelWriter, isPublished, Published } from './store.ts';

/** Whether decisions leave the numbers of all channels as they are, and speak of no other channels than those they name. */
export const keepsNumbers = (patches: readonly ChannelPatch[], hasSchemes: boolean): boolean =>
  patches.every(({ set }) => set.number === undefined && (!hasSchemes || set.group === undefined));

export interface SomeInput {
  readonly database: DatabaseSync;
  readonly ids: readonly ChannelId[];
  readonly decisions: Pick<Decisions, 'channels' | 'rules'>;
  /** Nothing is written: it is only said how many would be. */
  readonly isDryRun: boolean;
}

export interface SomeOutcome {
  /** Those that differ from before. */
  readonly changed: readonly ChannelId[];
  /** Whether clients see a difference. */
  readonly isOther: boolean;
}

/** @returns undefined where the lineup was built by an older version: all of it is to be settled */
export function settleSome(input: SomeInput): SomeOutcome | undefined {
  const { database, isDryRun } = input;
  const published = Published.read(database);
  if (!published) return undefined;
  const before = readRevision(database);
  return transact(database, () => {
    const changed = write(input, published);
    const isOther = !isDryRun && changed.length > 0 && published.write(database) !== before;
    return { changed, isOther };
  });
}

function write({ database, ids, decisions, isDryRun }: SomeInput, published: Published): ChannelId[] {
  const read = database.prepare(
    `SELECT ${BASE_COLUMNS}, number, enabled, decided, digest, assigned_number, enabled_at_first FROM channel WHERE id = ?`,
  );
  const writeRow = channelWriter(database, isDryRun);
  const rows = [...new Set(ids)]
    .toSorted((one, other) => one - other)
    .flatMap((id) => {
      const row = read.get(id);
      return row ? [row] : [];
    });
  const bases = rows.map(baseFrom);
  const channels = new Map(bases.map(({ id }, at) => [id, rememberedIn(rows[at]!)]));
  const changed: ChannelId[] = [];
  for (const [at, described] of describe(bases, { channels }, decisions).entries()) {
    const row = rows[at]!;
    const { id } = described.base;
    const number = row['number'] as ChannelNumber | 0;
    const decided = described.decided | ((row['decided'] as number) & NUMBER_DECIDED);
    const state: ChannelState = { ...described, number, decided };
    const stored = row['digest'] as number;
    const digest = writeRow(state, channels.get(id)!, stored);
    if (digest === stored) continue;
    changed.push(id);
    if (isPublished({ ...state, enabled: row['enabled'] === 1 })) published.remove(stored);
    if (isPublished(state)) published.add(digest);
  }
  return changed;
}

const rememberedIn = (row: Readonly<Record<string, unknown>>): RememberedChannel => ({
  number: row['assigned_number'] as ChannelNumber | 0,
  enabledAtFirst: row['enabled_at_first'] === 1,
});
