// The published lineup, read into memory a slice at a time: the thread that reads it also streams.

import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { LayeredMap, type LookUp } from '../kernel/layered-map.ts';
import type { Channel, ChannelNumber, GuideFill, LineupSnapshot } from '../model/channel.ts';
import type { ChannelId, GuideChannelId } from '../model/ids.ts';
import { OWN_LOGO } from './merge.ts';
import { IS_PUBLISHED, readRevision } from './schema.ts';
import { LOGO_DECIDED } from './settle.ts';
import { decodeFills, decodeIds } from './store.ts';
import { readSuccessors } from './successors.ts';

/** About a millisecond of work. */
const SLICE_ROWS = 100;

/** One that a person has chosen stands for a provider's. */
const LOGO = `CASE WHEN logo_url = '' AND decided & ${LOGO_DECIDED} <> 0 THEN '${OWN_LOGO}' ELSE logo_url END`;
const PUBLISHED = `SELECT id, number, name, group_title, ${LOGO} AS logo_url, is_radio, guide_id, guide_shift, guide_fills, event_name, catchup_days, streams
  FROM channel WHERE ${IS_PUBLISHED}`;
const SLICE = `${PUBLISHED} AND number > ? ORDER BY number LIMIT ${SLICE_ROWS}`;

/** What snapshots have in common in which nobody came, went or has another number. */
interface Order {
  /** Each in its place, as it was before what is laid over `byId`. */
  readonly channels: readonly Channel[];
  readonly byNumber: LookUp<ChannelNumber, Channel>;
}

/** What is known of a snapshot besides what it says. */
interface Known {
  readonly order: Order;
  /** The same object for snapshots that differ only in what channels are called, and the like. */
  readonly streams: object;
}

const KNOWN = new WeakMap<LineupSnapshot, Known>();

function knownOf(snapshot: LineupSnapshot): Known {
  const known = KNOWN.get(snapshot) ?? { order: snapshot, streams: {} };
  KNOWN.set(snapshot, known);
  return known;
}

/** Without its list being made, where it is not there yet. */
export const channelCountOf = (snapshot: LineupSnapshot): number =>
  (KNOWN.get(snapshot)?.order ?? snapshot).channels.length;

/** @returns undefined before the first build */
export async function readSnapshot(database: DatabaseSync, publishedAt: number): Promise<LineupSnapshot | undefined> {
  const revision = readRevision(database);
  if (revision === undefined) return undefined;
  const channels: Channel[] = [];
  const byId = new Map<ChannelId, Channel>();
  const byNumber = new Map<ChannelNumber, Channel>();
  const slice = database.prepare(SLICE);
  const groups = new Map<string, string>();
  for (let last = 0; ; await setImmediate()) {
    const rows = slice.all(last);
    for (const row of rows) {
      const channel = toChannel(row, groups);
      channels.push(channel);
      byId.set(channel.id, channel);
      byNumber.set(channel.number, channel);
      last = channel.number;
    }
    if (rows.length < SLICE_ROWS) break;
  }
  return { revision, publishedAt, channels, byId, byNumber, former: readSuccessors(database) };
}

export interface SnapshotChange {
  readonly ids: readonly ChannelId[];
  /** What some of them show now, in which nothing else differs: these need not be read. */
  readonly shown: readonly { readonly ids: readonly ChannelId[]; readonly change: Partial<Channel> }[];
  readonly publishedAt: number;
  /** What it is to be called; left out, as what is stored. */
  readonly revisionOf?: (stored: string) => string;
}

/** The snapshot with these channels as they are now: what a bulk edit of a few changes in the time of these. */
export async function changeSnapshot(
  database: DatabaseSync,
  before: LineupSnapshot,
  { ids, shown, publishedAt, revisionOf = (stored) => stored }: SnapshotChange,
): Promise<LineupSnapshot> {
  const read = database.prepare(`${PUBLISHED} AND id = ?`);
  const said = new Map<ChannelId, Partial<Channel>>();
  for (const { ids: those, change } of shown) for (const id of those) said.set(id, change);
  const byId = new Map<ChannelId, Channel | undefined>();
  const fresh: Channel[] = [];
  for (const [at, id] of ids.entries()) {
    if (at % SLICE_ROWS === SLICE_ROWS - 1) await setImmediate();
    const known = before.byId.get(id);
    const change = said.get(id);
    const channel = known && change ? { ...known, ...change } : channelIn(read.get(id));
    byId.set(id, channel);
    if (channel) fresh.push(channel);
  }
  const next = {
    revision: revisionOf(readRevision(database) ?? before.revision),
    publishedAt,
    byId: LayeredMap.over(before.byId, byId),
    former: before.former,
  };
  if (isInPlace(before, fresh, ids)) return inPlace(before, next, fresh);
  const channels = moved(before, fresh, ids);
  return { ...next, channels, byNumber: numbersIn(channels) };
}

/** Whether none came, went or has another number. */
const isInPlace = ({ byId }: LineupSnapshot, fresh: readonly Channel[], ids: readonly ChannelId[]): boolean =>
  fresh.length === ids.length && fresh.every(({ id, number }) => byId.get(id)?.number === number);

/** Its list is made when somebody reads it: edit after edit leaves none behind that nobody has read. */
function inPlace(
  before: LineupSnapshot,
  next: Omit<LineupSnapshot, 'byNumber' | 'channels'>,
  fresh: readonly Channel[],
): LineupSnapshot {
  const { order: known, streams } = knownOf(before);
  const { byId } = next;
  const order = LayeredMap.changesIn(byId)
    ? known
    : { ...known, channels: known.channels.map(({ id }) => byId.get(id)!) };
  let channels: readonly Channel[] | undefined;
  const snapshot: LineupSnapshot = {
    ...next,
    get channels() {
      return (channels ??= listed(order, LayeredMap.changesIn(byId) ?? []));
    },
    byNumber: {
      get: (number) => {
        const channel = order.byNumber.get(number);
        return channel && byId.get(channel.id);
      },
      has: (number) => order.byNumber.has(number),
    },
  };
  const isSame = fresh.every(({ id, streamIds }) => before.byId.get(id)!.streamIds === streamIds);
  KNOWN.set(snapshot, { order, streams: isSame ? streams : {} });
  return snapshot;
}

function listed({ channels }: Order, changes: Iterable<Channel | undefined>): readonly Channel[] {
  const all = channels.slice();
  for (const channel of changes) if (channel) all[placeOf(channels, channel.number)] = channel;
  return all;
}

/** By number, each of which one channel has. */
function placeOf(channels: readonly Channel[], number: ChannelNumber): number {
  let [low, high] = [0, channels.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (channels[middle]!.number < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Looked up in the list itself: it holds on to no state before, however many edits there were. */
const numbersIn = (channels: readonly Channel[]): LookUp<ChannelNumber, Channel> => {
  const get = (number: ChannelNumber): Channel | undefined => {
    const channel = channels[placeOf(channels, number)];
    return channel?.number === number ? channel : undefined;
  };
  return { get, has: (number) => get(number) !== undefined };
};

function moved({ channels }: LineupSnapshot, fresh: readonly Channel[], ids: readonly ChannelId[]): Channel[] {
  const changed = new Set(ids);
  return merged(
    channels.filter(({ id }) => !changed.has(id)),
    fresh.toSorted((one, other) => one.number - other.number),
  );
}

/** Whether the same streams are published by the same channels in the same order, whatever they are called. */
export function hasSameStreams(one: LineupSnapshot, other: LineupSnapshot): boolean {
  if (knownOf(one).streams === knownOf(other).streams) return true;
  if (one.channels.length !== other.channels.length) return false;
  return one.channels.every((channel, at) => {
    const second = other.channels[at]!;
    if (channel === second) return true; // most, where a few were edited
    const { id, streamIds } = second;
    if (channel.id !== id) return false;
    return channel.streamIds === streamIds || isDeepStrictEqual(channel.streamIds, streamIds);
  });
}

/** Both by number. */
function merged(kept: readonly Channel[], fresh: readonly Channel[]): Channel[] {
  const channels: Channel[] = [];
  let next = 0;
  for (const channel of kept) {
    while (next < fresh.length && fresh[next]!.number < channel.number) channels.push(fresh[next++]!);
    channels.push(channel);
  }
  return channels.concat(fresh.slice(next));
}

const channelIn = (row: Readonly<Record<string, unknown>> | undefined): Channel | undefined => row && toChannel(row);

const NO_FILLS: readonly GuideFill[] = [];

/** @param groups what groups are called: many channels have the same, and each row has a copy of it */
function toChannel(row: Readonly<Record<string, unknown>>, groups = new Map<string, string>()): Channel {
  const group = row['group_title'] as string;
  if (!groups.has(group)) groups.set(group, group);
  const fills = decodeFills(row['guide_fills']);
  return {
    id: row['id'] as ChannelId,
    number: row['number'] as ChannelNumber,
    name: row['name'] as string,
    group: groups.get(group)!,
    logoUrl: row['logo_url'] as string,
    isRadio: row['is_radio'] === 1,
    guideChannelId: row['guide_id'] as GuideChannelId | null,
    guideShiftMinutes: row['guide_shift'] as number,
    guideFills: fills.length === 0 ? NO_FILLS : fills.map(({ id, shiftMinutes }) => ({ id, shiftMinutes })),
    eventName: row['event_name'] as string,
    catchupDays: row['catchup_days'] as number,
    streamIds: decodeIds(row['streams'] as Uint8Array),
  };
}
