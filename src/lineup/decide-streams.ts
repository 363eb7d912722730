// Keeps what a person decides about the order of a channel's streams. Pure.

import { changedRecord } from '../kernel/changed-record.ts';
import { AppError } from '../kernel/errors.ts';
import type { Sliced } from '../kernel/slices.ts';
import { printChannelId, printStreamId, type ChannelId, type StreamId } from '../model/ids.ts';
import type { Decisions } from './decisions.ts';
import { streamOrder, type KeptStreamOrder, type StreamOrderChange } from './stream-order.ts';

/**
 * @param known the channel's streams; others may be named only when they were before
 * @throws AppError `stream.unknown`
 */
export function* decidingStreams(
  decisions: Decisions,
  channelId: ChannelId,
  change: StreamOrderChange,
  known: readonly StreamId[],
): Sliced<Decisions> {
  const key = printChannelId(channelId);
  const { streams: before, ...others } = decisions.channels[key] ?? {};
  const said = {
    ...(change.pin !== undefined && { pin: change.pin === null ? null : printStreamId(change.pin) }),
    ...(change.order !== undefined && { order: (change.order ?? []).map(printStreamId) }),
    ...(change.excluded !== undefined && { excluded: (change.excluded ?? []).map(printStreamId) }),
  };
  const after = streamOrder.parse({ ...before, ...said });
  const allowed = new Set([...known.map(printStreamId), ...(before ? namesOf(before) : [])]);
  const stranger = namesOf(after).find((name) => !allowed.has(name));
  if (stranger !== undefined) throw new AppError('stream.unknown', `The channel has no stream ${stranger}.`);
  const kept = namesOf(after).length === 0 ? others : { ...others, streams: after };
  const changes = new Map([[key, Object.keys(kept).length === 0 ? undefined : kept]]);
  return { ...decisions, channels: yield* changedRecord(decisions.channels, changes) };
}

const namesOf = ({ pin, order, excluded }: KeptStreamOrder): string[] => [
  ...(pin === null ? [] : [pin]),
  ...order,
  ...excluded,
];
