// Reads a guide from its source into the sink; runs in a worker.

import { XmltvReader, type GuideSink } from '../../formats/xmltv/read.ts';
import { MEBIBYTE } from '../../kernel/units.ts';
import type { GuideChannel, Programme } from '../../model/programme.ts';
import { noSkips, type ProviderSettings } from '../../model/provider.ts';
import { openSource, type SourceCaps } from '../../net/source.ts';
import type { ProviderReader, ReadSink } from '../provider.ts';

/** Guides of the whole world have 500 MB, five times that unpacked. */
const CAPS: Partial<SourceCaps> = { receivedBytes: 1_024 * MEBIBYTE, decodedBytes: 4_096 * MEBIBYTE };
const PROGRESS_STEP_BYTES = MEBIBYTE;
const BATCH = 256;

export const read: ProviderReader = async (request, sink) => {
  const { settings, source, validators, http, clock, signal, window } = request;
  let bytes = 0;
  let told = 0;
  const onBytes = (received: number): void => {
    bytes = received;
    if (bytes - told < PROGRESS_STEP_BYTES) return;
    told = bytes;
    sink.progress(bytes);
  };
  const headers = requestHeaders(settings, source);
  const opened = await openSource({ source, http, signal, validators, headers, caps: CAPS, clock, onBytes });
  if (opened.unchanged) {
    return { unchanged: true, validators, bytes: 0, entryCount: 0, skips: noSkips, guideSources: [] };
  }
  const batches = new Batches(sink);
  const reader = new XmltvReader(batches, { timeZone: settings.time_zone, window });
  for await (const chunk of opened.chunks) {
    signal.throwIfAborted();
    reader.push(chunk);
  }
  const counts = reader.end();
  batches.flush();
  sink.progress(bytes);
  const entryCount = counts.channelCount + counts.programmeCount;
  return { unchanged: false, validators: opened.validators, bytes, entryCount, skips: counts.skips, guideSources: [] };
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
