// The streaming core as outputs see it: joins that last until the viewer leaves, or fail as a test wants.

import { AppError, type ErrorCode } from '../../src/kernel/errors.ts';
import { respondLive, viewerOf, type Joinable } from '../../src/outputs/live-response.ts';
import type { Play } from '../../src/outputs/play.ts';

export interface FakePlayer {
  readonly play: Play;
  readonly hub: Joinable;
  /** What was joined, in order. */
  readonly joins: readonly string[];
  readonly viewerCount: number;
  failWith(code: ErrorCode | undefined): void;
}

const NULL_PACKET = Buffer.alloc(188, 0xff);
NULL_PACKET.set([0x47, 0x1f, 0xff, 0x10]);

export function createPlayer(): FakePlayer {
  const joins: string[] = [];
  let failure: ErrorCode | undefined;
  let viewerCount = 0;
  const hub: Joinable = {
    join(channelId, viewer, sink) {
      if (failure) return Promise.reject(new AppError(failure, 'as wished'));
      joins.push(viewer.via);
      viewerCount += 1;
      let isOpen = true;
      return Promise.resolve({
        id: 'v1',
        channelId,
        start: () => void sink.write(NULL_PACKET),
        drained: () => undefined,
        count: () => undefined,
        skips: 0,
        waitMs: 0,
        close() {
          if (isOpen) viewerCount -= 1;
          isOpen = false;
          sink.end();
        },
      });
    },
  };
  return {
    hub,
    play: (c, { channelId, via, durationSeconds }) =>
      respondLive(c, {
        hub,
        channelId,
        viewer: viewerOf(c, via),
        dialect: via === 'hdhomerun' ? 'hdhomerun' : 'player',
        ...(durationSeconds !== undefined && { durationSeconds }),
      }),
    joins,
    get viewerCount() {
      return viewerCount;
    },
    failWith: (code) => (failure = code),
  };
}
