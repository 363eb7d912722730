// Which streams are one channel: the same tvg-id and the same normalised name, from whichever provider; everything else
// is a channel of its own. Pure. (Matching by likeness will hand its verdicts in here.)

import { normaliseName } from '../formats/names/normalise.ts';
import {
  hash53,
  printStreamId,
  type ChannelId,
  type GuideChannelId,
  type ProviderId,
  type StreamId,
} from '../model/ids.ts';
import type { Stream } from '../model/stream.ts';
import type { LineupMemory, MergeKey } from './memory.ts';

/** Finds the guide's channel for a stream. Built by whoever may read the guide. */
export interface GuideJoin {
  byXmltvId(xmltvId: string): GuideChannelId | undefined;
  /** @param name as `normaliseName` gives it */
  byDisplayName(name: string): GuideChannelId | undefined;
  describe(id: GuideChannelId): GuideOrigin | undefined;
}

export interface GuideOrigin {
  readonly source: string;
  readonly xmltvId: string;
  readonly name: string;
}

export const noGuide: GuideJoin = {
  byXmltvId: () => undefined,
  byDisplayName: () => undefined,
  describe: () => undefined,
};

/** What a merge reads of a stream. */
export type MergeStream = Omit<Stream, 'url' | 'headers'>;

/** What the providers say of a channel, before any decision. */
export interface ChannelBase {
  readonly id: ChannelId;
  readonly name: string;
  readonly group: string;
  readonly logoUrl: string;
  readonly isRadio: boolean;
  /** `tvg-chno` as written, empty where there is none. */
  readonly wishedNumber: string;
  readonly guideChannelId: GuideChannelId | null;
  readonly guide: GuideOrigin | null;
  readonly guideShiftMinutes: number;
  readonly catchupDays: number;
  /** In fail-over order; empty while no provider has one. */
  readonly streamIds: readonly StreamId[];
  readonly providers: readonly ProviderId[];
}

export interface MergeOptions {
  readonly memory: LineupMemory;
  readonly guide: GuideJoin;
  /** Whether channels that come now are taken into the lineup. */
  readonly enableNewChannels: boolean;
}

/**
 * @param streams live and radio, in the providers' order and each list's own; protected ones are passed over: nothing
 * could show them
 * @returns channels in the order of their first stream. The memory has learnt the new ones, without a number yet.
 */
export function mergeStreams(streams: Iterable<MergeStream>, options: MergeOptions): ChannelBase[] {
  const { memory, guide } = options;
  const drafts = new Map<ChannelId, Draft>();
  const members = new Map<StreamId, ChannelId>();
  for (const stream of streams) {
    if (stream.isProtected) continue;
    const name = normaliseName(stream.name);
    const id = channelOf(stream, name, options);
    members.set(stream.id, id);
    const draft = drafts.get(id) ?? newDraft(id, stream);
    drafts.set(id, draft);
    addStream(draft, stream);
    if (stream.tvgId) draft.guideById ??= guide.byXmltvId(stream.tvgId);
    draft.guideByName ??= guide.byDisplayName(name) ?? joinByTvgName(stream, guide);
  }
  memory.members = members;
  return Array.from(drafts.values(), (draft) => toBase(draft, guide));
}

/** @param name the stream's, normalised */
function mergeKey(stream: MergeStream, name: string): MergeKey {
  return hash53(stream.tvgId ? `t:${stream.tvgId.trim().toLowerCase()}\n${name}` : printStreamId(stream.id));
}

function channelOf(stream: MergeStream, name: string, options: MergeOptions): ChannelId {
  const { memory } = options;
  const key = mergeKey(stream, name);
  const owner = memory.ownerOf(key);
  if (owner !== undefined) return owner;
  const before = memory.members.get(stream.id);
  if (before !== undefined) {
    memory.keys.set(key, before); // renamed: the channel stays the same, and answers to the new name too
    return before;
  }
  const id = key as ChannelId;
  memory.channels.set(id, { number: 0, enabledAtFirst: options.enableNewChannels });
  return id;
}

/** The other name that a playlist may give: Kodi joins by it too. */
function joinByTvgName({ name, tvgName }: MergeStream, guide: GuideJoin): GuideChannelId | undefined {
  return tvgName && tvgName !== name ? guide.byDisplayName(normaliseName(tvgName)) : undefined;
}

interface Draft {
  readonly id: ChannelId;
  readonly first: MergeStream;
  logoUrl: string;
  isRadio: boolean;
  wishedNumber: string;
  guideById: GuideChannelId | undefined;
  guideByName: GuideChannelId | undefined;
  readonly streamIds: StreamId[];
  readonly providers: ProviderId[];
}

function newDraft(id: ChannelId, first: MergeStream): Draft {
  return {
    id,
    first,
    logoUrl: '',
    isRadio: true,
    wishedNumber: '',
    guideById: undefined,
    guideByName: undefined,
    streamIds: [],
    providers: [],
  };
}

function addStream(draft: Draft, stream: MergeStream): void {
  draft.logoUrl ||= stream.logoUrl;
  draft.wishedNumber ||= stream.number;
  draft.isRadio &&= stream.kind === 'radio';
  draft.streamIds.push(stream.id);
  if (!draft.providers.includes(stream.providerId)) draft.providers.push(stream.providerId);
}

function toBase(draft: Draft, guide: GuideJoin): ChannelBase {
  const guideChannelId = draft.guideById ?? draft.guideByName ?? null;
  return {
    id: draft.id,
    name: draft.first.name,
    group: draft.first.group,
    logoUrl: draft.logoUrl,
    isRadio: draft.isRadio,
    wishedNumber: draft.wishedNumber,
    guideChannelId,
    guide: guideChannelId === null ? null : (guide.describe(guideChannelId) ?? null),
    guideShiftMinutes: draft.first.guideShiftMinutes,
    catchupDays: draft.first.catchup?.days ?? 0,
    streamIds: draft.streamIds,
    providers: draft.providers,
  };
}
