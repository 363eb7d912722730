// Builds the lineup in a worker: streams from the catalogue, programmes by name from the guide.

import { channelStreams, type ChannelStream } from '../catalogue/reads.ts';
import { joinGuide } from '../guide/join.ts';
import { openGuideReader } from '../guide/reader.ts';
import { buildLineup } from '../lineup/build.ts';
import type { GuideJoin, GuideOrigin } from '../lineup/merge.ts';
import type { LineupSummary } from '../lineup/query.ts';
import { withLineupStore, type LineupStoreInput } from '../lineup/worker-store.ts';
import type { GuideChannelId, ProviderId } from '../model/ids.ts';
import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';

export interface BuildTaskInput {
  readonly store: LineupStoreInput;
  readonly files: { readonly catalogue: string; readonly guide: string };
  /** Enabled ones, in the order in which they are preferred. */
  readonly providers: readonly ProviderId[];
  /** One word for what the rooms hold. */
  readonly builtFrom: string;
}

export default defineTask<BuildTaskInput, LineupSummary>(({ store, files, providers, builtFrom }, context) => {
  const catalogue = openReader(files.catalogue);
  try {
    const streams = function* (): Generator<ChannelStream> {
      for (const provider of providers) {
        context.throwIfAborted();
        yield* channelStreams(catalogue, provider);
      }
    };
    const guide = openJoin(files.guide);
    return withLineupStore(store, (lineup) => buildLineup({ ...lineup, streams: streams(), guide, builtFrom }));
  } finally {
    catalogue.close();
  }
});

/** Everything a join needs is read at once: the guide may be written to meanwhile. */
function openJoin(file: string): GuideJoin {
  const reader = openGuideReader(file);
  try {
    const channels = [...reader.channels()];
    const origins = new Map<GuideChannelId, GuideOrigin>();
    for (const { id, sourceKey, xmltvId, displayNames } of channels) {
      const [provider = '', source] = sourceKey.split('\n');
      origins.set(id, { source: source || provider, xmltvId, name: displayNames[0] ?? xmltvId });
    }
    return { ...joinGuide(channels), describe: (id) => origins.get(id) };
  } finally {
    reader.close();
  }
}
