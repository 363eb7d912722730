// The order in which a channel's streams are tried, as a person wants it: one pinned in front, the first ones by hand, some not
// at all. The rest follows by rank. Pure; the decision is kept with the channel's others.

import * as z from 'zod';
import { parseStreamId, printStreamId, type StreamId } from '../model/ids.ts';

/** A stream that no provider has now keeps its place. */
const printedId = z.string().refine((text) => parseStreamId(text) !== undefined, 'not a stream id');

export const streamOrder = z.strictObject({
  pin: printedId.nullable().default(null),
  order: z.array(printedId).max(100).default([]),
  excluded: z.array(printedId).max(1_000).default([]),
});

export type KeptStreamOrder = z.output<typeof streamOrder>;

/** What a person decides; what is left out stays, null takes it back. */
export interface StreamOrderChange {
  /** Goes before all others. */
  readonly pin?: StreamId | null;
  /** The first ones, in order. */
  readonly order?: readonly StreamId[] | null;
  /** Never dialled. */
  readonly excluded?: readonly StreamId[] | null;
}

/** Best first; returns all that it is given. */
export type RankStreams = (ids: readonly StreamId[]) => readonly StreamId[];

/** The streams to try, in order: the pinned one, those ordered by hand, the rest by rank; without the excluded ones. */
export function orderStreams(
  ids: readonly StreamId[],
  kept: KeptStreamOrder | undefined,
  rank: RankStreams,
): StreamId[] {
  if (!kept) return [...rank(ids)];
  const excluded = new Set(kept.excluded);
  const there = new Map(ids.map((id) => [printStreamId(id), id]));
  const first = [...(kept.pin === null ? [] : [kept.pin]), ...kept.order].flatMap((text) => there.get(text) ?? []);
  return [...new Set([...first, ...rank(ids)])].filter((id) => !excluded.has(printStreamId(id)));
}
