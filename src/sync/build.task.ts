// Builds the lineup in a worker: streams from the catalogue, channels by matching their names, programmes from the guide.

import { channelStreams, type ChannelStream } from '../catalogue/reads.ts';
import { openGuideReader, type PublishedChannel } from '../guide/reader.ts';
import { buildLineup } from '../lineup/build.ts';
import { knownChannels, type Known } from '../lineup/lost.ts';
import { constraintsOf } from '../lineup/match-decisions.ts';
import type { ProposedPair } from '../lineup/proposals.ts';
import type { LineupSummary } from '../lineup/query.ts';
import { withLineupStore, type LineupStoreInput } from '../lineup/worker-store.ts';
import { ownLogoNames } from '../logos/folder-index.ts';
import { reasonText } from '../matching/reasons.ts';
import { systemClock } from '../kernel/clock.ts';
import type { GuideChannelId, ProviderId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import { openReader } from '../storage/database.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask, type TaskContext } from '../workers/task.ts';
import { createGuideFinder } from './guide-finder.ts';
import { openKnowledge, type KnowledgeRef, type OpenedKnowledge } from './knowledge/table-file.ts';
import { openArtworks } from './logos/artwork-file.ts';
import { openMatchMemory, type StoredMatchMemory } from './match-memory.ts';
import { nameStreams, type Named } from './naming.ts';
import { rulingOf, withoutHeadings, type BuildRules } from './ruling.ts';
import type { MatchProgress } from './status.ts';
import { unreadProviders } from './unread.ts';

export interface BuildTaskInput {
  readonly store: LineupStoreInput;
  readonly files: { readonly catalogue: string; readonly guide: string; readonly matches: string };
  readonly matching: Settings['matching'];
  /** Null where there is none, or nobody allows it. */
  readonly knowledge: KnowledgeRef | null;
  /** What was seen of logos; null where they are not compared. */
  readonly looks: string | null;
  /** Folder of a person's own logos. */
  readonly ownLogos: string;
  /** Enabled ones, in the order in which they are preferred. */
  readonly providers: readonly ProviderId[];
  readonly rules: BuildRules;
  /** One word for what the rooms hold. */
  readonly builtFrom: string;
}

/** Names that are sorted into channels so far, and in all. */
export type BuildProgress = MatchProgress;

export default defineTask<BuildTaskInput, LineupSummary, BuildProgress>((input, context) => {
  const { store, files, providers, rules, builtFrom } = input;
  const catalogue = openReader(files.catalogue);
  const knowledge = openKnowledge(input.knowledge);
  const memory = openMatchMemory(files.matches, taskLog('matching'));
  try {
    const unread = unreadProviders(catalogue, providers); // before any row: a list may be written meanwhile
    const streams = function* (): Generator<ChannelStream> {
      for (const provider of providers) {
        context.throwIfAborted();
        yield* channelStreams(catalogue, provider);
      }
    };
    return withLineupStore(store, (lineup) => {
      const named = match(
        streams(),
        { ...input, base: knowledge, memory, known: knownChannels(lineup.database, lineup.memory) },
        context,
      );
      const guide = createGuideFinder({
        ...guideChannels(files.guide),
        marketOf: named.countryOf,
        knowledge: knowledge?.base,
        knowledgeRevision: knowledge?.revision,
        memory: memory.guides,
        checkpoint: () => context.throwIfAborted(),
      });
      const proposals = proposedPairs(named);
      const ruling = rulingOf(rules);
      const ruleStream = store.settings.take_headings ? ruling : withoutHeadings(ruling);
      const ruled = { naming: named.naming, marketOf: named.countryOf, ruleStream };
      const rest = { guide, hasOwnLogo: ownLogoNames(input.ownLogos), proposals, unread, builtFrom };
      return buildLineup({ ...lineup, streams: streams(), ...ruled, ...rest });
    });
  } finally {
    catalogue.close();
  }
});

interface Learnt {
  readonly base: OpenedKnowledge | undefined;
  readonly memory: StoredMatchMemory;
  readonly known: Known;
}

function match(
  streams: Iterable<ChannelStream>,
  { store, matching, looks, base, memory, known }: BuildTaskInput & Learnt,
  context: TaskContext<BuildProgress>,
): Named {
  return nameStreams(streams, {
    settings: matching,
    constraints: constraintsOf(store.decisions.matches, Object.keys(store.decisions.guides)),
    knowledge: base,
    known,
    artworkOf: openArtworks(looks),
    memory,
    checkpoint: progressTo(context),
  });
}

const TOLD_EVERY_MS = 250;

/** A message for each of two hundred markets would be more than anybody reads. */
function progressTo(context: TaskContext<BuildProgress>): (names: number, total: number) => void {
  let next = 0;
  return (names, total) => {
    context.throwIfAborted();
    const now = performance.now();
    if (now < next && names < total) return;
    next = now + TOLD_EVERY_MS;
    context.progress({ names, total });
  };
}

function* proposedPairs({ suggestions }: Named): Generator<ProposedPair> {
  for (const { a, b, names, score, reasons } of suggestions) {
    const told = reasons.map((reason) => ({ text: reasonText(reason), weight: reason.weight }));
    yield { a, b, names, score, reasons: told };
  }
}

/** All at once: the guide may be written to meanwhile. */
function guideChannels(file: string): { channels: PublishedChannel[]; over: ReadonlySet<GuideChannelId> } {
  const reader = openGuideReader(file);
  try {
    const channels = [...reader.channels()];
    const now = systemClock.now();
    const over = channels.filter(({ id, programmeCount }) => programmeCount > 0 && reader.hasRunOut(id, now));
    return { channels, over: new Set(over.map(({ id }) => id)) };
  } finally {
    reader.close();
  }
}
