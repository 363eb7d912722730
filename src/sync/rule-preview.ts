// What other rules would change on the streams that there are: channels as they would be shown, before and after. Pure, but
// for the memory, which it uses up.

import type { ChannelBase } from '../lineup/merge.ts';
import type { LineupMemory } from '../lineup/memory.ts';
import { unruled, type LineupRules, type MergeStream } from '../lineup/ruling.ts';
import { settle, type ChannelState } from '../lineup/settle.ts';
import { formatChannelNumber } from '../model/channel.ts';
import { printChannelId, type ChannelId, type ProviderId, type StreamId } from '../model/ids.ts';
import type { Ruled } from '../rules/compile.ts';
import type { ChannelChange, ChannelChanges, RulePreviewCounts } from './rule-query.ts';

/** What a channel is made of, as far as rules can change it. */
interface Draft {
  /** Of the stream that the channel is shown as. */
  rank: number;
  name: string;
  group: string;
  guideShiftMinutes: number;
  isEnabledByRule: boolean | null;
  scheme: number;
  readonly wishedNumber: string;
  readonly provider: ProviderId;
  logoUrl: string;
  streamCount: number;
}

/** Where a stream is, and how far in front there. */
export interface StreamPlace {
  readonly channel: ChannelId;
  readonly rank: number;
}

/** One side of the comparison: channels in the order of their first stream. */
export class Side {
  readonly drafts = new Map<ChannelId, Draft>();

  /**
   * @param rank which of its streams a channel is shown as: that of the least
   * @param said what the rules have made of the stream
   * @returns whether it is used
   */
  add(stream: MergeStream, { channel, rank }: StreamPlace, said: Ruled | undefined): boolean {
    const ruled = said ?? unruled(stream);
    if (ruled.isHidden) return false;
    const { name, group, guideShiftMinutes, logoUrl, isEnabled, scheme } = ruled;
    const face = { rank, name, group, guideShiftMinutes, isEnabledByRule: isEnabled, scheme };
    const known = this.drafts.get(channel);
    if (known) {
      if (rank < known.rank) Object.assign(known, face);
      known.logoUrl ||= ruled.logoUrl;
      known.streamCount += 1;
      return true;
    }
    this.drafts.set(channel, {
      ...face,
      wishedNumber: stream.number,
      provider: stream.providerId,
      logoUrl,
      streamCount: 1,
    });
    return true;
  }

  /** As the lineup would show them. */
  states(memory: LineupMemory, rules: LineupRules, wanted: ReadonlySet<ChannelId>): Map<ChannelId, ChannelState> {
    const bases: ChannelBase[] = [];
    for (const [id, draft] of this.drafts) {
      if (!wanted.has(id)) continue;
      if (!memory.channels.has(id)) {
        memory.channels.set(id, { number: 0, enabledAtFirst: rules.settings.enable_new_channels });
      }
      bases.push(baseOf(id, draft));
    }
    return new Map(settle(bases, { ...rules, memory }).map((state) => [state.base.id, state]));
  }
}

/** A stand-in: only that there is one counts. */
const SOME_STREAM: readonly StreamId[] = [1 as StreamId];

const baseOf = (id: ChannelId, draft: Draft): ChannelBase => ({
  id,
  name: draft.name,
  group: draft.group,
  logoUrl: draft.logoUrl,
  isRadio: false,
  wishedNumber: draft.wishedNumber,
  guideChannelId: null,
  guideFills: [],
  eventName: '',
  guide: null,
  guideShiftMinutes: draft.guideShiftMinutes,
  catchupDays: 0,
  streamIds: SOME_STREAM,
  providers: [draft.provider],
  isEnabledByRule: draft.isEnabledByRule,
  scheme: draft.scheme,
});

interface Shown {
  readonly state: ChannelState;
  readonly draft: Draft;
}

type Difference = readonly [kind: ChannelChange['kind'], valueOf: (shown: Shown) => string];

/** What can differ, as text. */
const DIFFERENCES: readonly Difference[] = [
  ['name', ({ state }) => state.name],
  ['group', ({ state }) => state.group],
  ['number', ({ state }) => (state.number === 0 ? '' : formatChannelNumber(state.number))],
  ['enabled', ({ state }) => String(state.enabled)],
  ['logo', ({ draft }) => draft.logoUrl],
  ['guide_shift', ({ draft }) => String(draft.guideShiftMinutes)],
  ['streams', ({ draft }) => String(draft.streamCount)],
];

export interface Compared {
  readonly counts: RulePreviewCounts;
  /** In the order in which they are shown afterwards; those that are gone last. */
  readonly changes: readonly ChannelChanges[];
}

export interface Comparison {
  readonly before: Side;
  readonly after: Side;
  readonly memories: readonly [before: LineupMemory, after: LineupMemory];
  readonly rules: readonly [before: LineupRules, after: LineupRules];
}

export function compareSides({ before, after, memories, rules }: Comparison): Compared {
  const wanted = differing(
    before,
    after,
    rules.some(({ schemes }) => schemes.length > 0),
  );
  const was = before.states(memories[0], rules[0], wanted);
  const will = after.states(memories[1], rules[1], wanted);
  const counts = { gone: 0, back: 0, name: 0, group: 0, number: 0, enabled: 0, logo: 0, guide_shift: 0, streams: 0 };
  const changes: { readonly number: number; readonly said: ChannelChanges }[] = [];
  for (const id of wanted) {
    const old = shownOf(id, was, before);
    const now = shownOf(id, will, after);
    const found = differencesOf(old, now);
    if (found.length === 0) continue;
    for (const { kind } of found) counts[kind] += 1;
    const { state } = (now ?? old)!;
    const said = { id: printChannelId(id), name: (old ?? now)!.state.name, changes: found };
    changes.push({ number: now ? state.number : Infinity, said });
  }
  changes.sort((a, b) => a.number - b.number || (a.said.id < b.said.id ? -1 : 1));
  return { counts: { ...counts, channels: changes.length }, changes: changes.map(({ said }) => said) };
}

/** Where numbers are given by schemes any channel may differ; else those alone whose streams say something else. */
function differing(before: Side, after: Side, isAnyNumbered: boolean): Set<ChannelId> {
  const ids = new Set<ChannelId>();
  for (const [id, draft] of before.drafts) {
    const other = after.drafts.get(id);
    if (isAnyNumbered || !other || FIELDS.some((field) => draft[field] !== other[field])) ids.add(id);
  }
  for (const id of after.drafts.keys()) if (isAnyNumbered || !before.drafts.has(id)) ids.add(id);
  return ids;
}

const FIELDS = ['name', 'group', 'isEnabledByRule', 'logoUrl', 'guideShiftMinutes', 'streamCount', 'scheme'] as const;

function shownOf(id: ChannelId, states: ReadonlyMap<ChannelId, ChannelState>, side: Side): Shown | undefined {
  const [state, draft] = [states.get(id), side.drafts.get(id)];
  return state && draft && { state, draft };
}

function differencesOf(old: Shown | undefined, now: Shown | undefined): ChannelChange[] {
  if (!now) return [{ kind: 'gone', before: old?.state.group ?? '', after: '' }];
  if (!old) return [{ kind: 'back', before: '', after: now.state.group }];
  return DIFFERENCES.flatMap(([kind, valueOf]) => {
    const [before, after] = [valueOf(old), valueOf(now)];
    return before === after ? [] : [{ kind, before, after }];
  });
}
