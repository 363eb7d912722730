// The hub, as outputs join it: a person's streams are counted, and no more are let in than it may have.

import type { PersonStreams } from '../accounts/streams.ts';
import type { Joinable } from '../outputs/live-response.ts';

export function countingHub(hub: Joinable, streams: PersonStreams): Joinable {
  return {
    async join(channelId, viewer, sink, signal) {
      if (!viewer.account) return hub.join(channelId, viewer, sink, signal);
      const leave = await streams.enter(viewer.account);
      const counted = {
        write: (chunk: Uint8Array) => sink.write(chunk),
        cork: () => sink.cork(),
        uncork: () => sink.uncork(),
        end: () => {
          leave();
          sink.end();
        },
      };
      try {
        signal?.throwIfAborted();
        const subscription = await hub.join(channelId, viewer, counted, signal);
        return subscription;
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}
