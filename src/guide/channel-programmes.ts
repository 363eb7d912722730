// What is on a channel, out of all its guides, in its own time: every face shows this, and nothing else.

import { MINUTE_MS } from '../kernel/units.ts';
import type { Channel } from '../model/channel.ts';
import type { GuideChannelId } from '../model/ids.ts';
import type { Programme } from '../model/programme.ts';
import { filled, type ChannelSource, type GuideWindow, type Placed } from './filling.ts';
import { madeUp, type Making } from './made-up.ts';
import type { GuideReader } from './reader.ts';

/** All of a channel that its programmes depend on. */
export type GuidedChannel = Pick<
  Channel,
  'eventName' | 'group' | 'guideChannelId' | 'guideFills' | 'guideShiftMinutes' | 'name'
>;

export const guidedChannel = (channel: GuidedChannel): GuidedChannel => ({
  name: channel.name,
  group: channel.group,
  eventName: channel.eventName,
  guideChannelId: channel.guideChannelId,
  guideFills: channel.guideFills,
  guideShiftMinutes: channel.guideShiftMinutes,
});

type Reader = Pick<GuideReader, 'programmes' | 'withNeighbours'>;

/** A channel in a window of time, and what may be made up for it: null for nothing. */
export interface ProgrammeQuery {
  readonly channel: GuidedChannel;
  readonly window: GuideWindow;
  readonly making: Making | null;
}

/** In order, each touching the window, none reaching into the next. */
export function* channelProgrammes(reader: Reader, { channel, window, making }: ProgrammeQuery): Generator<Placed> {
  const tracks = tracksOf(channel);
  const { first, last } = madeUp(channel, making);
  const isPlain = first.length + last.length === 0 && tracks.length < 2;
  if (!isPlain) {
    yield* filled([...first, ...tracks.map((track, from) => sourceOf(reader, track, from)), ...last], window);
    return;
  }
  for (const { id, shiftMs } of tracks) {
    for (const programme of reader.programmes(id, shifted(window, -shiftMs))) {
      yield { programme: moved(programme, shiftMs), from: 0 };
    }
  }
}

interface Track {
  readonly id: GuideChannelId;
  readonly shiftMs: number;
}

function tracksOf({ guideChannelId, guideFills, guideShiftMinutes }: GuidedChannel): Track[] {
  if (guideChannelId === null) return [];
  const shiftMs = guideShiftMinutes * MINUTE_MS;
  const fills = guideFills.map(({ id, shiftMinutes }) => ({ id, shiftMs: shiftMs + shiftMinutes * MINUTE_MS }));
  return [{ id: guideChannelId, shiftMs }, ...fills];
}

function sourceOf(reader: Reader, { id, shiftMs }: Track, from: number): ChannelSource {
  return {
    from,
    *programmesIn(window) {
      for (const programme of reader.withNeighbours(id, shifted(window, -shiftMs))) yield moved(programme, shiftMs);
    },
  };
}

const shifted = ({ fromAt, untilAt }: GuideWindow, ms: number): GuideWindow => ({
  fromAt: fromAt + ms,
  untilAt: untilAt + ms,
});

const moved = (programme: Programme, ms: number): Programme =>
  ms === 0 ? programme : { ...programme, startAt: programme.startAt + ms, stopAt: programme.stopAt + ms };
