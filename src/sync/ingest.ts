// Reads one source of a provider into the catalogue and the guide; runs in a worker, with everything it needs in there.

import { channelStreamNames, countStreams } from '../catalogue/reads.ts';
import { openCatalogueDatabase } from '../catalogue/schema.ts';
import { CatalogueWriter, type CatalogueChanges } from '../catalogue/writer.ts';
import { beginGuide } from '../guide/writer.ts';
import { systemClock } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import { DAY_MS, HOUR_MS } from '../kernel/units.ts';
import type { ProviderSettings } from '../model/provider.ts';
import { createHttpClient } from '../net/client.ts';
import {
  noValidators,
  type ProviderReader,
  type ReadRequest,
  type ReadSummary,
  type Validators,
} from '../providers/provider.ts';
import { taskLog } from '../workers/log.ts';
import type { TaskContext } from '../workers/task.ts';
import { IngestSink, type IngestProgress } from './ingest-sink.ts';
import { requestDigest, type SourceMemo, type SourceRef } from './memo.ts';
import { collectWanted, type WantedChannels } from './wanted.ts';

export interface IngestInput {
  /** Module whose `read` is a ProviderReader. */
  readonly reader: string;
  readonly settings: ProviderSettings;
  readonly source: SourceRef;
  /** Where to read it, in order: the first that answers. */
  readonly places: readonly string[];
  /** Of the last time it went well. */
  readonly memo: SourceMemo | null;
  readonly files: { readonly catalogue: string; readonly guide: string };
  /** Guide times to keep, epoch milliseconds. */
  readonly window: { readonly fromAt: number; readonly untilAt: number };
  /** Leave the source alone unless other guide channels are wanted than when it was read. */
  readonly onlyIfWantedChanged: boolean;
}

export interface IngestOutput {
  readonly unchanged: boolean;
  /** Null when the source had no streams, or had not changed. */
  readonly changes: CatalogueChanges | null;
  readonly guideChanged: boolean;
  readonly memo: SourceMemo;
}

export async function ingest(input: IngestInput, context: TaskContext<IngestProgress>): Promise<IngestOutput> {
  const log = taskLog('sync');
  const database = openCatalogueDatabase(input.files.catalogue, log, 'write');
  const wanted = lazily(() => collectWanted(channelStreamNames(database)));
  if (input.onlyIfWantedChanged && input.memo && input.memo.guide?.wanted === wanted().digest) {
    database.close();
    return { unchanged: true, changes: null, guideChanged: false, memo: input.memo };
  }
  const catalogue = new CatalogueWriter(database);
  const sink = new IngestSink({
    providerId: input.settings.id,
    catalogue,
    openGuide: () =>
      beginGuide(
        { ...input.source, providerId: input.settings.id },
        { file: input.files.guide, log, clock: systemClock, wanted: wanted().wants },
      ),
    onProgress: throttled(context),
    throwIfAborted: () => context.throwIfAborted(),
  });
  try {
    const held = countStreams(database).byProvider.get(input.settings.id) ?? noStreams;
    const request = { validators: validatorsFor(input, wanted), held, signal: context.signal };
    const summary = await readSource(input, sink, request);
    context.throwIfAborted();
    return summary.unchanged ? keep(input, catalogue) : commit(input, sink, summary, wanted);
  } finally {
    sink.rollback();
    catalogue.close();
  }
}

type Reading = Pick<ReadRequest, 'held' | 'signal' | 'validators'>;

/** A place that cannot be read leaves no trace: the next one begins anew. @throws the first place's error */
async function readSource(input: IngestInput, sink: IngestSink, reading: Reading): Promise<ReadSummary> {
  const { read } = (await import(input.reader)) as { read: ProviderReader };
  const http = createHttpClient();
  const { settings, window, places } = input;
  let fault: AppError | undefined;
  try {
    for (const place of places) {
      try {
        const validators = place === places[0] ? reading.validators : noValidators; // they are one server's own
        const request = { ...reading, settings, source: place, validators, http, clock: systemClock, window };
        return await read(request, place === input.source.source ? sink : sink.relocated(place, input.source.source));
      } catch (error) {
        reading.signal.throwIfAborted();
        fault ??= toAppError(error);
        if (!isOfPlace(toAppError(error))) throw error;
        sink.rollback();
      }
    }
    throw fault ?? new AppError('provider.not-found', 'The source has no place to be read from');
  } finally {
    await http.close();
  }
}

/** A login that is wrong here is wrong at the other hosts too: asking them all would look like guessing. */
const isOfPlace = ({ code }: AppError): boolean =>
  code.startsWith('net.') ||
  code.startsWith('format.') ||
  code === 'provider.unavailable' ||
  code === 'provider.not-found' ||
  code === 'provider.empty';

/** How far a window moves before a guide that went on beyond it is read again, though it has not changed. */
const WINDOW_STEP_MS = DAY_MS / 2;

/** None when what is stored would differ even though the source does not. */
function validatorsFor(input: IngestInput, wanted: () => WantedChannels): Validators {
  const { memo, window } = input;
  if (!memo || memo.request !== requestDigest(input.settings, input.source)) return noValidators;
  if (!memo.guide) return memo.validators;
  const { cutAt } = memo.guide;
  if (cutAt !== null && window.untilAt - cutAt >= WINDOW_STEP_MS) return noValidators;
  return memo.guide.wanted === wanted().digest ? memo.validators : noValidators;
}

function keep(input: IngestInput, catalogue: CatalogueWriter): IngestOutput {
  const memo = { ...input.memo!, succeededAt: systemClock.now() };
  catalogue.remember(input.settings.id, { [input.source.key]: JSON.stringify(memo) });
  return { unchanged: true, changes: null, guideChanged: false, memo };
}

const noStreams = { live: 0, radio: 0, movie: 0, series: 0 };

/** A guide that starts its last programme this near to the window's end goes on beyond it. */
const CUT_MARGIN_MS = 6 * HOUR_MS;

function commit(
  input: IngestInput,
  sink: IngestSink,
  summary: ReadSummary,
  wanted: () => WantedChannels,
): IngestOutput {
  sink.refuseEmpty();
  const guide = sink.commitGuide();
  const { untilAt } = input.window;
  const memo: SourceMemo = {
    request: requestDigest(input.settings, input.source),
    validators: summary.validators,
    succeededAt: systemClock.now(),
    bytes: summary.bytes,
    entryCount: summary.entryCount,
    skips: summary.skips,
    guideSources: summary.guideSources,
    account: summary.account ?? null,
    guide: guide && {
      channelCount: guide.channelCount,
      programmeCount: guide.programmeCount,
      wanted: wanted().digest,
      cutAt: (guide.untilAt ?? 0) > untilAt - CUT_MARGIN_MS ? untilAt : null,
    },
  };
  const changes = sink.commitStreams({ [input.source.key]: JSON.stringify(memo) });
  return { unchanged: false, changes, guideChanged: guide?.isChanged ?? false, memo };
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
