// Reads a playlist from its source into the sink; runs in a worker.

import { MEBIBYTE } from '../../kernel/units.ts';
import { noSkips } from '../../model/provider.ts';
import { readM3u } from '../../formats/m3u/read.ts';
import { openSource, type SourceCaps } from '../../net/source.ts';
import { ownHeaders } from '../probe-source.ts';
import type { ProviderReader } from '../provider.ts';

/** 300,000 entries are 100 MB; the largest list seen had 172. */
const CAPS: Partial<SourceCaps> = { receivedBytes: 512 * MEBIBYTE, decodedBytes: 1_024 * MEBIBYTE };
const PROGRESS_STEP_BYTES = MEBIBYTE;

export const read: ProviderReader = async ({ settings, source, validators, http, clock, signal }, sink) => {
  let bytes = 0;
  let told = 0;
  const onBytes = (received: number): void => {
    bytes = received;
    if (bytes - told < PROGRESS_STEP_BYTES) return;
    told = bytes;
    sink.progress(bytes);
  };
  const headers = ownHeaders(settings);
  const opened = await openSource({ source, http, signal, validators, headers, caps: CAPS, clock, onBytes });
  if (opened.unchanged) {
    return { unchanged: true, validators, bytes: 0, entryCount: 0, skips: noSkips, guideSources: [] };
  }
  const onEntries = sink.streams.bind(sink);
  const summary = await readM3u(opened.chunks, { base: opened.url, source, onEntries });
  sink.progress(bytes);
  return { unchanged: false, validators: opened.validators, bytes, ...summary };
};
