// The lineup's guide as text, channel by channel, out of the guide's store.

import { guideHead, guideTail, writeChannel, writeProgramme } from '../../formats/xmltv/write.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import type { GuideChannelId } from '../../model/ids.ts';
import type { Programme } from '../../model/programme.ts';

export interface Window {
  /** Epoch milliseconds. */
  readonly fromAt: number;
  readonly untilAt: number;
}

export interface RenderedChannel {
  readonly xmltvId: string;
  readonly name: string;
  readonly number: string;
  /** Absolute, or empty. */
  readonly iconUrl: string;
  readonly guideChannelId: GuideChannelId | null;
  /** Added to its programmes' times: `tvg-shift`. */
  readonly shiftMinutes: number;
}

/** A channel's programmes that touch a window, in order, none reaching into the next. */
export type ProgrammesOf = (id: GuideChannelId, window: Window) => Iterable<Programme>;

/** @yields text of a few lines each */
export function* renderGuide(
  channels: readonly RenderedChannel[],
  window: Window,
  programmesOf: ProgrammesOf,
): Generator<string> {
  yield guideHead('Masthead');
  for (const channel of channels) yield writeChannel(channel);
  for (const { xmltvId, guideChannelId, shiftMinutes } of channels) {
    if (guideChannelId === null) continue;
    const shiftMs = shiftMinutes * MINUTE_MS;
    const shifted = { fromAt: window.fromAt - shiftMs, untilAt: window.untilAt - shiftMs };
    for (const programme of programmesOf(guideChannelId, shifted)) yield writeProgramme(xmltvId, programme, shiftMs);
  }
  yield guideTail;
}
