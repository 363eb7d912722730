// Makes channels of streams: which are one is handed in, and so is the guide; what was known of them is kept. Pure.

import type { GuideFill } from '../model/channel.ts';
import type { ChannelId, GuideChannelId, ProviderId, StreamId } from '../model/ids.ts';
import type { NameKey } from '../formats/names/key.ts';
import { isEventName } from '../formats/names/read.ts';
import { Claims } from './claims.ts';
import type { GuideChoice } from './guide-choices.ts';
import { freeId, homesOf, rememberNames } from './homes.ts';
import type { LineupMemory } from './memory.ts';
import { ranksOf, type Naming } from './naming.ts';
import type { GuideFoundBy } from './query.ts';
import { unruled, type MergeStream, type RuledStream, type RuleStreams } from './ruling.ts';

/** What a channel's streams say of it. */
export interface GuideQuestion {
  /** Number of one of its names. */
  readonly name: number;
  /** Names and tvg-names, tvg-ids: each once, in the streams' order. */
  readonly names: readonly string[];
  readonly xmltvIds: readonly string[];
  /** Whose streams they are. */
  readonly providers?: readonly ProviderId[] | undefined;
  /** What a person has decided about its guide. */
  readonly choice?: GuideChoice | undefined;
}

/** Finds the guide's channels for channels. Built by whoever may read the guide. */
export interface GuideFinder {
  find(questions: readonly GuideQuestion[]): FoundGuides;
}

export interface FoundGuides {
  /** An answer for each question, in their order. */
  readonly guides: readonly (FoundGuide | undefined)[];
  /** By the place of a question without an answer: a guide that was not sure enough, for a person to look at. */
  readonly near: ReadonlyMap<number, NearGuide>;
}

export interface NearGuide {
  readonly id: GuideChannelId;
  /** 1 to 100. */
  readonly score: number;
}

export interface FoundGuide {
  readonly id: GuideChannelId;
  readonly origin: GuideOrigin;
  /** To be added to the guide's times. */
  readonly shiftMinutes: number;
  /** Of other sources, the preferred first: they fill its gaps. */
  readonly fills: readonly OriginatedFill[];
}

export interface OriginatedFill extends GuideFill {
  readonly origin: GuideOrigin;
}

export interface GuideOrigin {
  readonly source: string;
  readonly xmltvId: string;
  readonly name: string;
  /** What it was found by. */
  readonly by: GuideFoundBy;
  /** 0 to 100. */
  readonly score: number;
}

export const noGuide: GuideFinder = {
  find: (questions) => ({ guides: questions.map(() => undefined), near: new Map() }),
};

/** What the providers say of a channel, and what rules have made of it, before any decision. */
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
  readonly guideFills: readonly OriginatedFill[];
  /** The name of a stream that carries an event; else empty. */
  readonly eventName: string;
  readonly guideShiftMinutes: number;
  readonly catchupDays: number;
  /** In fail-over order; empty while no provider has one. */
  readonly streamIds: readonly StreamId[];
  readonly providers: readonly ProviderId[];
  /** Whether a rule has it on or off; null where none says it. */
  readonly isEnabledByRule: boolean | null;
  /** Key of the scheme that a rule numbers it by, 0 for none. */
  readonly scheme: number;
}

export interface MergeOptions {
  readonly memory: LineupMemory;
  readonly naming: Naming;
  readonly guide: GuideFinder;
  readonly guideChoices: ReadonlyMap<NameKey, GuideChoice>;
  /** Whether a person has a logo for this name of a channel of a market: it needs no provider's. */
  readonly hasOwnLogo?: ((name: string, market: string) => boolean) | undefined;
  /** Country code of a name by its number, or empty. */
  readonly marketOf?: ((name: number) => string) | undefined;
  /** Whether channels that come now are taken into the lineup. */
  readonly enableNewChannels: boolean;
  readonly ruleStream?: RuleStreams | undefined;
}

export interface MergedStreams {
  /** In the order of their first stream. */
  readonly bases: ChannelBase[];
  /** The channel of a name; undefined for one that only protected streams have. */
  readonly channelOf: (name: number) => ChannelId | undefined;
  /** Channels that lost all their streams to rules. */
  readonly hidden: ReadonlySet<ChannelId>;
  /** Channels that a listed name has left for another one since the last build. */
  readonly left: ReadonlySet<ChannelId>;
  /** Of channels without a guide: what a person is asked about. */
  readonly near: ReadonlyMap<ChannelId, NearGuide>;
}

/**
 * @param streams live and radio, in the providers' order and each list's own, those that `naming` knows by their place;
 * protected ones are passed over: nothing could show them
 * @returns the memory has learnt the new channels, without a number yet
 */
export function mergeStreams(streams: Iterable<MergeStream>, options: MergeOptions): MergedStreams {
  const { memory, naming, guide, guideChoices, enableNewChannels, ruleStream } = options;
  const isOwn = ownLogos(options);
  const hidden = new Map<StreamId, ChannelId>();
  const claims = new Claims(memory, naming);
  const drafts = new Map<number, Draft>();
  const rankOf = ranksOf(naming.pins);
  let at = -1;
  for (const stream of streams) {
    at += 1;
    if (stream.isProtected) continue;
    const ruled = ruleStream?.(stream) ?? unruled(stream);
    if (ruled.isHidden) {
      const channel = memory.members.get(stream.id);
      if (channel !== undefined) hidden.set(stream.id, channel);
      continue;
    }
    const group = claims.add(at, stream.id);
    const key = naming.keys[naming.nameOf[at]!]!;
    const rank = rankOf(key);
    let draft = drafts.get(group);
    if (!draft) drafts.set(group, (draft = newDraft(group, faceOf(rank, ruled))));
    else if (rank < draft.face.rank) draft.face = faceOf(rank, ruled);
    addStream(draft, stream, ruled);
    draft.choice ??= guideChoices.get(key);
  }
  const idOf = claims.settle();
  const homes = homesOf(naming);
  const found = guide.find([...drafts.values()]);
  const near = new Map<ChannelId, NearGuide>();
  const members = hidden; // should their rule go, they are what they were
  memory.members = members; // those of the last build have had their say
  const hiddenChannels = new Set(hidden.values());
  const bases: ChannelBase[] = [];
  for (const [group, draft] of drafts) {
    const id = (idOf[group] || freeId(homes[group]!, memory)) as ChannelId;
    idOf[group] = id;
    if (!memory.channels.has(id)) memory.channels.set(id, { number: 0, enabledAtFirst: enableNewChannels });
    for (const stream of draft.streamIds) members.set(stream, id);
    hiddenChannels.delete(id);
    if (draft.logoUrl === '' && isOwn(draft)) draft.logoUrl = OWN_LOGO;
    const nearness = found.near.get(bases.length);
    if (nearness !== undefined) near.set(id, nearness);
    bases.push(toBase(id, draft, found.guides[bases.length]));
    drafts.delete(group); // what is done with is not needed while the rest is made
  }
  const left = rememberNames(memory, naming, idOf);
  return {
    bases,
    left,
    channelOf: (name) => (idOf[naming.channelOf[name]!] || undefined) as ChannelId | undefined,
    hidden: hiddenChannels,
    near,
  };
}

const ownLogos =
  ({ hasOwnLogo, marketOf }: MergeOptions) =>
  ({ name, names, face }: Draft): boolean =>
    hasOwnLogo !== undefined && [face.title, ...names].some((one) => hasOwnLogo(one, marketOf?.(name) ?? ''));

/** Stands where a provider's address would: there is a logo, and no provider has it. */
export const OWN_LOGO = 'own:';

/** What a channel takes from one stream: the first of those whose name it had before others were merged into it. */
interface Face {
  readonly rank: number;
  readonly title: string;
  readonly group: string;
  readonly guideShiftMinutes: number;
  readonly isEnabledByRule: boolean | null;
  readonly scheme: number;
}

/** A channel as far as its streams have been seen. */
interface Draft extends GuideQuestion {
  face: Face;
  choice?: GuideChoice | undefined;
  logoUrl: string;
  isRadio: boolean;
  wishedNumber: string;
  catchupDays: number;
  names: readonly string[];
  xmltvIds: readonly string[];
  streamIds: readonly StreamId[];
  providers: readonly ProviderId[];
}

/** Rules say of a channel what they say of the stream that it is shown as. */
const faceOf = (rank: number, ruled: RuledStream): Face => ({
  rank,
  title: ruled.name,
  group: ruled.group,
  guideShiftMinutes: ruled.guideShiftMinutes,
  isEnabledByRule: ruled.isEnabled,
  scheme: ruled.scheme,
});

const newDraft = (name: number, face: Face): Draft => ({
  name,
  face,
  catchupDays: 0,
  logoUrl: '',
  isRadio: true,
  wishedNumber: '',
  names: NONE,
  xmltvIds: NONE,
  streamIds: NONE,
  providers: NONE,
});

const NONE: readonly never[] = [];

/** Different spellings that the guide is asked for: a channel of fifty streams has few. */
const ASKED_FOR = 12;

function addStream(draft: Draft, stream: MergeStream, ruled: RuledStream): void {
  draft.logoUrl ||= ruled.logoUrl;
  draft.wishedNumber ||= stream.number;
  draft.catchupDays = Math.max(draft.catchupDays, stream.catchup?.days ?? 0);
  draft.isRadio &&= stream.kind === 'radio';
  draft.names = noted(draft.names, stream.name);
  draft.names = noted(draft.names, stream.tvgName);
  draft.names = noted(draft.names, ruled.name); // a name that a person has mended finds its guide
  draft.xmltvIds = noted(draft.xmltvIds, stream.tvgId);
  draft.streamIds = grown(draft.streamIds, stream.id);
  if (!draft.providers.includes(stream.providerId)) draft.providers = grown(draft.providers, stream.providerId);
}

const noted = (texts: readonly string[], text: string): readonly string[] =>
  text === '' || texts.length >= ASKED_FOR || texts.includes(text) ? texts : grown(texts, text);

/** An empty list that is pushed to has room for seventeen at once: of a hundred thousand channels four lists each, 60 MB. */
const PACKED = 16;

function grown<Item>(items: readonly Item[], item: Item): readonly Item[] {
  if (items.length === 0) return [item];
  if (items.length < PACKED) return items.concat([item]);
  (items as Item[]).push(item); // made here, and seen by nobody yet
  return items;
}

function toBase(id: ChannelId, draft: Draft, found: FoundGuide | undefined): ChannelBase {
  const { logoUrl, isRadio, wishedNumber, catchupDays, streamIds, providers } = draft;
  const { title, group, guideShiftMinutes, isEnabledByRule, scheme } = draft.face;
  return {
    id,
    name: title,
    group,
    logoUrl,
    isRadio,
    wishedNumber,
    guideChannelId: found?.id ?? null,
    guide: found?.origin ?? null,
    guideFills: found?.fills ?? [],
    eventName: isRadio ? '' : (draft.names.find(isEventName) ?? ''),
    guideShiftMinutes: guideShiftMinutes + (found?.shiftMinutes ?? 0),
    catchupDays,
    streamIds,
    providers,
    isEnabledByRule,
    scheme,
  };
}
