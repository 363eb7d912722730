// Where a programme of the past is to be had: by the playlist's own dialect, or in the ways in which panels want it.

import { catchupUrls } from '../formats/catchup/address.ts';
import { TIMESHIFT_FORMS } from '../formats/xtream/timeshift.ts';
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
}

/** Archives lag behind: the end of a programme would else be missing. */
const LAG_MS = 5 * MINUTE_MS;
/** Panels refuse more. */
const LONGEST_MS = 8 * HOUR_MS;

const PANEL_STREAM = /^(https?:\/\/[^/]+(?:\/[^?#]*?)??)\/(?:live\/)?([^/?#]+)\/([^/?#]+)\/(\d+)(?:\.\w+)?$/;

/** @param url the stream's, as it would be dialled @returns what would do, the likeliest first */
export function archiveUrls(url: string, catchup: Catchup, past: PastProgramme): readonly string[] {
  const startAt = past.startAt + past.correctionHours * HOUR_MS;
  const wantedMs = past.durationMs > 0 ? past.durationMs + LAG_MS : past.now - past.startAt;
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
  };
  return TIMESHIFT_FORMS.map((form) => form(question));
}
