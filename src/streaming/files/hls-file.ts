// A file that its provider has as HLS only: an archive, or a movie in pieces. Its segments one after another are one
// transport stream, fetched as quickly as the player takes them.

import { Readable } from 'node:stream';
import { openPlaylists, type OpenedPlaylist } from '../upstreams/hls/opened.ts';
import { Origin } from '../upstreams/hls/origin.ts';
import { RecentSegments } from '../upstreams/hls/recent.ts';
import { SegmentReader } from '../upstreams/hls/segment-bytes.ts';
import { readPlaylist } from '../../formats/hls/read.ts';
import type { Segment } from '../../formats/hls/playlist.ts';
import { sleep, type Clock } from '../../kernel/clock.ts';
import { AppError, toAppError } from '../../kernel/errors.ts';
import { SECOND_MS } from '../../kernel/units.ts';

const CONNECT_MS = 8 * SECOND_MS;
/** A list that has had nothing new for so many target durations has ended without a word. */
const STALE_TARGETS = 4;
/** More missing in a row is no gap of an archive, but its end. */
const MOST_MISSING = 5;
const NO_LIMITS = { maxHeight: null, maxBandwidth: null };
const KEEP_NOTHING = () => ({ bytes: 0, segments: 0 });

export interface HlsFileRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface HlsFile {
  readonly contentType: string;
  /** Ends with the list; closing it ends every connection. */
  readonly body: Readable;
}

/** Whether an answer is a playlist, by its type and the address at which the redirects ended. */
export const isHlsAnswer = (contentType: string, url: string): boolean =>
  /mpegurl/i.test(contentType) || /\.m3u8$/i.test(URL.parse(url)?.pathname ?? '');

/** Resolves with its first bytes at hand. @throws AppError `upstream.*`, `net.*`, `format.*`; the signal's reason */
export async function openHlsFile({ url, headers, clock, signal }: HlsFileRequest): Promise<HlsFile> {
  const origin = new Origin({ headers: { accept: '*/*', ...headers }, connectMs: CONNECT_MS, clock, signal });
  try {
    const { main, sound } = await openPlaylists(origin, url, NO_LIMITS);
    if (sound) throw new AppError('upstream.unsupported', 'The archive has its sound apart from its picture');
    const reader = new SegmentReader({ origin, recent: new RecentSegments(KEEP_NOTHING), clock, signal });
    const chunks = bytesOf(main, { origin, reader, clock, signal });
    const first = await chunks.next();
    if (first.done) throw new AppError('upstream.empty', 'The archive lists nothing', { retryable: true });
    const body = Readable.from(whole(first.value, chunks, origin), { objectMode: false });
    return { contentType: main.first.segments[0]?.map ? 'video/mp4' : 'video/mp2t', body };
  } catch (error) {
    void origin.close();
    throw error;
  }
}

async function* whole(first: Uint8Array, rest: AsyncGenerator<Uint8Array>, origin: Origin): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    yield* rest;
  } finally {
    void origin.close();
  }
}

interface Means {
  readonly origin: Origin;
  readonly reader: SegmentReader;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

async function* bytesOf(list: OpenedPlaylist, means: Means): AsyncGenerator<Uint8Array> {
  let map = '';
  let missing = 0;
  for await (const segment of segmentsOf(list, means)) {
    if (segment.map && segment.map.url !== map) yield await means.reader.map(segment.map);
    map = segment.map?.url ?? map;
    try {
      yield* means.reader.read(segment);
      missing = 0;
    } catch (error) {
      means.signal.throwIfAborted();
      missing += 1;
      // Archives have holes; a segment that breaks off in its middle is a hole as well, for what could be had of it is sent.
      if (missing > MOST_MISSING) throw toAppError(error);
    }
  }
}

/** From the first that is listed to the last, and on while the list grows: a programme that is still running. */
async function* segmentsOf({ url, first, definitions }: OpenedPlaylist, means: Means): AsyncGenerator<Segment> {
  const { origin, clock, signal } = means;
  let playlist = first;
  let next = -1;
  let newsMs = clock.monotonicMs();
  for (;;) {
    const fresh = playlist.segments.filter(({ sequence }) => sequence >= next);
    for (const segment of fresh) {
      yield segment;
      next = segment.sequence + 1;
    }
    if (playlist.isEnded) return;
    if (fresh.length > 0) newsMs = clock.monotonicMs();
    const targetMs = playlist.targetSeconds * SECOND_MS;
    if (clock.monotonicMs() - newsMs > STALE_TARGETS * targetMs) return;
    await sleep(clock, targetMs / 2, signal);
    const answer = await origin.text(url);
    const reloaded = readPlaylist(answer.text, { url: answer.url, definitions });
    if (reloaded.kind === 'media') playlist = reloaded;
  }
}
