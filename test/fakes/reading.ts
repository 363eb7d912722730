// Runs a provider's module as a sync does: fetches a source into a folder of its own, then reads it into a sink.

import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import type { ProviderSettings } from '../../src/model/provider.ts';
import { createHttpClient } from '../../src/net/client.ts';
import {
  noValidators,
  type FetchedSource,
  type FetchRequest,
  type ProviderModule,
  type ReadSink,
  type ReadSummary,
} from '../../src/providers/provider.ts';
import { temporaryFolder } from './folder.ts';

export interface Reading {
  /** Null when the source has not changed. */
  readonly fetched: FetchedSource | null;
  readonly summary: ReadSummary | null;
}

/** Without a `source` the provider's own. */
export type ReadingOptions = Partial<
  Pick<FetchRequest, 'source' | 'validators' | 'signal' | 'onBytes' | 'held' | 'clock'>
>;

export async function readThrough(
  { fetch, read }: ProviderModule,
  settings: ProviderSettings,
  sink: ReadSink,
  options: ReadingOptions = {},
): Promise<Reading> {
  const http = createHttpClient();
  onTestFinished(() => http.close());
  const source = options.source ?? settings.source;
  const shared = { settings, source, signal: options.signal ?? new AbortController().signal };
  const fetched = await fetch({
    ...shared,
    http,
    clock: options.clock ?? systemClock,
    held: options.held ?? { live: 0, radio: 0, movie: 0, series: 0 },
    folder: temporaryFolder(),
    validators: options.validators ?? noValidators,
    onBytes: options.onBytes ?? (() => undefined),
  });
  if (!fetched) return { fetched, summary: null };
  return {
    fetched,
    summary: await read({ ...shared, fetched, window: { fromAt: 0, untilAt: Date.UTC(2100, 0) } }, sink),
  };
}
