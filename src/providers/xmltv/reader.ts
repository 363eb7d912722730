// Fetches a guide, and reads it into the sink; runs in workers.

import { XmltvReader, type GuideSink } from '../../formats/xmltv/read.ts';
import { MEBIBYTE } from '../../kernel/units.ts';
import type { GuideChannel, Programme } from '../../model/programme.ts';
import type { ProviderSettings } from '../../model/provider.ts';
import { fetchSource, readFetched } from '../../net/fetch-source.ts';
import type { SourceCaps } from '../../net/source.ts';
import type { ProviderFetch, ProviderReader, ReadSink } from '../provider.ts';

/** Guides of the whole world have 500 MB, five times that unpacked. */
const CAPS: Partial<SourceCaps> = { receivedBytes: 1_024 * MEBIBYTE, decodedBytes: 4_096 * MEBIBYTE };
const BATCH = 256;

export const fetch: ProviderFetch = ({ settings, ...request }) =>
  fetchSource({ ...request, headers: requestHeaders(settings, request.source), caps: CAPS });

export const read: ProviderReader = async ({ settings, fetched, signal, window }, sink) => {
  const batches = new Batches(sink);
  const reader = new XmltvReader(batches, { timeZone: settings.time_zone, window });
  for await (const chunk of readFetched(fetched.file, { signal, caps: CAPS })) {
    signal.throwIfAborted();
    reader.push(chunk);
  }
  const { channelCount, programmeCount, isWhole, skips } = reader.end();
  batches.flush();
  return { isWhole, entryCount: channelCount + programmeCount, skips, guideSources: [] };
};

/** Gathers what comes for one channel in a row; the order between channels and programmes stays. */
class Batches implements GuideSink {
  readonly #sink: ReadSink;
  #channels: GuideChannel[] = [];
  #programmes: Programme[] = [];
  #xmltvId = '';

  constructor(sink: ReadSink) {
    this.#sink = sink;
  }

  channel(channel: GuideChannel): void {
    this.#channels.push(channel);
    if (this.#channels.length === BATCH) this.flush();
  }

  wants(xmltvId: string): boolean {
    if (this.#channels.length > 0) this.flush(); // the answer may depend on them
    return this.#sink.wants(xmltvId);
  }

  programme(xmltvId: string, programme: Programme): void {
    if (xmltvId !== this.#xmltvId || this.#programmes.length === BATCH) this.flush();
    this.#xmltvId = xmltvId;
    this.#programmes.push(programme);
  }

  flush(): void {
    if (this.#channels.length > 0) this.#sink.guideChannels(this.#channels);
    if (this.#programmes.length > 0) this.#sink.programmes(this.#xmltvId, this.#programmes);
    this.#channels = [];
    this.#programmes = [];
  }
}

/** The provider's own headers may be secrets: a guide that lies elsewhere gets its user agent only. */
function requestHeaders(settings: ProviderSettings, source: string): Record<string, string> {
  const agent = settings.user_agent === '' ? {} : { 'user-agent': settings.user_agent };
  if (originOf(source) !== originOf(settings.source)) return agent;
  const own = Object.entries(settings.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...agent, ...Object.fromEntries(own) };
}

function originOf(source: string): string {
  return URL.canParse(source) ? new URL(source).origin : '';
}
