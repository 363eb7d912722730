// The lineup's guide as text, channel by channel, out of the guide's store.

import { guideHead, guideTail, writeChannel, writeProgramme } from '../../formats/xmltv/write.ts';
import type { GuidedChannel } from '../../guide/channel-programmes.ts';
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
  /** What its programmes depend on. */
  readonly guided: GuidedChannel;
}

/** A channel's programmes that touch a window, in order, none reaching into the next. */
export type ProgrammesOf = (channel: GuidedChannel, window: Window) => Iterable<{ readonly programme: Programme }>;

export interface RenderOptions {
  readonly window: Window;
  /** Whether episodes without a number get one. */
  readonly numbersByDay: boolean;
}

/** @yields text of a few lines each */
export function* renderGuide(
  channels: readonly RenderedChannel[],
  { window, numbersByDay }: RenderOptions,
  programmesOf: ProgrammesOf,
): Generator<string> {
  yield guideHead('Masthead');
  for (const channel of channels) yield writeChannel(channel);
  for (const { xmltvId, guided } of channels) {
    for (const { programme } of programmesOf(guided, window)) yield writeProgramme(xmltvId, programme, numbersByDay);
  }
  yield guideTail;
}
