// Looks at what is on air, when a person wants that: a few seconds of a session's own bytes, without another connection.

import { judgePicture } from '../health/picture/ffmpeg.ts';
import type { Health } from '../health/health.ts';
import type { PictureFindings } from '../health/picture-findings.ts';
import type { Clock } from '../kernel/clock.ts';
import { sleep } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { MEBIBYTE, MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ChannelId, StreamId } from '../model/ids.ts';
import type { Programs } from '../processes/programs.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import type { Hub } from '../streaming/hub.ts';
import type { Sink } from '../streaming/sink.ts';
import type { Stop } from './context.ts';

/** One channel after another: each is looked at about so often, and ffmpeg runs once at a time. */
const EVERY_MS = 1 * MINUTE_MS;
const LOOK_MS = 6 * SECOND_MS;
const MOST_BYTES = 12 * MEBIBYTE;
const VIEWER = { address: '', userAgent: 'Masthead picture check', via: 'check', isHidden: true, wantsPicture: true };

export interface PictureParts {
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'join' | 'sessions'>;
  readonly health: Pick<Health, 'sawPictureOf'>;
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly programs: Programs;
  readonly announce: (name: 'picture.judged', fact: Announcements['picture.judged']) => void;
}

export function followPictures(parts: PictureParts, stops: Stop[]): void {
  const faultyOnes = new Map<ChannelId, string>();
  const stopping = new AbortController();
  let looking: Promise<void> | undefined;
  const timer = parts.clock.every(EVERY_MS, () => {
    if (!parts.settings.current.health.picture_checks) return;
    looking ??= lookAtAll(parts, faultyOnes, stopping.signal).finally(() => (looking = undefined));
  });
  stops.push(async () => {
    timer.cancel();
    stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    await looking;
  });
}

async function lookAtAll(parts: PictureParts, known: Map<ChannelId, string>, signal: AbortSignal): Promise<void> {
  const sessions = parts.hub.sessions();
  const onAir = new Set(sessions.map(({ channel_id }) => channel_id));
  for (const id of known.keys()) if (!onAir.has(id)) known.delete(id);
  for (const { channel_id: channelId, state, stream_id: streamId } of sessions) {
    if (state !== 'on-air' || streamId === null || signal.aborted) continue;
    const shown = { channelId, streamId };
    const findings = await lookAt(parts, shown, signal).catch(() => null); // the channel went off air meanwhile
    if (findings) tell(parts, { ...shown, faults: findings.faults }, known);
  }
}

interface Shown {
  readonly channelId: ChannelId;
  readonly streamId: StreamId;
}

async function lookAt(
  parts: PictureParts,
  { channelId, streamId }: Shown,
  signal: AbortSignal,
): Promise<PictureFindings | null> {
  const { hub, programs, clock, health } = parts;
  const file = programs.find('ffmpeg');
  if (file === undefined) return null;
  const findings = await judgePicture(await taste(parts, channelId, signal), { file, clock, signal });
  if (!findings || !isStillOn(hub, channelId, streamId)) return null;
  health.sawPictureOf(streamId, findings);
  return findings;
}

/** What is new. */
function tell(
  { announce }: PictureParts,
  judged: Announcements['picture.judged'],
  known: Map<ChannelId, string>,
): void {
  const faults = judged.faults.toSorted().join();
  if (faults === (known.get(judged.channelId) ?? '')) return;
  known.set(judged.channelId, faults);
  announce('picture.judged', judged);
}

/** A few seconds of what its viewers get. */
async function taste({ hub, clock }: PictureParts, id: ChannelId, signal: AbortSignal): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const sink: Sink = {
    write(chunk) {
      if (size < MOST_BYTES) parts.push(chunk.slice());
      size += chunk.length;
      return true;
    },
    cork() {},
    uncork: () => true,
    end() {},
  };
  const subscription = await hub.join(id, VIEWER, sink, signal);
  try {
    subscription.start();
    await sleep(clock, LOOK_MS, signal);
  } finally {
    subscription.close();
  }
  return Buffer.concat(parts);
}

const isStillOn = (hub: PictureParts['hub'], id: ChannelId, streamId: StreamId): boolean =>
  hub.sessions().some(({ channel_id, stream_id }) => channel_id === id && stream_id === streamId);
