// Things that answer under a playlist's address and are none: error pages, JSON, pictures, a stream; and the playlist of
// a single HLS stream, which looks like a list of channels and is one channel.

import { AppError } from '../../kernel/errors.ts';

/** A page may have a list inside: PHP warnings stand in front of many. */
const LIST_BEGINS = /^#EXT(?:M3U|INF)/i;
const PAGE_BEGINS = /^(?:<|\{|\[\s*(?:[{"\]]|$))/;
const HLS_TAG = /^#EXT-X-(TARGETDURATION|STREAM-INF)\b/;
/** A segment has a length and says nothing else about itself. */
const SEGMENT = /^#EXTINF:\s*([\d.]+)\s*(?:,[^=]*)?$/;

/** Lines without any sense, before the first entry, after which it is clear that there will be none. */
const MAX_SENSELESS_LINES = 1_000;

export const beginsPage = (line: string): boolean => PAGE_BEGINS.test(line);
export const beginsList = (line: string): boolean => LIST_BEGINS.test(line);
export const isSenseless = (lineCount: number): boolean => lineCount > MAX_SENSELESS_LINES;
export const isSegment = (extinf: string): boolean => Number.parseFloat(SEGMENT.exec(extinf)?.[1] ?? '') > 0;

/** `media`: segments may follow; `master`: variants of one stream follow. */
export function hlsKind(line: string): 'media' | 'master' | undefined {
  const tag = HLS_TAG.exec(line)?.[1];
  return tag === undefined ? undefined : tag === 'STREAM-INF' ? 'master' : 'media';
}

const INSTEAD = {
  page: 'sent a web page instead of a playlist',
  other: 'sent something else instead of a playlist',
  nothing: 'sent nothing',
} as const;

export function notAPlaylist(sent: keyof typeof INSTEAD): AppError {
  return new AppError('format.not-a-playlist', `The source ${INSTEAD[sent]}`, { retryable: true });
}
