// Builds the lineup from the providers' streams, or settles it anew after a decision. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId, ProviderId } from '../model/ids.ts';
import { writeFamilies } from './families.ts';
import { keyedChoices } from './guide-choices.ts';
import { writeNearGuides } from './guide-review.ts';
import { writeSuccessors } from './successors.ts';
import { carried } from './match-decisions.ts';
import { mergeStreams, type ChannelBase, type GuideFinder, type MergeOptions } from './merge.ts';
import type { LineupMemory } from './memory.ts';
import type { Naming } from './naming.ts';
import { givingWay, type OwnNumber } from './numbering.ts';
import { writeProposals, type ProposedPair } from './proposals.ts';
import type { LineupSummary } from './query.ts';
import type { LineupRules, MergeStream, RuleStreams } from './ruling.ts';
import { readRevision } from './schema.ts';
import { numbersOf, settle } from './settle.ts';
import { readBases, restoreMemory, writeStates } from './store.ts';
import { writeTraits } from './traits.ts';
import { withUnread } from './unread.ts';

export interface BuildInput extends LineupRules {
  readonly database: DatabaseSync;
  readonly memory: LineupMemory;
  /** Names this state of the decisions; left out, nobody asks later which one the channels follow. */
  readonly followed?: string;
  /** Live and radio, in the providers' order and each list's own. */
  readonly streams: Iterable<MergeStream>;
  /** Which of the streams are one channel. */
  readonly naming: Naming;
  /** Country code of a name by its number, or empty. */
  readonly marketOf?: (name: number) => string;
  readonly guide: GuideFinder;
  readonly ruleStream?: RuleStreams | undefined;
  readonly hasOwnLogo?: MergeOptions['hasOwnLogo'];
  /** Names of different channels that may be one. */
  readonly proposals?: Iterable<ProposedPair>;
  /** Of those whose streams these are: the lists that could not be read since the catalogue was lost. */
  readonly unread?: ReadonlySet<ProviderId>;
  /** One word for all that it is built from: as long as it stays the same, building again changes nothing. */
  readonly builtFrom: string;
}

type SettleInput = Omit<
  BuildInput,
  'builtFrom' | 'guide' | 'hasOwnLogo' | 'marketOf' | 'naming' | 'proposals' | 'ruleStream' | 'streams' | 'unread'
>;

/**
 * Channels whose streams are gone stay, absent, with all that was known of them; those that rules hide leave the lists,
 * and the memory alone knows them. It has learnt the new ones.
 */
export function buildLineup(input: BuildInput): LineupSummary {
  const { database, memory, naming, guide, settings, ruleStream } = input;
  restoreMemory(database, memory);
  const knownCount = memory.channels.size;
  const { bases, channelOf, hidden, left, near } = mergeStreams(input.streams, {
    memory,
    naming,
    guide,
    guideChoices: carried(input.naming.today, keyedChoices(input.decisions.guides)),
    hasOwnLogo: input.hasOwnLogo,
    marketOf: input.marketOf,
    enableNewChannels: settings.enable_new_channels,
    ruleStream,
  });
  const newCount = memory.channels.size - knownCount;
  keepUnread(input, bases);
  const present = new Set<ChannelId>(bases.map(({ id }) => id));
  for (const base of readBases(database, present)) {
    if (!hidden.has(base.id) && !left.has(base.id) && !isMergedAway(base.id, memory, present))
      bases.push({ ...base, streamIds: [], providers: [] });
  }
  const summary = store(input, bases);
  writeProposals(database, { pairs: input.proposals ?? [], channelOf, bases });
  writeFamilies(database, naming, channelOf);
  writeNearGuides(database, near);
  writeSuccessors(database, { memory, present: new Set(bases.map(({ id }) => id)) });
  writeTraits(database, { naming, channelOf, marketOf: input.marketOf ?? (() => '') });
  database.prepare('UPDATE revision SET built_from = ?').run(input.builtFrom);
  return { ...summary, newCount };
}

function keepUnread({ database, memory, unread }: BuildInput, bases: ChannelBase[]): void {
  if (!unread?.size) return;
  const places = new Map<ChannelId, number>(bases.map(({ id }, place) => [id, place]));
  for (const stored of readBases(database, new Set())) {
    const place = places.get(stored.id) ?? bases.length;
    const base = withUnread(stored, bases[place], { unread, memory });
    if (base) bases[place] = base;
  }
}

/** The name that it was made for is another channel's now. The memory keeps its id and number, should they part again. */
function isMergedAway(id: ChannelId, memory: LineupMemory, present: ReadonlySet<ChannelId>): boolean {
  const other = memory.keys.get(id);
  return other !== undefined && present.has(other);
}

export interface SettleHow {
  /** Nothing is written: it is only said how many channels would differ. */
  readonly isDryRun?: boolean;
  /** Own numbers that channels get back: what they gave way to is taken back. */
  readonly numbers?: readonly OwnNumber[];
}

export interface SettledSummary extends LineupSummary {
  /** Whose own number a person has given to another channel since. */
  readonly gaveWay: readonly OwnNumber[];
}

/** The stored channels with new decisions; what the providers say is as it was. */
export function settleLineup(input: SettleInput, { isDryRun, numbers = [] }: SettleHow = {}): SettledSummary {
  const { database, memory, decisions } = input;
  restoreMemory(database, memory);
  for (const [id, number] of numbers) {
    const known = memory.channels.get(id);
    if (known) known.number = number;
  }
  const gaveWay = givingWay(memory, numbersOf(decisions));
  return { ...store(input, [...readBases(database, new Set())], isDryRun), gaveWay };
}

function store(input: SettleInput, bases: readonly ChannelBase[], isDryRun = false): LineupSummary {
  const { database, memory, followed } = input;
  const before = readRevision(database);
  const states = settle(bases, input);
  const { revision, writtenCount, publishedCount } = writeStates(database, states, { memory, isDryRun, followed });
  return {
    revision,
    channelCount: publishedCount,
    newCount: 0,
    absentCount: bases.filter(({ streamIds }) => streamIds.length === 0).length,
    changed: before !== revision,
    changedCount: writtenCount,
  };
}
