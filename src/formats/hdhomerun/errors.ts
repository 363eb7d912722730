// What a tuner says when it cannot play: `X-HDHomeRun-Error: <code> <text>` and a body of zero bytes (SiliconDust's
// HTTP development guide). Jellyfin copies any body into its recording without looking at the status.

import type { ErrorCode } from '../../kernel/errors.ts';

export interface TunerError {
  readonly status: 404 | 503;
  /** The value of `X-HDHomeRun-Error`. */
  readonly header: string;
}

const UNKNOWN_CHANNEL: TunerError = { status: 404, header: '801 Unknown Channel' };
const SYSTEM_BUSY: TunerError = { status: 503, header: '803 System Busy' };
const TUNER_IN_USE: TunerError = { status: 503, header: '804 Tuner In Use' };
const ALL_TUNERS_IN_USE: TunerError = { status: 503, header: '805 All Tuners In Use' };
const TUNE_FAILED: TunerError = { status: 503, header: '806 Tune Failed' };
const NO_VIDEO_DATA: TunerError = { status: 503, header: '807 No Video Data' };

const BY_CODE: Readonly<Partial<Record<ErrorCode, TunerError>>> = {
  'channel.unknown': UNKNOWN_CHANNEL,
  'channel.disabled': UNKNOWN_CHANNEL,
  'channel.no-stream': TUNE_FAILED,
  'stream.unknown': TUNE_FAILED,
  'tuner.in-use': TUNER_IN_USE,
  'tuner.all-in-use': ALL_TUNERS_IN_USE,
  'upstream.no-slot': ALL_TUNERS_IN_USE,
  'upstream.not-video': NO_VIDEO_DATA,
  'upstream.ended': NO_VIDEO_DATA,
  'upstream.stalled': NO_VIDEO_DATA,
  'upstream.timeout': NO_VIDEO_DATA,
  'process.stopping': SYSTEM_BUSY,
};

/** Any failure in a tuner's words; what it has no word for is a failed tune. */
export const tunerErrorOf = (code: ErrorCode): TunerError => BY_CODE[code] ?? TUNE_FAILED;
