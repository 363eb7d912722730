// A check of HLS: the playlist goes on, and its newest segment can be had and holds something.

import { variantsByPreference } from '../../formats/hls/choice.ts';
import type { MediaPlaylist, Segment } from '../../formats/hls/playlist.ts';
import { readPlaylist } from '../../formats/hls/read.ts';
import { sleep } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { KIBIBYTE, MEBIBYTE, SECOND_MS } from '../../kernel/units.ts';
import { capped, unwrapped } from '../../net/body.ts';
import { ask, type CheckTools } from './ask.ts';
import { examine } from './examine.ts';
import type { CheckAnswer } from './request.ts';

const MOST_PLAYLIST_BYTES = 8 * MEBIBYTE;
/** A playlist that has not changed since the last check gets one target duration to do so, within reason. */
const LONGEST_RELOAD_MS = 6 * SECOND_MS;
/** Of a segment that is encrypted, or no transport stream: so much of it is proof enough. */
const PROOF_BYTES = 4 * KIBIBYTE;
const NO_LIMITS = { maxHeight: null, maxBandwidth: null };
const SYNC_BYTE = 0x47;

export interface Begun {
  readonly first: Uint8Array;
  readonly rest: AsyncIterator<Uint8Array>;
  /** Where it was found. */
  readonly url: string;
}

/** @throws AppError `upstream.*`, `net.*`, `format.*` */
export async function followPlaylist(
  begun: Begun,
  tools: CheckTools,
): Promise<Pick<CheckAnswer, 'mark' | 'bytes' | 'probe' | 'position'>> {
  const text = await textOf(rejoined(begun));
  const parsed = readPlaylist(text, { url: begun.url });
  const url = parsed.kind === 'master' ? variantsByPreference(parsed, NO_LIMITS)[0]?.url : begun.url;
  if (url === undefined || url === '') throw new AppError('upstream.not-video', 'The playlist names no stream');
  const media = parsed.kind === 'media' ? parsed : await load(url, tools);
  const fresh = await freshOf(media, url, tools);
  const segment = fresh.segments.at(-1)!;
  return { ...(await examineSegment(segment, tools)), position: positionOf(fresh) };
}

/** Where a playlist ends now: another one when it has gone on. */
const positionOf = ({ segments }: MediaPlaylist): string => {
  const last = segments.at(-1)!;
  return `${last.sequence} ${(URL.parse(last.url)?.pathname ?? '').slice(-80)}`;
};

async function freshOf(media: MediaPlaylist, url: string, tools: CheckTools): Promise<MediaPlaylist> {
  refuse(media);
  const { position } = tools.request;
  if (positionOf(media) !== position) return media;
  await sleep(tools.clock, Math.min(LONGEST_RELOAD_MS, media.targetSeconds * SECOND_MS), tools.signal);
  const later = await load(url, tools);
  refuse(later);
  if (positionOf(later) !== position) return later;
  throw new AppError('upstream.stalled', "The provider's playlist does not go on", { retryable: true });
}

function refuse({ isEnded, isProtected, segments }: MediaPlaylist): void {
  if (isProtected) throw new AppError('upstream.unsupported', 'It needs a licence');
  if (segments.length === 0) throw new AppError('upstream.empty', 'The playlist has no segments', { retryable: true });
  if (isEnded)
    throw new AppError('upstream.ended', 'The playlist has an end: it is no live stream', { retryable: true });
}

async function examineSegment(
  segment: Segment,
  tools: CheckTools,
): Promise<Pick<CheckAnswer, 'mark' | 'bytes' | 'probe'>> {
  const answer = await ask(tools, segment.url);
  const chunks = answer.body[Symbol.asyncIterator]();
  try {
    const first = await chunks.next();
    if (first.done) throw new AppError('upstream.empty', 'The newest segment is empty', { retryable: true });
    if (!segment.key && !segment.map && first.value[0] === SYNC_BYTE) {
      return await examine({ first: first.value, rest: chunks }, tools, true);
    }
    await provePresence(first.value, chunks);
    return { mark: null, bytes: null, probe: null };
  } finally {
    answer.body.destroy();
  }
}

/** What cannot be looked into has at least to be no page. */
async function provePresence(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Promise<void> {
  if (/^\s*(?:<|\{")/.test(Buffer.from(first.subarray(0, 64)).toString('latin1'))) {
    throw new AppError('upstream.not-video', 'The provider sent a page instead of a segment', { retryable: true });
  }
  let bytes = first.length;
  while (bytes < PROOF_BYTES) {
    const next = await rest.next();
    if (next.done) break;
    bytes += next.value.length;
  }
}

async function load(url: string, tools: CheckTools): Promise<MediaPlaylist> {
  const answer = await ask(tools, url, false);
  const playlist = readPlaylist(await textOf(answer.body), { url: answer.url });
  if (playlist.kind === 'media') return playlist;
  throw new AppError('upstream.not-video', 'The playlist leads to playlists only');
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of capped(unwrapped(chunks), MOST_PLAYLIST_BYTES)) parts.push(part);
  return new TextDecoder().decode(Buffer.concat(parts));
}

async function* rejoined({ first, rest }: Begun): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
