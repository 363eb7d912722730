// What a provider's answer means when it is not the video that was asked for.

import { AppError } from '../kernel/errors.ts';
/** In front of every packet of MPEG-TS. */
const SYNC_BYTE = 0x47;

const SERVER_BUSY = new Set([408, 423, 425]);
/** What panels answer when the account has all its connections, besides 403, which says many things. */
const LIMIT_REACHED = new Set([429, 458, 509]);

/** Why this status is no stream; `undefined` for success. */
export function refusal(host: string, status: number): AppError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const context = { host, status };
  if (status === 404 || status === 410) {
    return new AppError('upstream.not-found', `${host} does not have this stream (${status})`, { context });
  }
  if (LIMIT_REACHED.has(status)) {
    const message = `${host} says that the limit of connections is reached (${status})`;
    return new AppError('upstream.limit-reached', message, { context, retryable: true });
  }
  if (status >= 500 || SERVER_BUSY.has(status)) {
    const message = `${host} cannot serve the stream now (${status})`;
    return new AppError('upstream.unavailable', message, { context, retryable: true });
  }
  return new AppError('upstream.refused', `${host} refused the stream (${status})`, { context });
}

const HLS = /mpegurl/i;
const DASH = /dash\+xml/i;
const TEXT = /^\s*(?:text\/|application\/(?:json|xml|xhtml))/i;

/** Whether the answer is an HLS playlist, whatever the address looked like. */
export function isHlsPlaylist(contentType: string, first: Uint8Array): boolean {
  if (first[0] === SYNC_BYTE && first.length > 1) return false;
  return HLS.test(contentType) || startOf(first).startsWith('#EXTM3U');
}

/** Judges an answer by its type and first bytes. Types lie both ways, so a sync byte in front outweighs them. */
export function notVideo(contentType: string, first: Uint8Array): AppError | undefined {
  if (first[0] === SYNC_BYTE && first.length > 1) return undefined;
  const start = startOf(first);
  if (isHlsPlaylist(contentType, first)) {
    return new AppError('upstream.unsupported', 'The provider sent an HLS playlist, not MPEG-TS');
  }
  if (DASH.test(contentType)) return new AppError('upstream.unsupported', 'The provider sent DASH, not MPEG-TS');
  if (TEXT.test(contentType) || /^(?:<|\{")/.test(start)) {
    return new AppError('upstream.not-video', 'The provider sent a page instead of video', { retryable: true });
  }
  return undefined;
}

/** The first characters, without a byte order mark and blanks. */
function startOf(first: Uint8Array): string {
  const text = Buffer.from(first.subarray(0, 64)).toString('latin1');
  return text.replace(/^ï»¿/, '').trimStart();
}
