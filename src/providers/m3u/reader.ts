// Fetches a playlist, and reads it into the sink; runs in workers.

import { readM3u } from '../../formats/m3u/read.ts';
import { MEBIBYTE } from '../../kernel/units.ts';
import { fetchSource, readFetched } from '../../net/fetch-source.ts';
import type { SourceCaps } from '../../net/source.ts';
import { ownHeaders } from '../probe-source.ts';
import type { ProviderFetch, ProviderReader } from '../provider.ts';

/** 300,000 entries are 100 MB; the largest list seen had 172. */
const CAPS: Partial<SourceCaps> = { receivedBytes: 512 * MEBIBYTE, decodedBytes: 1_024 * MEBIBYTE };

export const fetch: ProviderFetch = ({ settings, ...request }) =>
  fetchSource({ ...request, headers: ownHeaders(settings), caps: CAPS });

export const read: ProviderReader = ({ source, fetched: { file, url }, signal }, sink) =>
  readM3u(readFetched(file, { signal, caps: CAPS }), { base: url, source, onEntries: sink.streams.bind(sink) });
