// Fetches one source of a provider to this machine; runs in a worker, beside others: it writes nothing that they share.

import { channelStreamNames, countStreams } from '../catalogue/reads.ts';
import { openCatalogueDatabase } from '../catalogue/schema.ts';
import { systemClock } from '../kernel/clock.ts';
import { DAY_MS } from '../kernel/units.ts';
import type { ProviderSettings } from '../model/provider.ts';
import { createHttpClient } from '../net/client.ts';
import { takeReach, type Reach } from '../net/reach.ts';
import { noValidators, type FetchedSource, type FetchRequest, type Validators } from '../providers/provider.ts';
import { taskLog } from '../workers/log.ts';
import type { TaskContext } from '../workers/task.ts';
import { requestDigest, type SourceMemo, type SourceRef } from './memo.ts';
import { loadProvider } from './provider-module.ts';
import { collectWanted, type ChosenGuide } from './wanted.ts';

export interface FetchInput {
  /** A ProviderModule. */
  readonly reader: string;
  readonly settings: ProviderSettings;
  readonly source: SourceRef;
  /** Where to fetch it: at the source's own address, or at another place. */
  readonly place: string;
  /** Of the last time it went well. */
  readonly memo: SourceMemo | null;
  readonly catalogueFile: string;
  /** Of guides, by hand. */
  readonly chosenGuides: readonly ChosenGuide[];
  readonly folder: string;
  readonly reach: Reach;
  /** End of the guide's window, epoch milliseconds. */
  readonly untilAt: number;
  /** Leave the source alone unless other guide channels are wanted than when it was read. */
  readonly onlyIfWantedChanged: boolean;
}

export type FetchOutput =
  /** Was left alone. */
  | { readonly kind: 'skipped' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'fetched'; readonly fetched: FetchedSource };

/** Tells the bytes received so far. */
export async function fetchSourceOf(input: FetchInput, context: TaskContext<number>): Promise<FetchOutput> {
  const { held, isSameWanted } = look(input);
  if (input.onlyIfWantedChanged && isSameWanted) return { kind: 'skipped' };
  const { fetch } = await loadProvider(input.reader);
  takeReach(input.reach);
  const http = createHttpClient();
  try {
    const { settings, folder, place } = input;
    const { signal } = context;
    const validators = isSameWanted ? validatorsFor(input) : noValidators;
    const onBytes = throttled(context);
    const request = { settings, source: place, folder, validators, http, clock: systemClock, signal, held, onBytes };
    const fetched = await fetch(request);
    return fetched ? { kind: 'fetched', fetched } : { kind: 'unchanged' };
  } finally {
    await http.close();
  }
}

const PROGRESS_EVERY_MS = 250;

function throttled(context: TaskContext<number>): (bytes: number) => void {
  let next = 0;
  return (bytes) => {
    const now = systemClock.monotonicMs();
    if (now < next) return;
    next = now + PROGRESS_EVERY_MS;
    context.progress(bytes);
  };
}

const noStreams = { live: 0, radio: 0, movie: 0, series: 0 };

/** What the catalogue has of the provider, and whether it wants the same of a guide as when it was read. */
function look({ catalogueFile, settings, memo, chosenGuides }: FetchInput): {
  readonly held: FetchRequest['held'];
  readonly isSameWanted: boolean;
} {
  const database = openCatalogueDatabase(catalogueFile, taskLog('sync'), 'read');
  try {
    const held = countStreams(database).byProvider.get(settings.id) ?? noStreams;
    if (!memo?.guide) return { held, isSameWanted: true };
    const wanted = collectWanted(channelStreamNames(database), chosenGuides);
    return { held, isSameWanted: memo.guide.wanted === wanted.digest };
  } finally {
    database.close();
  }
}

/** How far a window moves before a guide that went on beyond it is read again, though it has not changed. */
const WINDOW_STEP_MS = DAY_MS / 2;

/** None when what is stored would differ even though the source does not. */
function validatorsFor({ memo, settings, source, place, untilAt }: FetchInput): Validators {
  if (place !== source.source) return noValidators; // they are one server's own
  if (!memo || memo.request !== requestDigest(settings, source)) return noValidators;
  const cutAt = memo.guide?.cutAt ?? null;
  return cutAt !== null && untilAt - cutAt >= WINDOW_STEP_MS ? noValidators : memo.validators;
}
