// Reads one source of a provider, which has been fetched, into the catalogue and the guide; runs in a worker, with
// everything it needs in there.

import { channelStreamNames } from '../catalogue/reads.ts';
import { openCatalogueDatabase } from '../catalogue/schema.ts';
import { CatalogueWriter, type CatalogueChanges } from '../catalogue/writer.ts';
import { beginGuide } from '../guide/writer.ts';
import { systemClock } from '../kernel/clock.ts';
import { HOUR_MS } from '../kernel/units.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { FetchedSource, ReadSummary } from '../providers/provider.ts';
import { taskLog } from '../workers/log.ts';
import type { TaskContext } from '../workers/task.ts';
import { IngestSink, type GuideBefore, type IngestProgress } from './ingest-sink.ts';
import { requestDigest, type SourceMemo, type SourceRef } from './memo.ts';
import { loadProvider } from './provider-module.ts';
import { collectWanted, type ChosenGuide, type WantedChannels } from './wanted.ts';

export interface IngestInput {
  /** A ProviderModule. */
  readonly reader: string;
  readonly settings: ProviderSettings;
  readonly source: SourceRef;
  /** Where it was fetched. */
  readonly place: string;
  /** Null when it has not changed since `memo`. */
  readonly fetched: FetchedSource | null;
  /** Of the last time it went well. */
  readonly memo: SourceMemo | null;
  readonly files: { readonly catalogue: string; readonly guide: string };
  /** Wanted whatever streams are called. */
  readonly chosenGuides: readonly ChosenGuide[];
  /** Guide times to keep, epoch milliseconds. */
  readonly window: { readonly fromAt: number; readonly untilAt: number };
}

export interface IngestOutput {
  readonly unchanged: boolean;
  /** Null when the source had no streams, or had not changed. */
  readonly changes: CatalogueChanges | null;
  readonly guideChanged: boolean;
  readonly memo: SourceMemo;
}

export async function ingest(input: IngestInput, context: TaskContext<IngestProgress>): Promise<IngestOutput> {
  const { fetched, files } = input;
  const database = openCatalogueDatabase(files.catalogue, taskLog('sync'), 'write');
  const catalogue = new CatalogueWriter(database);
  try {
    if (!fetched) return keep(input, catalogue);
    const wanted = lazily(() => collectWanted(channelStreamNames(database), input.chosenGuides));
    return await read({ ...input, fetched }, { catalogue, wanted, context });
  } finally {
    catalogue.close();
  }
}

type FetchedInput = IngestInput & { readonly fetched: FetchedSource };

interface Writing {
  readonly catalogue: CatalogueWriter;
  readonly wanted: () => WantedChannels;
  readonly context: TaskContext<IngestProgress>;
}

async function read(input: FetchedInput, { catalogue, wanted, context }: Writing): Promise<IngestOutput> {
  const { settings, source, place, fetched, window, files } = input;
  const { signal } = context;
  const sink = new IngestSink({
    providerId: settings.id,
    catalogue,
    bytes: fetched.bytes,
    openGuide: () =>
      beginGuide(
        { ...source, providerId: settings.id },
        { file: files.guide, log: taskLog('sync'), clock: systemClock, wanted: wanted().wants },
      ),
    onProgress: throttled(context),
    throwIfAborted: () => context.throwIfAborted(),
  });
  try {
    const reader = await loadProvider(input.reader);
    const request = { settings, source: place, fetched, window, signal };
    const summary = await reader.read(request, place === source.source ? sink : sink.relocated(place, source.source));
    context.throwIfAborted();
    return commit(input, sink, summary, wanted);
  } finally {
    sink.rollback();
  }
}

function keep(input: IngestInput, catalogue: CatalogueWriter): IngestOutput {
  const memo = { ...input.memo!, succeededAt: systemClock.now() };
  catalogue.remember(input.settings.id, { [input.source.key]: JSON.stringify(memo) });
  return { unchanged: true, changes: null, guideChanged: false, memo };
}

/** A guide that starts its last programme this near to the window's end goes on beyond it. */
const CUT_MARGIN_MS = 6 * HOUR_MS;

function commit(
  input: FetchedInput,
  sink: IngestSink,
  summary: ReadSummary,
  wanted: () => WantedChannels,
): IngestOutput {
  sink.refuseEmpty();
  const isAskedAsBefore = input.memo?.request === requestDigest(input.settings, input.source); // who takes fewer categories wants fewer
  if (isAskedAsBefore) sink.refuseShrunk(input.settings.smallest_list);
  if (summary.isWhole === false) sink.refuseFragment(guideBefore(input.memo));
  const guide = sink.commitGuide();
  const { untilAt } = input.window;
  const memo: SourceMemo = {
    request: requestDigest(input.settings, input.source),
    validators: input.fetched.validators,
    succeededAt: systemClock.now(),
    bytes: input.fetched.bytes,
    entryCount: summary.entryCount,
    skips: summary.skips,
    headingCount: sink.headingCount,
    guideSources: summary.guideSources,
    account: summary.account ?? null,
    guide: guide && {
      channelCount: guide.channelCount,
      programmeCount: guide.programmeCount,
      wanted: wanted().digest,
      isWhole: summary.isWhole !== false,
      cutAt: (guide.untilAt ?? 0) > untilAt - CUT_MARGIN_MS ? untilAt : null,
    },
  };
  const changes = sink.commitStreams({ [input.source.key]: JSON.stringify(memo) });
  return { unchanged: false, changes, guideChanged: guide?.isChanged ?? false, memo };
}

/** For so long a whole guide is not given up for one that breaks off: several syncs. */
const WHOLE_FOR_MS = 36 * HOUR_MS;

function guideBefore(memo: SourceMemo | null): GuideBefore {
  const guide = memo?.guide;
  const isRecent = (memo?.succeededAt ?? 0) > systemClock.now() - WHOLE_FOR_MS;
  const wasWholeLately = isRecent && guide?.isWhole === true && guide.programmeCount > 0;
  return { programmeCount: guide?.programmeCount ?? 0, wasWholeLately };
}

const PROGRESS_EVERY_MS = 250;

function throttled(context: TaskContext<IngestProgress>): (progress: IngestProgress) => void {
  let next = 0;
  return (progress) => {
    const now = systemClock.monotonicMs();
    if (now < next) return;
    next = now + PROGRESS_EVERY_MS;
    context.progress(progress);
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
