// Where a programme of the past is to be had: by the playlist's own dialect, or in the ways in which panels want it.

import { catchupUrls } from '../formats/catchup/address.ts';
import { timeshiftUrls } from '../formats/xtream/timeshift.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/units.ts';
import type { Catchup } from '../model/stream.ts';

export interface PastProgramme {
  readonly startAt: number;
  /** 0 for as far as there is. */
  readonly durationMs: number;
  readonly now: number;
  /** The provider's. */
  readonly zone: string;
  /** Added to times for panels that name a wrong zone. */
  readonly correctionHours: number;
  /** Exactly so long: another part follows on it. */
  readonly isSlice?: boolean;
}

/** Archives lag behind: the end of a programme would else be missing. */
const LAG_MS = 5 * MINUTE_MS;
/** Panels refuse more. */
const LONGEST_MS = 8 * HOUR_MS;

const PANEL_STREAM = /^(https?:\/\/[^/]+(?:\/[^?#]*?)??)\/(?:live\/)?([^/?#]+)\/([^/?#]+)\/(\d+)(?:\.\w+)?$/;

/** @param url the stream's, as it would be dialled @returns what would do, the likeliest first */
export function archiveUrls(url: string, catchup: Catchup, past: PastProgramme): readonly string[] {
  const startAt = past.startAt + past.correctionHours * HOUR_MS;
  const lagMs = past.isSlice ? 0 : LAG_MS;
  const wantedMs = past.durationMs > 0 ? past.durationMs + lagMs : past.now - past.startAt;
  const durationMs = Math.min(Math.max(wantedMs, MINUTE_MS), LONGEST_MS);
  const panel = catchup.mode === 'xc' && catchup.source === '' ? PANEL_STREAM.exec(url) : null;
  if (!panel) {
    const { now, zone } = past;
    return catchupUrls({ url, catchup, startAt, endAt: Math.min(startAt + durationMs, now), now, zone });
  }
  const [, base = '', username = '', password = '', streamId = ''] = panel;
  const question = {
    base,
    username,
    password,
    streamId,
    startAt: startAt + catchup.correctionHours * HOUR_MS,
    durationMinutes: Math.ceil(durationMs / MINUTE_MS),
    zone: past.zone,
    isHls: url.endsWith('.m3u8'),
  };
  return timeshiftUrls(question);
}

/** Whether a part of a given length can be asked for, and not only everything from a start on. */
export const hasLengths = ({ mode, source }: Catchup): boolean =>
  mode === 'xc' || mode === 'flussonic' || /\{(?:duration|utcend|end)[:}]/.test(source);
