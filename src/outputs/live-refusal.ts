// Why there is no picture, in the dialect of whoever asked. The body is always empty: Jellyfin copies whatever comes,
// whatever the status, into its recording.

import type { AppError, ErrorCode } from '../kernel/errors.ts';

/** `hdhomerun`: with the device's own codes in a header; `player`: HTTP alone, with our own code in a header for the panel. */
export type Dialect = 'hdhomerun' | 'player';

interface Refusal {
  readonly status: 404 | 503;
  /** As in HDHomeRun's X-HDHomeRun-Error. */
  readonly tunerError: string;
}

const UNKNOWN: Refusal = { status: 404, tunerError: '801 Unknown Channel' };
const BUSY: Refusal = { status: 503, tunerError: '803 System Busy' };
const IN_USE: Refusal = { status: 503, tunerError: '804 Tuner In Use' };
const ALL_IN_USE: Refusal = { status: 503, tunerError: '805 All Tuners In Use' };
const TUNE_FAILED: Refusal = { status: 503, tunerError: '806 Tune Failed' };
const NO_VIDEO: Refusal = { status: 503, tunerError: '807 No Video Data' };

const BY_CODE: Readonly<Partial<Record<ErrorCode, Refusal>>> = {
  'channel.unknown': UNKNOWN,
  'channel.disabled': UNKNOWN,
  'title.unknown': UNKNOWN,
  'upstream.not-found': TUNE_FAILED,
  'channel.no-stream': TUNE_FAILED,
  'upstream.no-slot': ALL_IN_USE,
  'upstream.limit-reached': ALL_IN_USE,
  'tuner.in-use': IN_USE,
  'tuner.all-in-use': ALL_IN_USE,
  'viewer.ended': NO_VIDEO,
  'upstream.not-video': NO_VIDEO,
  'upstream.garbage': NO_VIDEO,
  'upstream.no-picture': NO_VIDEO,
  'upstream.scrambled': NO_VIDEO,
  'upstream.clip': NO_VIDEO,
  'upstream.empty': NO_VIDEO,
  'upstream.ended': NO_VIDEO,
  'upstream.stalled': NO_VIDEO,
  'upstream.too-slow': NO_VIDEO,
  'upstream.timeout': NO_VIDEO,
  'process.starting': BUSY,
  'process.stopping': BUSY,
  'process.maintenance': BUSY,
  'process.busy': BUSY,
  'process.too-slow': BUSY,
  'process.worker-failed': BUSY,
  internal: BUSY,
};

/** Long enough for a provider to notice a closed connection, short enough for a person who zaps. */
const RETRY_AFTER_SECONDS = 5;

export function refusalOf(error: AppError, dialect: Dialect): Response {
  const { status, tunerError } = BY_CODE[error.code] ?? TUNE_FAILED;
  const headers = new Headers({ 'content-length': '0', 'cache-control': 'no-store', connection: 'close' });
  if (status === 503) headers.set('retry-after', String(RETRY_AFTER_SECONDS));
  headers.set(
    dialect === 'hdhomerun' ? 'x-hdhomerun-error' : 'x-masthead-error',
    dialect === 'hdhomerun' ? tunerError : error.code,
  );
  return new Response(null, { status, headers });
}
